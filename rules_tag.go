package tfcua

import (
	"cmp"
	"fmt"
)

// forEachTag makes a check of a function that looks at one tag and returns nil
// where it has nothing to say.
func forEachTag(look func(*tagged) *Finding) func(*view) []Finding {
	return func(v *view) []Finding {
		var findings []Finding
		for i := range v.tags {
			t := &v.tags[i]
			if finding := look(t); finding != nil {
				finding.Address = t.Address()
				finding.about = t.Name + "\x00" + cmp.Or(finding.about, fingerprinted(t.wrong))
				finding.at(t.Written)
				findings = append(findings, *finding)
			}
		}
		return findings
	}
}

// forEachTagBreaking is forEachTag over those whose tracking ID breaks the rule.
func forEachTagBreaking(rule string, say func(*tagged) (message, fix string)) func(*view) []Finding {
	return forEachTag(func(t *tagged) *Finding {
		if t.rule != rule {
			return nil
		}
		message, fix := say(t)
		return &Finding{Message: message, Fix: fix}
	})
}

// The checks of tags. They are those of the rules on tracking IDs, which hold
// wherever these stand.
var (
	tagPrefixed = forEachTagBreaking("CUA103", func(t *tagged) (string, string) {
		return fmt.Sprintf("%s: a registered GUID is written without pid- there, the provider adds it. azurerm tolerates the prefix in lower case since 3.21.0, azapi doubles it, and azuread refuses it.", t.says()),
			"remove the prefix: write the GUID alone"
	})
	tagMalformed = forEachTagBreaking("CUA104", func(t *tagged) (string, string) {
		what, mend := mistake(t.wrong)
		return fmt.Sprintf("%s: it %s. azurerm refuses to start: the provider accepts a GUID, pid-<guid>-partnercenter or nothing.", t.says(), what), mend
	})
	tagPlaceholder = forEachTagBreaking("CUA105", func(t *tagged) (string, string) {
		fix := "put pid- and the GUID that you registered in Partner Center in its place"
		if t.PartnerID {
			fix = "put the GUID that you registered in Partner Center in its place"
		}
		return fmt.Sprintf("%s: that is %s, no partner's tracking ID.", t.says(), Placeholder(t.wrong)), fix
	})
	tagWrongKind = forEachTagBreaking("CUA106", func(t *tagged) (string, string) {
		return fmt.Sprintf("%s: that is %s, and the policy accepts %s only. %s", t.says(), kindName(t.wrong), kindNames(t.policy.Kinds), t.consequence()),
			"take the tracking ID of that kind that Partner Center shows, or accept this kind in " + t.policy.File
	})
	tagUnregistered = forEachTagBreaking("CUA107", func(t *tagged) (string, string) {
		return fmt.Sprintf("%s: the policy lists other tracking IDs, and not this one. %s", t.says(), t.consequence()),
			fmt.Sprintf("correct the ID; or register it in Partner Center, and then list it in %s", t.policy.File)
	})
	tagUnknown = forEachTag(func(t *tagged) *Finding {
		if t.rule != "CUA108" {
			return nil
		}
		return &Finding{
			Severity: Note,
			Message:  fmt.Sprintf("What %s gets cannot be determined: %s.", t.Name, t.unknowable()),
			Fix:      "write the tracking ID as a literal: it is no secret",
		}
	})
	tagConflict = forEachTag(func(t *tagged) *Finding {
		if len(t.words) < 2 || t.rule == "CUA506" {
			return nil
		}
		return &Finding{
			about:   wordsFingerprinted(t.words),
			Message: fmt.Sprintf("%s gets %d pid- words, %s: Azure takes one and loses the other.", t.Name, len(t.words), t.sent()),
			Fix:     "leave one of them",
		}
	})
	tagUserAgent = forEachTagBreaking("CUA506", func(t *tagged) (string, string) {
		fix := "write pid-<your registered GUID>, or the whole marketplace tracking ID as Partner Center shows it"
		if t.cut() {
			return fmt.Sprintf("%s: it takes %d characters, and a tracking ID has more. The SDK cuts it off or refuses it, and the usage is credited to nobody.", t.says(), t.Limit),
				"set the User-Agent header in a policy of the client's pipeline instead"
		}
		if isGUID(t.wrong) {
			fix = "write pid- before it"
		}
		id := cmp.Or(meant(t.wrong), t.wrong)
		if id != t.wrong && (isGUID(id) || isTrackingWord(id)) {
			return fmt.Sprintf("%s gets %s within a longer word, and so no pid- word that Azure takes. The usage is credited to nobody.", t.Name, shownWord(id)),
				"write pid-<your registered GUID>, or the whole marketplace tracking ID, as a word of its own: nothing but spaces beside it, and no version behind it"
		}
		what, _ := deploymentMistake(id)
		return fmt.Sprintf("%s gets %s: it %s. That is no pid- word that Azure takes, and the usage is credited to nobody.", t.Name, shownWord(id), what), fix
	})
)
