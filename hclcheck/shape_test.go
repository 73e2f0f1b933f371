package hclcheck

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestDifference says in what a folder is another revision than the one that was
// planned: first the folder's files, then the plan's.
func TestDifference(t *testing.T) {
	const (
		plain  = "provider \"azurerm\" {\n  features {}\n  partner_id = \"a\"\n}\n"
		west   = "provider \"azurerm\" {\n  alias = \"west\"\n  partner_id = \"a\"\n}\n"
		calls  = "module \"m\" {\n  source = \"./m\"\n  id = \"a\"\n}\n"
		unseen = "module \"far\" {\n  source = \"Azure/naming/azurerm\"\n}\n"
	)
	for _, test := range []struct{ what, folder, plan, want string }{
		{"nothing", plain + calls, plain + calls, ""},
		{"layout", plain, strings.ReplaceAll(plain, "  ", "\t"), ""},
		{"what no plan shows", plain + "locals {\n  a = 1\n}\n", plain, ""},
		{"another value", plain, strings.Replace(plain, `"a"`, `"b"`, 1), "the two have different values or references in partner_id of provider.azurerm"},
		{"another reference", strings.Replace(plain, `"a"`, `var.a`, 1), strings.Replace(plain, `"a"`, `var.b`, 1), "the two have different values or references in partner_id of provider.azurerm"},
		{"the same references", strings.Replace(plain, `"a"`, `"${var.a}-${var.b}"`, 1), strings.Replace(plain, `"a"`, `coalesce(var.b, var.a, var.a)`, 1), ""},
		{"a call for a value", plain, strings.Replace(plain, `"a"`, `lower("A")`, 1), "the two have different values or references in partner_id of provider.azurerm"},
		{"a call for another call", strings.Replace(plain, `"a"`, `upper("a")`, 1), strings.Replace(plain, `"a"`, `lower("A")`, 1), ""}, // plan JSON shows neither
		{"an argument more", plain, strings.Replace(plain, "partner_id = \"a\"\n", "", 1), "the folder sets, and the plan does not set, partner_id of provider.azurerm"},
		{"an argument less", strings.Replace(plain, "partner_id = \"a\"\n", "tenant_id = \"t\"\n", 1), strings.Replace(plain, "partner_id = \"a\"\n", "tenant_id = \"t\"\n  partner_id = \"a\"\n", 1), "the plan sets, and the folder does not set, partner_id of provider.azurerm"},
		{"an argument that does not count", plain, strings.Replace(plain, "features {}", "storage_use_azuread = true", 1), ""},
		{"a block more", plain + west, plain, "the folder has provider.azurerm.west, the plan has not"},
		{"a block less", plain, plain + west, "the plan has provider.azurerm.west, the folder has not"},
		{"another source", plain, plain + "terraform {\n  required_providers {\n    azurerm = {\n      source = \"fork/azurerm\"\n    }\n  }\n}\n", "the two have different sources of provider.azurerm"},
		{"a call more", plain + calls, plain, "the folder has module.m, the plan has not"},
		{"a call less", plain, plain + calls, "the plan has module.m, the folder has not"},
		{"another argument of a call", calls, strings.Replace(calls, `"a"`, `"b"`, 1), "the two give module.m another id"},
		{"an argument of a call more", calls, strings.Replace(calls, "  id = \"a\"\n", "", 1), "the two give module.m another id"},
		{"an argument of a call less", strings.Replace(calls, "  id = \"a\"\n", "", 1), calls, "the two give module.m another id"},
		{"another default", "variable \"x\" {\n  default = 1\n}\n", "variable \"x\" {\n  default = 2\n}\n", "the two have different defaults of var.x in the root module"},
		{"the same default", "variable \"x\" {\n  default = \"1\"\n}\n", "variable \"x\" {\n  default = \"1\"\n}\n", ""},
		{"a default more", "variable \"x\" {\n  default = 1\n}\n", "variable \"x\" {}\n", ""}, // plan JSON leaves some out
		{"a module that could not be seen", plain + unseen, plain + unseen, ""},
	} {
		shape := func(text string) Shape {
			return load(t, map[string]string{"main.tf": text, "m/main.tf": "variable \"id\" {\n  default = \"x\"\n}\n"}, Options{}).Shape()
		}
		if got := shape(test.folder).Difference(shape(test.plan)); got != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}

// What lies in a module that the folder could not show is not missing there.
func TestDifferenceWithinTheUnseen(t *testing.T) {
	folder := Shape{Unseen: map[string]bool{"module.far": true}, Calls: map[string]map[string]ExpressionShape{"module.far": nil}}
	for address, want := range map[string]string{
		"module.far.provider.azurerm":     "",
		"module.far.module.sub":           "",
		"module.farther.provider.azurerm": "the plan has module.farther.provider.azurerm, the folder has not",
	} {
		plan := Shape{Calls: map[string]map[string]ExpressionShape{"module.far": nil}, Providers: map[string]ProviderShape{}}
		if strings.Contains(address, "provider") {
			plan.Providers[address] = ProviderShape{}
		} else {
			plan.Calls[address] = nil
		}
		if got := folder.Difference(plan); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestReference(t *testing.T) {
	for text, want := range map[string]string{
		"var.azure.partner_id":         "var.azure",
		"local.ids[\"a\"].x":           "local.ids",
		"data.azurerm_client_config.c": "data.azurerm_client_config.c",
		"data.t.n.id":                  "data.t.n",
		"random_uuid.x.result":         "random_uuid.x",
		"each":                         "each",
	} {
		traversal, diagnostics := hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		if got := Reference(traversal); got != want {
			t.Errorf("%s refers to %s, want %s", text, got, want)
		}
	}
}

// TestOtherFile: two configurations are one revision where every configuration
// file of every module is the same, byte for byte.
func TestOtherFile(t *testing.T) {
	const root = "module \"m\" {\n  source = \"./m\"\n}\n"
	planned := map[string]string{"main.tf": root, "m/main.tf": "# m\n", "m/extra.tf": "# e\n"}
	for _, test := range []struct {
		what   string
		change map[string]string // "" takes the file away
		want   string
	}{
		{"the same", nil, ""},
		{"another file of no configuration", map[string]string{"README.md": "x", "m/x.tfvars": "y"}, ""},
		{"another text", map[string]string{"m/main.tf": "# n\n"}, "m/main.tf"},
		{"a file more", map[string]string{"more.tf": "# m\n"}, "more.tf"},
		{"a file less", map[string]string{"m/extra.tf": ""}, "m/extra.tf"},
		{"an override", map[string]string{"main_override.tf": "# o\n"}, "main_override.tf"},
		{"two", map[string]string{"main.tf": root + "\n", "m/main.tf": "# n\n"}, "main.tf"},
		{"a module that the folder has not", map[string]string{"m/main.tf": "", "m/extra.tf": ""}, ""}, // said of the calls
	} {
		folder := make(map[string]string)
		for name, text := range planned {
			folder[name] = text
		}
		for name, text := range test.change {
			if folder[name] = text; text == "" {
				delete(folder, name)
			}
		}
		if got := load(t, folder, Options{}).OtherFile(load(t, planned, Options{})); got != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}
