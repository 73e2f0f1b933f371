package tfcua

import "strings"

// Provider is what tfcua knows of a Terraform provider that tags Azure usage:
// a row of the [Catalogue]. Versions that are the zero Version mean "never".
type Provider struct {
	// Namespace and Type are the provider's source address without its host:
	// a mirror serves the same provider under another host.
	Namespace, Type string
	// PartnerIDSince is the first release with partner_id and the environment
	// variables below.
	PartnerIDSince Version
	// DefaultSince is the first release that sends [HashiCorpID] where no ID is set.
	DefaultSince Version
	// PrefixedSince is the first release that takes pid-<guid> and
	// pid-<guid>-partnercenter in the block.
	PrefixedSince Version
	// Environment are the variables that hold an ID where the block holds none,
	// the first that is not empty counting.
	Environment []string
	// EnvironmentUncheckedSince is the first release that sends what the
	// environment holds whatever it is, after pid-.
	EnvironmentUncheckedSince Version
	// EnvironmentTakesAnyUUID is set where the environment may hold a UUID in any
	// spelling: in braces, as a URN, without dashes.
	EnvironmentTakesAnyUUID bool
	// BlockRefusesEmpty is set where partner_id = "" is refused.
	BlockRefusesEmpty bool
	// DisableVariable is the environment's disable_terraform_partner_id, and
	// DisableWords what it may hold to mean true. Where OtherDisableWords is
	// set, any other word means false; else the provider refuses it.
	// DisableAnyway is a second variable, which counts even where the block says
	// false; "" for none.
	DisableVariable   string
	DisableAnyway     string
	DisableWords      []string
	OtherDisableWords bool
	// BlockRequiredSince is the first release that cannot run without a
	// provider block, for an argument that it requires.
	BlockRequiredSince Version
	// IgnoresUserAgent is set where AZURE_HTTP_USER_AGENT is not read.
	IgnoresUserAgent bool
	// MakesUsage is set where what the provider creates is Azure usage.
	MakesUsage bool
	// Principal is set for azurerm: each mistake with its tracking ID has a rule
	// of its own, where a sibling has the two of CUA401 and CUA402.
	Principal bool
}

// Catalogue is the providers that tag Azure usage. Their behaviour was read in
// their sources, and for the first three seen on the wire: azurerm to 5.2.0,
// azapi to 2.12.0, azuread to 3.9.0, azurestack to 1.0.0, power-platform to 4.1.0.
var Catalogue = []Provider{
	{
		Namespace:          "hashicorp",
		Type:               "azurerm",
		PartnerIDSince:     release(1, 21, 0),
		DefaultSince:       release(1, 36, 0),
		PrefixedSince:      release(3, 21, 0),
		Environment:        []string{partnerIDVariable},
		DisableVariable:    disableVariable,
		DisableWords:       []string{"true", "1"},
		BlockRequiredSince: release(2, 0, 0),
		MakesUsage:         true,
		Principal:          true,
	},
	{
		Namespace:                 "azure",
		Type:                      "azapi",
		PartnerIDSince:            release(0, 4, 0),
		DefaultSince:              release(0, 4, 0),
		Environment:               []string{partnerIDVariable},
		EnvironmentUncheckedSince: release(1, 13, 0),
		DisableVariable:           disableVariable,
		DisableWords:              []string{"true"},
		OtherDisableWords:         true,
		MakesUsage:                true,
	},
	{
		Namespace:       "hashicorp",
		Type:            "azuread",
		PartnerIDSince:  everyRelease,
		DefaultSince:    everyRelease,
		Environment:     []string{partnerIDVariable},
		DisableVariable: disableVariable,
		DisableWords:    []string{"true", "1"},
	},
	{
		// It has no argument and no variable for a tracking ID, in any release.
		Namespace:    "hashicorp",
		Type:         "azurestack",
		DefaultSince: release(1, 0, 0),
	},
	{
		Namespace:               "microsoft",
		Type:                    "power-platform",
		PartnerIDSince:          release(3, 8, 0),
		DefaultSince:            release(3, 8, 0),
		Environment:             []string{"POWER_PLATFORM_PARTNER_ID", partnerIDVariable},
		EnvironmentTakesAnyUUID: true,
		BlockRefusesEmpty:       true,
		DisableVariable:         "POWER_PLATFORM_DISABLE_TERRAFORM_PARTNER_ID",
		DisableAnyway:           disableVariable,
		DisableWords:            []string{"1", "t", "T", "TRUE", "true", "True"},
		OtherDisableWords:       true,
		IgnoresUserAgent:        true,
	},
}

// Source is the source address of a provider, in lower case:
// registry.terraform.io/hashicorp/azurerm. A provider is known by it, never by
// the local name that a module gives it. OpenTofu's default registry stands for
// Terraform's, so its address is written as that.
type Source struct{ Host, Namespace, Type string }

// The hosts of the default registries.
const (
	DefaultHost  = "registry.terraform.io"
	openTofuHost = "registry.opentofu.org"
)

// ParseSource parses a source address as required_providers takes it: type,
// namespace/type or host/namespace/type. It reports false for any other text.
func ParseSource(text string) (Source, bool) {
	parts := strings.Split(strings.ToLower(text), "/")
	for _, part := range parts {
		if part == "" || strings.ContainsAny(part, " \t\r\n\"'") {
			return Source{}, false
		}
	}
	switch len(parts) {
	case 1:
		return ImpliedSource(parts[0]), true
	case 2:
		return Source{DefaultHost, parts[0], parts[1]}, true
	case 3:
		if parts[0] == openTofuHost {
			parts[0] = DefaultHost
		}
		return Source{parts[0], parts[1], parts[2]}, true
	}
	return Source{}, false
}

// ImpliedSource is the source address of a provider whose local name no
// required_providers entry explains.
func ImpliedSource(localName string) Source {
	if localName == "terraform" {
		return Source{"terraform.io", "builtin", "terraform"}
	}
	return Source{DefaultHost, "hashicorp", strings.ToLower(localName)}
}

// String is the address as Terraform writes it.
func (s Source) String() string { return s.Host + "/" + s.Namespace + "/" + s.Type }

// Provider is the row of the catalogue for this source address, nil if the
// provider tags no Azure usage. The host does not count: a mirror of the
// registry serves the same provider; a fork lives in another namespace.
func (s Source) Provider() *Provider {
	for i := range Catalogue {
		if Catalogue[i].Namespace == s.Namespace && Catalogue[i].Type == s.Type {
			return &Catalogue[i]
		}
	}
	return nil
}
