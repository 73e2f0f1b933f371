package tfcua

import (
	"slices"
	"strings"
)

// Policy is what a partner has laid down for the checks: its registered
// tracking IDs, and how strictly the [Rules] are to be held. The zero Policy
// changes nothing.
type Policy struct {
	// File is the path of the policy file, as it is shown; "" where there is none.
	File string
	// Registrations are the tracking IDs that the partner has registered; any ID
	// is accepted where there are none.
	Registrations []Registration
	// Required are the types of the providers on whose configurations a tracking
	// ID is wanted; nil for those whose resources are Azure usage, azurerm and azapi.
	Required []string
	// Kinds are the kinds of tracking IDs that are accepted, [BareGUID] and
	// [Marketplace]; both where there are none.
	Kinds []Form
	// MinimumVersions are the oldest provider versions that are accepted, by the
	// provider's type.
	MinimumVersions map[string]Version
	// Severities are the severities that differ from the rules' own, by the ID of
	// the rule; Unknown is that of the rules on what cannot be determined, "" for
	// their own.
	Severities map[string]Severity
	Unknown    Severity
	// Mirrors are the sources that serve a provider of the [Catalogue] under
	// another name.
	Mirrors Mirrors
	// Ignores accept findings. Comments in the sources count unless RefuseComments
	// is set.
	Ignores        []Ignore
	RefuseComments bool
}

// Mirrors tell which provider of the [Catalogue] a source address stands for,
// where the address itself does not show it.
type Mirrors map[Source]*Provider

// Provider is the row of the catalogue for a source address, nil if the provider
// tags no Azure usage.
func (m Mirrors) Provider(source Source) *Provider {
	if provider := m[source]; provider != nil {
		return provider
	}
	return source.Provider()
}

// ofTheUnknown are the rules on what an input cannot tell.
var ofTheUnknown = []string{"CUA108", "CUA112", "CUA202", "CUA304"}

// severity is that of a finding of a rule, which is otherwise as given.
func (p *Policy) severity(rule string, otherwise Severity) Severity {
	if severity, ok := p.Severities[rule]; ok {
		return severity
	}
	if p.Unknown != "" && slices.Contains(ofTheUnknown, rule) {
		return p.Unknown
	}
	return otherwise
}

// Registration is the entry for a tracking ID, however it is written; nil if
// there is none.
func (p *Policy) Registration(id string) *Registration {
	for i := range p.Registrations {
		if sameTrackingID(p.Registrations[i].ID, id) {
			return &p.Registrations[i]
		}
	}
	return nil
}

// Refuses says why the policy does not accept a tracking ID; "" if it does.
func (p *Policy) Refuses(id string) string {
	switch p.broken(id) {
	case "CUA106":
		return "the policy accepts " + kindNames(p.Kinds) + " only"
	case "CUA107":
		return "it is none of the tracking IDs that the policy lists"
	}
	return ""
}

func (p *Policy) acceptsKind(id string) bool {
	return len(p.Kinds) == 0 || slices.Contains(p.Kinds, kindOf(id))
}

// kindOf is the kind of a tracking ID: of one that is written as pid-<guid>, that
// of the GUID; of one with names, which user agents may carry, the marketplace's.
func kindOf(id string) Form {
	switch form := FormOf(id); {
	case form == PrefixedGUID:
		return BareGUID
	case isNamedTrackingID(id):
		return Marketplace
	default:
		return form
	}
}

// KindNames are the kinds of tracking IDs by the names that policies give them.
var KindNames = map[string]Form{"guid": BareGUID, "marketplace": Marketplace}

// kindNames puts kinds into words.
func kindNames(kinds []Form) string {
	var names []string
	for _, kind := range kinds {
		switch kind {
		case BareGUID:
			names = append(names, "registered GUIDs")
		case Marketplace:
			names = append(names, "marketplace tracking IDs")
		}
	}
	return strings.Join(names, " and ")
}

// minimum is the oldest version of a provider that is accepted, and whether the
// policy asks for more than the provider's first with partner_id.
func (p *Policy) minimum(provider *Provider) (version Version, byPolicy bool) {
	if wanted, ok := p.MinimumVersions[provider.Type]; ok && provider.PartnerIDSince.LessThan(wanted) {
		return wanted, true
	}
	return provider.PartnerIDSince, false
}

// requires reports whether a tracking ID is wanted on the provider.
func (p *Policy) requires(provider *Provider) bool {
	if p.Required == nil {
		return provider.MakesUsage
	}
	return slices.Contains(p.Required, provider.Type)
}

// broken is the rule on the partner's own tracking IDs that an ID breaks; "" if
// none.
func (p *Policy) broken(id string) string {
	switch {
	case !p.acceptsKind(id):
		return "CUA106"
	case len(p.Registrations) > 0 && p.Registration(id) == nil:
		return "CUA107"
	}
	return ""
}
