package tfcua

import (
	"cmp"
	"fmt"
	"strings"
)

var trackingIDWrongKind = Rule{
	ID: "CUA106", Name: "tracking-id-wrong-kind", Severity: Error,
	When: "the policy accepts one kind of tracking ID, and this is of the other: a bare GUID in place of a marketplace tracking ID, or the other way round",
	Why: "Azure credits both, but not to the same thing: a registered GUID stands for the partner, the tracking ID of a marketplace offer for a plan of it. " +
		"With the wrong one the usage is missing where the partner looks for it.",
	Source: "Microsoft's partner documentation, customer usage attribution and the tracking IDs of Azure apps in the commercial marketplace",
	Bad: checkFolder + requiresAzurerm4 + azurermTagged + createsApp + `-- .tfcua.hcl --
accept = ["marketplace"]
`,
	Good: checkFolder + requiresAzurerm4 + azurermTagged + createsApp + `-- .tfcua.hcl --
accept = ["guid"]
`,
	check: both(forEachBreaking("CUA106", func(v *view, s *subject) (string, string) {
		return fmt.Sprintf("%s: that is %s, and the policy accepts %s only. %s", s.saysID(), kindName(s.id()), kindNames(v.policy.Kinds), s.consequence()),
			"take the tracking ID of that kind that Partner Center shows, or accept this kind in " + v.policy.File
	}), forEachTrackingBreaking("CUA106", func(t *tracker) (string, string) {
		return fmt.Sprintf("The tracking deployment is named %s: that is %s, and the policy accepts %s only. At deployment Azure credits %s.", t.shown(), kindName(t.id), kindNames(t.policy.Kinds), t.id),
			"take the tracking ID of that kind that Partner Center shows, or accept this kind in " + t.policy.File
	}), tagWrongKind),
}

var trackingIDUnregistered = Rule{
	ID: "CUA107", Name: "tracking-id-unregistered", Severity: Error,
	When: "the policy lists tracking IDs, and this is none of them (letter case does not count)",
	Why: "A GUID that is well-formed and not registered credits the usage to nobody, and a digit mistyped looks like any other. " +
		"The list in the policy is the partner's own, and the only way to tell.",
	Source: "Microsoft's partner documentation, customer usage attribution: register the tracking ID in Partner Center",
	Bad: checkFolder + requiresAzurerm4 + azurermTagged + createsApp + `-- .tfcua.hcl --
tracking_id "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00" {
  offer = "backup"
}
`,
	Good: checkFolder + requiresAzurerm4 + azurermTagged + createsApp + `-- .tfcua.hcl --
tracking_id "a1b2c3d4-e5f6-4711-8899-aabbccddeeff" {
  offer = "backup"
}
`,
	check: both(forEachBreaking("CUA107", func(v *view, s *subject) (string, string) {
		return fmt.Sprintf("%s: the policy lists other tracking IDs, and not this one. %s", s.saysID(), s.consequence()),
			fmt.Sprintf("correct the ID; or register it in Partner Center, and then list it in %s", v.policy.File)
	}), forEachTrackingBreaking("CUA107", func(t *tracker) (string, string) {
		return fmt.Sprintf("The tracking deployment is named %s: %s lists other tracking IDs, and not this one. At deployment Azure credits %s.", t.shown(), t.policy.File, t.id),
			fmt.Sprintf("correct the ID; or register it in Partner Center, and then list it in %s", t.policy.File)
	}), tagUnregistered),
}

// kindName puts the kind of a tracking ID into words.
func kindName(id string) string {
	if kindOf(id) == Marketplace {
		return "a marketplace tracking ID"
	}
	return "a registered GUID"
}

// id is the tracking ID that the policy is held against: the value that decides,
// or that of the user agent where it is the one.
func (s *subject) id() string { return cmp.Or(s.value, strings.Join(s.words, " ")) }

// saysID is "partner_id is …", or the same of the user agent's word.
func (s *subject) saysID() string {
	if s.value == "" {
		return userAgentVariable + " carries " + s.shownWords()
	}
	return s.says()
}
