package tfcua

import (
	"maps"
	"testing"
)

func TestCoverage(t *testing.T) {
	azurerm, _ := ParseSource("hashicorp/azurerm")
	azuread, _ := ParseSource("hashicorp/azuread")
	config := func(source Source, alias string, id Setting, created map[string]int) ProviderConfig {
		resources := &Resources{}
		for module, n := range created {
			address := "azurerm_resource_group.app"
			if module != "" {
				address = module + "." + address
			}
			resources.Add(address, ResourceCounts{Create: n - 1, Replace: 1, NoOp: 3})
		}
		return ProviderConfig{Source: source, LocalName: source.Type, Alias: alias, PartnerID: id, DisableTerraformPartnerID: UnsetSetting(), Resources: resources}
	}
	for name, test := range map[string]struct {
		providers    []ProviderConfig
		attributed   map[string]int
		unattributed map[string]int
	}{
		"all":          {[]ProviderConfig{config(azurerm, "", KnownSetting(g), map[string]int{"": 2, "module.a": 3})}, map[string]int{"pid-" + g: 5}, nil},
		"two IDs":      {[]ProviderConfig{config(azurerm, "", KnownSetting(g), map[string]int{"": 2}), config(azurerm, "b", KnownSetting(e), map[string]int{"": 1})}, map[string]int{"pid-" + g: 2, "pid-" + e: 1}, nil},
		"default":      {[]ProviderConfig{config(azurerm, "", KnownSetting(g), map[string]int{"": 2}), config(azurerm, "b", UnsetSetting(), map[string]int{"module.legacy": 2})}, map[string]int{"pid-" + g: 2}, map[string]int{"module.legacy": 2}},
		"two without":  {[]ProviderConfig{config(azurerm, "", UnsetSetting(), map[string]int{"": 2, "module.a": 1}), config(azurerm, "b", UnsetSetting(), map[string]int{"module.a": 2})}, nil, map[string]int{"": 2, "module.a": 3}},
		"prefixed":     {[]ProviderConfig{config(azurerm, "", KnownSetting("pid-"+g), map[string]int{"": 2})}, nil, map[string]int{"": 2}},
		"placeholder":  {[]ProviderConfig{config(azurerm, "", KnownSetting("00000000-0000-0000-0000-000000000000"), map[string]int{"": 1})}, nil, map[string]int{"": 1}},
		"unknown":      {[]ProviderConfig{config(azurerm, "", UnknownSetting("x"), map[string]int{"": 1})}, nil, map[string]int{"": 1}},
		"not Azure's":  {[]ProviderConfig{config(azuread, "", KnownSetting(g), map[string]int{"": 7})}, nil, nil},
		"none created": {[]ProviderConfig{config(azurerm, "", KnownSetting(g), nil)}, nil, nil},
	} {
		coverage := Check(Configuration{Providers: test.providers, Plan: &Plan{Complete: true}}, nil, Options{}).Coverage[0]
		total := 0
		for _, n := range test.attributed {
			total += n
		}
		for _, n := range test.unattributed {
			total += n
		}
		if coverage.Create != total || !maps.Equal(coverage.Attributed, test.attributed) || !maps.Equal(coverage.Unattributed, test.unattributed) {
			t.Errorf("%s: %+v", name, coverage)
		}
	}
	if coverage := Check(Configuration{}, nil, Options{}).Coverage; coverage != nil {
		t.Errorf("a folder has coverage: %+v", coverage)
	}
}
