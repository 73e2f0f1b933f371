package tfcua

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

var trackingIDMissing = Rule{
	ID: "CUA101", Name: "tracking-id-missing", Severity: Error,
	When: "an azurerm configuration has no tracking ID: partner_id is not set or null, and ARM_PARTNER_ID is not set or empty",
	Why: "azurerm then sends HashiCorp's own ID (nothing at all with disable_terraform_partner_id, and before 1.36.0), and Azure credits the usage to HashiCorp or to nobody. " +
		"Nothing warns: the plan is green and the apply works. An AZURE_HTTP_USER_AGENT that carries the one pid- word, where the provider sends none, is a tracking ID too.",
	Source: "azurerm's provider reference, partner_id; requests seen with azurerm 5.2.0",
	Bad: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
}
` + createsApp,
	Good: checkFolder + requiresAzurerm4 + azurermTagged + createsApp,
	check: forEachBreaking("CUA101", func(v *view, s *subject) (string, string) {
		what := "No tracking ID: partner_id is not set"
		if len(s.PartnerID.Via) > 0 {
			what = "No tracking ID: partner_id is null" + s.via()
		} else if s.PartnerID.Written.File != "" {
			what = "No tracking ID: partner_id is null"
		}
		if s.Implied {
			what = "No tracking ID: there is no provider block"
		}
		message := fmt.Sprintf("%s, and %s is not set. %s", what, s.variable, s.consequence())
		if number := partnerNumber(v.environment[userAgentVariable]); number != "" {
			message += fmt.Sprintf(" What %s holds %s.", userAgentVariable, isPartnerNumber(number))
		}
		return message, s.setIt()
	}),
}

var trackingIDEmpty = Rule{
	ID: "CUA102", Name: "tracking-id-empty", Severity: Error,
	When: `partner_id is "", written so or evaluated so`,
	Why: `An empty partner_id is a value: the provider does not look at ARM_PARTNER_ID any more, and sends HashiCorp's own ID. ` +
		`The usual way into it is a variable whose default is "". With a default of null the environment is read.`,
	Source: "azurerm's sources (partner_id is read before ARM_PARTNER_ID where it is not null); requests seen with azurerm 5.2.0",
	Bad: `tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm4 + `
variable "partner_id" {
  type    = string
  default = ""
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}
` + createsApp,
	Good: `tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm4 + `
variable "partner_id" {
  type    = string
  default = null
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}
` + createsApp,
	check: forEachBreaking("CUA102", func(_ *view, s *subject) (string, string) {
		message := fmt.Sprintf(`partner_id is ""%s: that is a value, so %s is not read.`, s.via(), s.variable)
		if s.held != "" {
			message = fmt.Sprintf(`partner_id is ""%s: that is a value, so %s is not read, though it holds one.`, s.via(), s.variable)
		}
		return message + " " + s.consequence(), "give it your registered GUID, or null (remove the line, or make the variable's default null) to let " + s.variable + " through"
	}),
}

