package hclcheck

import (
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// isTofu reports whether OpenTofu reads a configuration file and Terraform does
// not.
func isTofu(name string) bool { return strings.HasPrefix(configurationEnding(name), ".tofu") }

// IsMixed reports whether some module has files for OpenTofu alone beside those
// that both read: which of them count depends on who applies.
func (r *Root) IsMixed() bool {
	mixed := false
	r.node.walk(func(n *node) {
		names, _ := readDir(n.folder) // it was read before
		mixed = mixed || slices.ContainsFunc(names, isTofu) && slices.ContainsFunc(names, func(name string) bool {
			return configurationEnding(name) != "" && !isTofu(name)
		})
	})
	return mixed
}

// Settle takes of a configuration as OpenTofu reads it what Terraform would read
// otherwise: a provider configuration that is not the same in both is unknown.
func Settle(tofu *tfcua.Configuration, terraform tfcua.Configuration) {
	unknown := tfcua.UnknownSetting("the .tofu files of the folder hide its .tf files from OpenTofu alone, and the two differ here; check the saved plan, which shows who planned, or remove one of them")
	for i := range tofu.Providers {
		mine := &tofu.Providers[i]
		if !slices.ContainsFunc(terraform.Providers, func(theirs tfcua.ProviderConfig) bool { return alike(*mine, theirs) }) {
			mine.PartnerID = unknown
		}
	}
	for _, theirs := range terraform.Providers {
		if !slices.ContainsFunc(tofu.Providers, func(mine tfcua.ProviderConfig) bool { return mine.Address() == theirs.Address() }) {
			theirs.PartnerID = unknown
			tofu.Providers = append(tofu.Providers, theirs)
		}
	}
}

// alike reports whether the provider would send the same for both.
func alike(a, b tfcua.ProviderConfig) bool {
	same := func(a, b tfcua.Setting) bool { return a.State() == b.State() && a.Value() == b.Value() }
	return a.Address() == b.Address() && a.Source == b.Source && a.Use == b.Use &&
		same(a.PartnerID, b.PartnerID) && same(a.DisableTerraformPartnerID, b.DisableTerraformPartnerID)
}
