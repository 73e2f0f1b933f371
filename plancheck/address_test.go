package plancheck

import (
	"slices"
	"strings"
	"testing"
)

func TestStripKeys(t *testing.T) {
	for address, want := range map[string]string{
		"":                               "",
		"azurerm_resource_group.rg":      "azurerm_resource_group.rg",
		"azurerm_resource_group.rg[0]":   "azurerm_resource_group.rg",
		`azurerm_resource_group.rg["x"]`: "azurerm_resource_group.rg",
		`module.m["x.y"].module.n[3].data.t.n["a]b"]`: "module.m.module.n.data.t.n",
		`module.m["say \"]\" [0]"].t.n`:               "module.m.t.n",
		`module.m["$${x}\\"].t.n["\u00e9"]`:           "module.m.t.n",
		`t.n["never closed`:                           `t.n["never closed`,
		`t.n["no bracket"`:                            `t.n["no bracket"`,
		`t.n[0`:                                       `t.n[0`,
		`module.m[each.key].t.n`:                      "module.m.t.n",
		`t.n["ends in backslash\`:                     `t.n["ends in backslash\`,
	} {
		if got := StripKeys(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

func FuzzStripKeys(f *testing.F) {
	for _, seed := range []string{"", "t.n[0]", `module.m["x.y"].t.n`, `t.n["\"]"]`, `t.n["`, "[[]]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		stripped := StripKeys(address)
		if len(stripped) > len(address) {
			t.Errorf("%q became longer: %q", address, stripped)
		}
		if !strings.Contains(address, "[") && stripped != address {
			t.Errorf("%q became %q", address, stripped)
		}
		splitReference(address)
		parseProviderKey(address)
		parseProviderAddress(address)
		single([]string{address, stripped})
	})
}

func TestProviderKey(t *testing.T) {
	for text, want := range map[string]providerKey{
		"azurerm":                           {"", "azurerm", ""},
		"azurerm.west":                      {"", "azurerm", "west"},
		"module.a.module.b:azurerm.west":    {"module.a.module.b", "azurerm", "west"},
		"test:aws":                          {"module.test", "aws", ""},
		"foo:null.aliased":                  {"module.foo", "null", "aliased"},
		"a.b:aws":                           {"module.a.module.b", "aws", ""},
		"a.b.c:aws":                         {"module.a.module.b.module.c", "aws", ""},
		"module:null":                       {"module.module", "null", ""},
		"module.module.module.module:azapi": {"module.module.module.module", "azapi", ""},
		"":                                  {"", "", ""},
	} {
		if got := parseProviderKey(text); got != want {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
}

func TestProviderAddress(t *testing.T) {
	for text, want := range map[string]string{
		`provider["registry.terraform.io/hashicorp/azurerm"]`:                             "|registry.terraform.io/hashicorp/azurerm||",
		`provider["registry.terraform.io/hashicorp/azurerm"].west`:                        "|registry.terraform.io/hashicorp/azurerm|west|",
		`module.own.provider["registry.terraform.io/hashicorp/azurerm"]`:                  "module.own|registry.terraform.io/hashicorp/azurerm||",
		`module.a.module.b.provider["registry.opentofu.org/azure/azapi"].by_region["eu"]`: `module.a.module.b|registry.terraform.io/azure/azapi|by_region|["eu"]`,
		`provider.azurerm`: "",
		`provider["registry.terraform.io/hashicorp/azurerm"`:     "",
		`provider["registry.terraform.io/hashicorp/azurerm"]x`:   "",
		`modprovider["registry.terraform.io/hashicorp/azurerm"]`: "",
		`provider["a/b/c/d"]`: "",
	} {
		address, ok := parseProviderAddress(text)
		got := ""
		if ok {
			got = strings.Join([]string{address.module, address.source.String(), address.alias, address.key}, "|")
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, test := range []struct {
		references []string
		object     string
		path       []string
		problem    string
	}{
		{references: []string{"var.x"}, object: "var.x"},
		{references: []string{"var.azure.partner_id", "var.azure"}, object: "var.azure", path: []string{"partner_id"}},
		{references: []string{"var.azure", "var.azure.ids[0]", "var.azure.ids"}, object: "var.azure", path: []string{"ids", "0"}},
		{references: []string{`var.m["a.b"]`, "var.m"}, object: "var.m", path: []string{"a.b"}},
		{references: []string{"data.azurerm_subscription.s.tenant_id", "data.azurerm_subscription.s"}, object: "data.azurerm_subscription.s", path: []string{"tenant_id"}},
		{references: []string{"module.m[0].id", "module.m[0]", "module.m"}, object: "module.m", path: []string{"0", "id"}},
		{references: []string{"path.module"}, object: "path.module"},
		{references: []string{"var.a", "var.b"}, problem: "it refers to var.a and to var.b"},
		{references: []string{"var.a.x", "var.a", "var.a.y"}, problem: "it refers to several parts of var.a"},
		{references: []string{""}},
	} {
		object, path, problem := single(test.references)
		if object != test.object || !slices.Equal(path, test.path) || test.problem == "" != (problem == "") || !strings.HasPrefix(problem, test.problem) {
			t.Errorf("%q: got %q %q %q", test.references, object, path, problem)
		}
	}
}