var trackingIDPrefixed = Rule{
	ID: "CUA103", Name: "tracking-id-prefixed", Severity: Error,
	When: "a GUID with pid- before it, in partner_id or ARM_PARTNER_ID",
	Why: "For a registered GUID, Terraform takes the bare GUID, and the provider puts pid- before it. azurerm has tolerated the prefix since 3.21.0, older releases refuse it, and so does every release where it is not in lower case; " +
		"azapi and azuread refuse it in the block, and azapi makes pid-pid-… of it when it comes from the environment, which nobody is credited for.",
	Source: "Microsoft's partner documentation, customer usage attribution for Terraform; azurerm's sources; requests seen with azurerm 5.2.0 and azapi 2.12.0",
	Bad: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
` + createsApp,
	Good: checkFolder + requiresAzurerm4 + azurermTagged + createsApp,
	check: both(forEachBreaking("CUA103", func(_ *view, s *subject) (string, string) {
		message := fmt.Sprintf("%s: a registered GUID is written without pid-, the provider adds it. %s", s.says(), s.consequence())
		if s.origin != RefusedOrigin && s.origin != UnknownOrigin {
			message += fmt.Sprintf(" The prefix is only tolerated: %s before %s and azuread refuse it, azapi doubles it.", s.provider.Type, s.provider.PrefixedSince)
		}
		return message, fmt.Sprintf("remove the prefix from %s: write the GUID alone", s.argument())
	}), tagPrefixed),
}

var trackingIDMalformed = Rule{
	ID: "CUA104", Name: "tracking-id-malformed", Severity: Error,
	When: "any other text that is no tracking ID, in partner_id or ARM_PARTNER_ID",
	Why: "azurerm accepts a GUID of the form 8-4-4-4-12, or pid-<guid>-partnercenter, and refuses to start with anything else, at plan at the latest. Its message does not say what the likely mistake is, and does not name ARM_PARTNER_ID when that holds the value. " +
		"terraform validate does not notice a bad value that comes from a variable.",
	Source: "azurerm's sources; 240 mutated values tried on azurerm 5.2.0",
	Bad: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "1234567"
}
` + createsApp,
	Good: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-partnercenter"
}
` + createsApp,
	check: both(forEachBreaking("CUA104", func(_ *view, s *subject) (string, string) {
		if s.PartnerID.State() == Refused {
			return fmt.Sprintf("partner_id is no text: %s. Terraform refuses it.", s.PartnerID.Reason()), "write the tracking ID as a string"
		}
		what, mend := mistake(s.value)
		if s.Sensitive() {
			what = "is no tracking ID"
		}
		return fmt.Sprintf("%s: it %s. %s", s.says(), what, s.consequence()), mend
	}), tagMalformed),
}

var trackingIDPlaceholder = Rule{
	ID: "CUA105", Name: "tracking-id-placeholder", Severity: Error,
	When: "a value that is well-formed, or nearly, and known not to be any partner's tracking ID",
	Why: "The nil GUID, the samples and x's of the documents, HashiCorp's own ID, or the subscription, tenant or client ID pasted into the wrong line: " +
		"the provider accepts those that are well-formed, and the usage is credited to nobody, or to HashiCorp.",
	Source: "Microsoft's partner documentation (its samples); azurerm's sources (HashiCorp's ID)",
	Bad: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  subscription_id = "5d2f1c1e-92c3-4c55-9d3b-3a4f5d6e7f80"
  partner_id      = "5d2f1c1e-92c3-4c55-9d3b-3a4f5d6e7f80"
}
` + createsApp,
	Good: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  subscription_id = "5d2f1c1e-92c3-4c55-9d3b-3a4f5d6e7f80"
  partner_id      = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
` + createsApp,
	check: both(forEachBreaking("CUA105", func(v *view, s *subject) (string, string) {
		if s.value == "" {
			return fmt.Sprintf("%s: that is %s, no partner's tracking ID. %s", s.saysID(), s.userAgentPlaceholder(), s.consequence()),
				"put the GUID that you registered in Partner Center in its place"
		}
		return fmt.Sprintf("%s: that is %s, no partner's tracking ID. %s", s.says(), s.placeholder(v.environment), s.consequence()),
			"put the GUID that you registered in Partner Center in its place"
	}), forEachTrackingBreaking("CUA105", func(t *tracker) (string, string) {
		return fmt.Sprintf("The tracking deployment is named %s: that is %s, no partner's tracking ID. At deployment Azure does not credit you.", t.shown(), Placeholder(cmp.Or(t.id, t.Name))),
			"put pid- and the GUID that you registered in Partner Center in its place"
	}), tagPlaceholder),
}

var trackingIDUnknown = Rule{
	ID: "CUA108", Name: "tracking-id-unknown", Severity: Error,
	When: "the tracking ID cannot be determined from this input",
	Why: "What cannot be determined is not proved, and tfcua does not guess. The finding says why the value is unknown and what would tell it: a variable's value, terraform init, the saved plan. " +
		"Note that a value that is unknown at plan makes the provider send HashiCorp's own ID during the plan, and the real one at apply.",
	Source: "Terraform's language: unknown values; plan JSON holds expressions only as the references in them",
	Bad: checkFolder + requiresAzurerm4 + `
