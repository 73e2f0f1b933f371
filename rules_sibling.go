package tfcua

import "fmt"

const (
	requiresAzapi = `terraform {
  required_providers {
    azapi = {
      source  = "azure/azapi"
      version = ">= 2.0"
    }
  }
}
`
	createsByAzapi = `
resource "azapi_resource" "app" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "app"
  location = "westeurope"
}
`
)

var siblingUntagged = Rule{
	ID: "CUA401", Name: "sibling-untagged", Severity: Warning,
	When: "azapi is configured without a tracking ID and creates Azure resources; or another sibling on which the policy requires one has none",
	Why: "azapi reads partner_id and ARM_PARTNER_ID as azurerm does, each for itself: a partner_id in the azurerm block does not tag what azapi creates. Without an ID azapi sends HashiCorp's own. " +
		"ARM_PARTNER_ID with the bare GUID tags both. The policy says which providers need an ID.",
	Source: "azapi's sources; requests seen with azapi 2.12.0",
	Bad: checkFolder + requiresAzapi + `
provider "azapi" {}
` + createsByAzapi,
	Good: checkFolder + requiresAzapi + `
provider "azapi" {
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
` + createsByAzapi,
	check: forEachBreaking("CUA401", func(_ *view, s *subject) (string, string) {
		why := fmt.Sprintf("partner_id is not set, and neither is %s", s.variable)
		if s.PartnerID.State() == Known {
			why = fmt.Sprintf(`partner_id is ""%s, which hides %s`, s.via(), s.variable)
		}
		what := fmt.Sprintf("%s creates Azure resources without a tracking ID", s.provider.Type)
		if !s.provider.MakesUsage {
			what = fmt.Sprintf("%s has no tracking ID, which the policy requires", s.provider.Type)
		}
		return fmt.Sprintf("%s: %s. %s", what, why, s.consequence()), s.setIt()
	}),
}

var siblingMistagged = Rule{
	ID: "CUA402", Name: "sibling-mistagged", Severity: Error,
	When: "azapi, azuread, azurestack or power-platform would refuse the ID that it gets, or send it doubled (pid-pid-…); a warning where azapi alone makes a marketplace tracking ID of it, and where ARM_PARTNER_ID holds it and the folder has no provider block, as a module to be called",
	Why: "These providers take the bare GUID and nothing else. ARM_PARTNER_ID=pid-<guid>, or a marketplace tracking ID there, works for azurerm alone: azuread refuses to start, and azapi, which has not looked at the variable's form since 1.13.0, " +
		"puts pid- before it all the same and is credited to nobody. No form of ARM_PARTNER_ID carries a marketplace tracking ID to all of them: what azapi needs there, the ID without its pid-, stops azurerm and azuread.",
	Source: "the providers' sources; requests seen with azapi 2.12.0 and azuread 3.9.0",
	Bad: `tfcua check --no-env --env ARM_PARTNER_ID=pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzapi + `
provider "azapi" {}
` + createsByAzapi,
	Good: `tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzapi + `
provider "azapi" {}
` + createsByAzapi,
	check: both(forEach(func(_ *view, s *subject) *Finding { return s.mistagged() }), func(v *view) []Finding {
		alone := *v
		alone.subjects = v.madeUp
		return forEach(func(_ *view, s *subject) *Finding {
			finding := s.mistagged()
			if finding != nil {
				finding.Severity = Warning
				finding.Message = "There is no provider block. If this module is applied by itself, or its caller leaves the environment to decide: " + finding.Message
			}
			return finding
		})(&alone)
	}),
}

