package tfcua

import (
	"slices"
	"strings"

	"github.com/google/uuid"
)

// outcome is what a provider does with what it finds: behaviour, with no
// opinion on whether it is right.
type outcome struct {
	origin Origin
	value  string // the value that decides, as it is written
	own    string // the provider's own pid- word, "" if it sends none
	reason string // why the origin is refused or unknown
	fails  bool   // the provider refuses to start whatever the tracking ID is
	// variable is the variable of the environment that holds an ID, or would
	// be read for one, and held what it holds.
	variable, held string
}

func (o outcome) refused(reason string) outcome {
	o.origin, o.own, o.reason = RefusedOrigin, "", reason
	return o
}

func (o outcome) unknown(reason string) outcome {
	o.origin, o.own, o.reason = UnknownOrigin, "", reason
	return o
}

// predict follows the order that azurerm, azapi and azuread share: the block's
// value if it is not null, even ""; the environment's if it is not empty;
// HashiCorp's own unless that is disabled.
func (p ProviderConfig) predict(provider *Provider, version versionEvidence, environment Environment) outcome {
	var o outcome
	o.variable, o.held = provider.environmentID(environment)
	if !provider.IgnoresUserAgent && environment.userAgentUnsendable() {
		return o.refused("a header cannot carry the line break, or another control character, in " + userAgentVariable)
	}
	if why := p.stops(provider, version, environment); why != "" {
		o.fails = true
		return o.refused(why)
	}
	hasPartnerID := version.reached(provider.PartnerIDSince)
	switch p.PartnerID.State() {
	case Unknown:
		return o.unknown(p.PartnerID.Reason())
	case Refused:
		return o.refused(p.PartnerID.Reason())
	case Known, Inferred:
		o.value = p.PartnerID.Value()
		switch form := FormOf(o.value); {
		case provider.PartnerIDSince == Version{}:
			return o.refused("the provider has no partner_id")
		case !hasPartnerID:
			return o.refused("a version this old has no partner_id")
		case p.PartnerID.State() == Inferred && form != BareGUID && form != Marketplace:
			return o.unknown("plan JSON shows only what the expression refers to, whose value is no tracking ID, and the expression may mend it")
		case !provider.takes(o.value, version):
			return o.refused(provider.accepts(version))
		case form == Empty:
			return p.withoutID(o, provider, version, environment)
		case p.PartnerID.State() == Inferred:
			o.origin = FromInference
		default:
			o.origin = FromBlock
		}
		o.own = provider.word(o.value)
		return o
	}
	if o.held == "" || !hasPartnerID {
		return p.withoutID(o, provider, version, environment)
	}
	o.value, o.origin, o.own = o.held, FromEnvironment, provider.word(o.held)
	switch unchecked := version.reached(provider.EnvironmentUncheckedSince); {
	case unchecked && !fitsHeader(o.held):
		return o.refused("a header cannot carry the line break, or another control character, in " + o.variable + ": the plan succeeds and the apply never ends")
	case !unchecked && !provider.takes(o.held, version) && !(provider.EnvironmentTakesAnyUUID && uuid.Validate(o.held) == nil):
		return o.refused(provider.accepts(version))
	}
	return o
}

// stops says why the provider refuses to start whatever the tracking ID is; ""
// if it does not.
func (p ProviderConfig) stops(provider *Provider, version versionEvidence, environment Environment) string {
	word := environment[provider.DisableVariable]
	switch {
	case p.Implied && version.reached(provider.BlockRequiredSince):
		return "a provider block is required"
	case p.DisableTerraformPartnerID.State() == Refused:
		return "disable_terraform_partner_id is neither true nor false"
	case p.DisableTerraformPartnerID.State() != Unset || provider.OtherDisableWords || slices.Contains(provider.DisableWords, word):
		return ""
	case word != "" && word != "false" && word != "0":
		return provider.DisableVariable + " holds neither true nor false"
	}
	return ""
}

// withoutID completes the outcome of a configuration that has no ID of its own.
func (p ProviderConfig) withoutID(o outcome, provider *Provider, version versionEvidence, environment Environment) outcome {
	var disabled bool
	switch setting := p.DisableTerraformPartnerID; setting.State() {
	case Known, Inferred:
		disabled = setting.Value() == "true"
	case Unset:
		disabled = slices.Contains(provider.DisableWords, environment[provider.DisableVariable])
	default:
		return o.unknown("whether disable_terraform_partner_id is true: " + setting.Reason())
	}
	disabled = disabled || provider.DisableAnyway != "" && slices.Contains(provider.DisableWords, environment[provider.DisableAnyway])
	if disabled || !version.reached(provider.DefaultSince) {
		o.origin = FromNothing
		return o
	}
	o.origin, o.own = FromDefault, prefix+HashiCorpID
	return o
}

// environmentID is the first of the provider's variables that holds an ID, or
// the first of all where none does; "" where the provider has none.
func (p *Provider) environmentID(environment Environment) (variable, held string) {
	for _, name := range p.Environment {
		if environment[name] != "" {
			return name, environment[name]
		}
	}
	if len(p.Environment) == 0 {
		return "", ""
	}
	return p.Environment[0], ""
}

// takes reports whether the provider accepts the text in its block.
func (p *Provider) takes(text string, version versionEvidence) bool {
	switch FormOf(text) {
	case Empty:
		return !p.BlockRefusesEmpty
	case BareGUID:
		return true
	case PrefixedGUID, Marketplace:
		return version.reached(p.PrefixedSince)
	default:
		return false
	}
}

// accepts says in words what takes takes.
func (p *Provider) accepts(version versionEvidence) string {
	switch {
	case p.BlockRefusesEmpty:
		return "the provider accepts a bare GUID"
	case version.reached(p.PrefixedSince):
		return "the provider accepts a GUID, pid-<guid>-partnercenter or nothing"
	}
	return "the provider accepts a bare GUID or nothing"
}

// word is the pid- word that the provider makes of an ID.
func (p *Provider) word(id string) string {
	if p.PrefixedSince != (Version{}) && strings.HasPrefix(id, prefix) {
		return id
	}
	return prefix + id
}