variable "partner_id" {
  type = string
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}
` + createsApp,
	Good: `tfcua check --no-env --var partner_id=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm4 + `
variable "partner_id" {
  type = string
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}
` + createsApp,
	check: both(func(v *view) []Finding {
		findings := forEachBreaking("CUA108", func(_ *view, s *subject) (string, string) {
			if s.fails {
				return fmt.Sprintf("What would be sent cannot be determined: %s", s.consequence()), "give the provider what it requires; then the tracking ID can be checked"
			}
			why := s.reason
			if s.origin == FromInference {
				why = fmt.Sprintf("the expression refers to %s%s, and %s; plan JSON does not show what else the expression does", s.shown(), s.via(), s.options.Policy.Refuses(s.value))
			}
			return fmt.Sprintf("The tracking ID cannot be determined: %s.", why),
				"make the value known here, or check the saved plan of terraform plan -out together with the environment of the apply"
		})(v)
		for _, unexplained := range v.Unexplained {
			source := unexplained.Source
			if provider := v.policy.Mirrors.Provider(source); provider != nil && provider.MakesUsage {
				findings = append(findings, Finding{
					Address: providerAddress(source),
					Message: fmt.Sprintf("The tracking ID cannot be determined: the plan changes resources through %s, and its configuration section shows neither them nor a provider block.", provider.Type),
					Fix:     "check the saved plan of terraform plan -out, or the whole output of terraform show -json",
				})
			}
		}
		return findings
	}, tagUnknown),
}

var trackingIDShadowed = Rule{
	ID: "CUA109", Name: "tracking-id-shadowed", Severity: Warning,
	When:   "partner_id and ARM_PARTNER_ID both hold an ID, and the two differ",
	Why:    "The block's value counts and the environment's is not even looked at. Whoever set the environment in the pipeline believes otherwise.",
	Source: "azurerm's sources; requests seen with azurerm 5.2.0",
	Bad: `tfcua check --no-env --env ARM_PARTNER_ID=b2c3d4e5-f6a7-4822-99aa-bbccddeeff00
-- main.tf --
` + requiresAzurerm4 + azurermTagged + createsApp,
	Good: `tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm4 + azurermTagged + createsApp,
	check: forEach(func(_ *view, s *subject) *Finding {
		both := guidIn(s.value) != "" && guidIn(s.held) != "" && Placeholder(s.held) == ""
		if !s.provider.Principal || s.PartnerID.State() != Known || !both ||
			s.rule == "CUA104" || s.rule == "CUA105" || sameTrackingID(s.value, s.held) {
			return nil
		}
		return &Finding{
			about:   s.about() + "\x00" + fingerprinted(s.held),
			Message: fmt.Sprintf("%s, and %s holds another ID, %s: the environment's is not looked at. %s", s.says(), s.variable, s.held, s.consequence()),
			Fix:     "let one place hold the ID: remove partner_id from the block, or " + s.variable + " from the environment",
		}
	}),
}

var userAgentConflict = Rule{
	ID: "CUA110", Name: "user-agent-conflict", Severity: Warning,
	When:   "AZURE_HTTP_USER_AGENT holds a pid- word besides the one that the provider sends; or a user agent in a script, a pipeline or a program holds two",
	Why:    "Azure interprets one pid- word of a request. With two of them one is lost, and nobody says which.",
	Source: "Microsoft's partner documentation; requests seen with azurerm 5.2.0, azapi 2.12.0 and azuread 3.9.0",
	Bad: `tfcua check --no-env --env AZURE_HTTP_USER_AGENT=pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00
-- main.tf --
` + requiresAzurerm4 + azurermTagged + createsApp,
	Good: `tfcua check --no-env --env AZURE_HTTP_USER_AGENT=pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00
-- main.tf --
` + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  disable_terraform_partner_id = true
}
` + createsApp,
	check: both(forEach(func(_ *view, s *subject) *Finding {
		if len(s.words) < 2 {
			return nil
		}
		return &Finding{
			about:   s.about() + "\x00" + wordsFingerprinted(s.words[:len(s.words)-len(pidWords(s.own))]),
			Message: fmt.Sprintf("The requests would carry %d pid- words, %s: Azure takes one and loses the other.", len(s.words), s.shownWords()),
			Fix:     "remove the pid- word from " + userAgentVariable + ", or let it stand alone: no partner_id, no " + s.variable + ", and disable_terraform_partner_id = true",
		}
	}), tagConflict),
}