// mistagged is the finding on a sibling that refuses the ID that it gets, or sends
// it doubled.
func (s *subject) mistagged() *Finding {
	if s.rule != "CUA402" {
		return nil
	}
	finding := &Finding{Message: s.says(), Fix: s.siblingFix()}
	switch {
	case s.PartnerID.State() == Refused:
		finding.Message = "partner_id is no text: " + s.PartnerID.Reason()
	case FormOf(s.value) == Malformed && !s.Sensitive():
		what, _ := mistake(s.value)
		finding.Message += ": it " + what
	}
	switch {
	case s.origin == RefusedOrigin:
	case isTrackingWord(prefix + s.value):
		finding.Severity = Warning
		finding.Message += fmt.Sprintf(". %s puts the pid- before it, and Azure takes that; azurerm and azuread refuse to start", s.provider.Type)
	default:
		finding.Message += fmt.Sprintf(". %s puts pid- before whatever it holds, and nobody is credited for that", s.provider.Type)
	}
	finding.Message += ". " + s.consequence()
	return finding
}

// siblingFix says what works, for the sibling and for azurerm beside it.
func (s *subject) siblingFix() string {
	switch form := FormOf(s.value); {
	case s.provider.PartnerIDSince == Version{}:
		return fmt.Sprintf("remove partner_id: %s has no such argument, and always sends HashiCorp's own ID", s.provider.Type)
	case form == Marketplace && s.fromEnvironment():
		return fmt.Sprintf("%s cannot send a marketplace tracking ID: set it as partner_id in the azurerm block, and unset %s; to tag %s too, put the ID into %s alone, with disable_terraform_partner_id = true and no partner_id in either block",
			s.provider.Type, s.variable, s.provider.Type, userAgentVariable)
	case form == Marketplace:
		return fmt.Sprintf("%s cannot send a marketplace tracking ID: remove partner_id, set disable_terraform_partner_id = true, and put the ID into %s", s.provider.Type, userAgentVariable)
	case s.origin != RefusedOrigin && isTrackingWord(prefix+s.value):
		return fmt.Sprintf("nothing, where %s alone reads %s; beside others put the ID with its pid- into %s, with disable_terraform_partner_id = true and no partner_id anywhere", s.provider.Type, s.variable, userAgentVariable)
	case s.value == "":
		return "write the registered GUID alone, or remove the line"
	}
	return fmt.Sprintf("write the registered GUID alone in %s: the providers put pid- before it, azurerm as well", s.argument())
}

var userAgentMalformed = Rule{
	ID: "CUA506", Name: "user-agent-malformed", Severity: Error,
	When:   "AZURE_HTTP_USER_AGENT holds a line break or another control character, which no request can carry; or, as the only source of attribution, holds no well-formed pid- word; or a user agent in a script, a pipeline or a program holds a tracking ID that Azure does not take",
	Why:    "With disable_terraform_partner_id the providers send what AZURE_HTTP_USER_AGENT holds and no word of their own. There the ID is written with its pid-, as the User-Agent has it: a bare GUID, or one with a digit missing, is credited to nobody.",
	Source: "Microsoft's partner documentation, tagging by the user agent; requests seen with azurerm 5.2.0",
	Bad: `tfcua check --no-env --env AZURE_HTTP_USER_AGENT=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  disable_terraform_partner_id = true
}
` + createsApp,
	Good: `tfcua check --no-env --env AZURE_HTTP_USER_AGENT=pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  disable_terraform_partner_id = true
}
` + createsApp,
	check: both(forEach(func(v *view, s *subject) *Finding {
		if s.rule != "CUA506" {
			return nil
		}
		if v.environment.userAgentUnsendable() {
			return &Finding{
				about: "unsendable",
				Message: fmt.Sprintf("%s holds a line break or another control character, which no header can carry: %s cannot send a request with it.",
					userAgentVariable, s.provider.Type),
				Fix: "write it in one line, without control characters",
			}
		}
		word := v.environment.userAgentMistake()
		about, number := fingerprinted(word), partnerNumber(word)
		if !Displayable(word) {
			word = Describe(word)
		}
		finding := &Finding{
			about: about,
			Message: fmt.Sprintf("%s holds %s where the tracking ID belongs, and %s sends none of its own: that is no pid- word that Azure takes. The usage is credited to nobody.",
				userAgentVariable, word, s.provider.Type),
			Fix: "write pid-<your registered GUID> there, or the whole marketplace tracking ID",
		}
		if number != "" {
			finding.Message += " It " + isPartnerNumber(number) + "."
		}
		return finding
	}), tagUserAgent),
}
