package tfcua

import (
	"fmt"
	"strings"
)

// argument names what holds the value that decides: partner_id, or the variable
// of the environment.
func (s *subject) argument() string {
	if s.fromEnvironment() {
		return s.variable
	}
	return "partner_id"
}

func (s *subject) fromEnvironment() bool {
	return s.PartnerID.State() == Unset && s.value != "" && s.value == s.held
}

// says is "partner_id is pid-… (from var.partner_id ← its default)".
func (s *subject) says() string {
	return s.argument() + " is " + s.shown() + s.via()
}

// via leads from the block to the value: " (from var.partner_id ← terraform.tfvars)".
func (s *subject) via() string {
	if s.fromEnvironment() || len(s.PartnerID.Via) == 0 {
		return ""
	}
	return " (from " + strings.Join(s.PartnerID.Via, " ← ") + ")"
}

// consequence is the sentence on what would happen at apply.
func (s *subject) consequence() string {
	name := s.provider.Type
	switch {
	case s.origin == RefusedOrigin:
		return fmt.Sprintf("%s refuses to start: %s.", name, s.reason)
	case s.origin == UnknownOrigin:
		return "What would be sent at apply cannot be told: " + s.reason + "."
	case len(s.words) == 0:
		return fmt.Sprintf("At apply %s sends no pid- word: the usage is credited to nobody.", name)
	case s.origin == FromDefault:
		return fmt.Sprintf("At apply %s sends %s, HashiCorp's own ID: the usage is not credited to you.", name, s.shownWords())
	default:
		return fmt.Sprintf("At apply %s sends %s.", name, s.shownWords())
	}
}

// setIt is the advice on giving a configuration its tracking ID.
func (s *subject) setIt() string {
	switch {
	case s.Implied && s.provider.BlockRequiredSince != Version{}:
		return fmt.Sprintf("write a provider %q block with features {} and partner_id = \"<your registered GUID>\"", s.LocalName)
	case s.Implied:
		return fmt.Sprintf("write a provider %q block with partner_id = \"<your registered GUID>\", or set %s in the environment of plan and apply, which needs no block", s.LocalName, s.variable)
	}
	return fmt.Sprintf("set partner_id = \"<your registered GUID>\" in %s, or %s in the environment of plan and apply", s.Address(), s.variable)
}

// providerAddress is how Terraform names a provider as such, with all its
// configurations.
func providerAddress(source Source) string { return fmt.Sprintf("provider[%q]", source.String()) }