var providerAmbiguous = Rule{
	ID: "CUA111", Name: "provider-ambiguous", Severity: Warning,
	When:   "a module has two local names for one provider, with different tracking IDs",
	Why:    "Terraform only warns of duplicate required_providers entries. One of the two provider blocks then serves all resources, and which one changes from run to run.",
	Source: "Terraform's sources; eight plans with Terraform 1.11.4 took the first block three times and the second five times",
	Bad: checkFolder + `terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
    az = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

provider "az" {
  features {}
  partner_id = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
}
` + createsApp,
	Good: checkFolder + requiresAzurerm4 + azurermTagged + createsApp,
	check: func(v *view) []Finding {
		var findings []Finding
		before := make(map[oneProvider]*blocks)
		for i := range v.subjects {
			second := &v.subjects[i]
			known := before[second.identity()]
			if known == nil {
				before[second.identity()] = &blocks{first: second}
				continue
			}
			first := known.rival(second)
			if first == nil {
				continue
			}
			finding := Finding{
				Address: second.Address(), about: strings.Join([]string{second.Address(), second.about(), first.Address(), first.about()}, "\x00"),
				Message: fmt.Sprintf("%s and %s configure one provider, %s, under two local names: Terraform picks one of the two blocks by chance, for all resources. At apply it sends %s or %s.",
					first.Address(), second.Address(), first.Source, wordOrNothing(first), wordOrNothing(second)),
				Fix: "keep one required_providers entry for the source, and one provider block",
			}
			finding.at(second.place())
			findings = append(findings, finding)
		}
		return findings
	},
}

// oneProvider is what Terraform takes for one provider configuration, by whatever
// local names its blocks go.
type oneProvider struct {
	source             Source
	module, alias, key string
}

func (s *subject) identity() oneProvider { return oneProvider{s.Source, s.Module, s.Alias, s.Key} }

// blocks are what a later block of one provider configuration may have for a
// rival: the first block, and the first that would send something else than that.
type blocks struct{ first, other *subject }

// rival is the first of the blocks so far that would send something else than one
// more block, which it notes; nil if there is none.
func (b *blocks) rival(s *subject) *subject {
	if slices.Equal(b.first.words, s.words) {
		return b.other
	}
	if b.other == nil {
		b.other = s
	}
	return b.first
}

func wordOrNothing(s *subject) string {
	switch words := s.shownWords(); {
	case words != "":
		return words
	case s.origin == UnknownOrigin:
		return "what cannot be told"
	case s.origin == RefusedOrigin:
		return "nothing, as the provider refuses it"
	}
	return "no pid- word"
}

var trackingIDInferred = Rule{
	ID: "CUA112", Name: "tracking-id-inferred", Severity: Warning,
	When: "plan JSON alone shows only that the expression refers to a value, which is a valid tracking ID",
	Why: `Plan JSON holds an expression as the references in it: "pid-${var.x}", coalesce(var.x, "…") and var.x look alike. ` +
		"The value is accepted and not proved. The saved plan holds the expression itself; so does the folder, given beside the plan.",
	Source: "Terraform's JSON output format, the expression representation",
	Bad:    checkPlan + planOfApp + `{"references": ["var.partner_id"]}` + endPlanOfApp,
	Good:   checkPlan + planOfApp + `{"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}` + endPlanOfApp,
	check: forEachBreaking("CUA112", func(_ *view, s *subject) (string, string) {
		return fmt.Sprintf("The tracking ID is inferred, not proved: the expression refers to %s%s, and plan JSON does not show what else it does. %s", s.shown(), s.via(), strings.Replace(s.consequence(), "At apply", "If it is nothing but that, at apply", 1)),
			"check the saved plan (terraform plan -out) in place of its JSON, or give the folder beside it: tfcua check . plan.json"
	}),
}
