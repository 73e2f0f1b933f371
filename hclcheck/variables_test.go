package hclcheck

import (
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
)

// TestPlanned: the values of the plan count more than all that is given now; what
// the plan leaves open has at apply what is given then.
func TestPlanned(t *testing.T) {
	const declared = "variable \"x\" {\n  type = string\n}\n"
	values := func(value cty.Value) *PlannedVariables {
		return &PlannedVariables{Values: map[string]cty.Value{"x": value}}
	}
	open := &PlannedVariables{Unknown: map[string]string{"x": "variable x is ephemeral"}}
	for _, test := range []struct {
		what     string
		declared string
		planned  *PlannedVariables
		tfvars   string
		argument string
		want     string
	}{
		{"planned", declared, values(cty.StringVal("p")), "x = \"f\"\n", "x=a", "p from the plan"},
		{"planned as another type", declared, values(cty.NumberIntVal(7)), "", "", "7 from the plan"},
		{"planned of no type that fits", declared, values(cty.EmptyObjectVal), "", "x=a", "unknown: the value of variable x (the plan) is not of its type, so Terraform refuses it"},
		{"the default", "variable \"x\" {\n  default = \"d\"\n}\n", &PlannedVariables{}, "x = \"f\"\n", "x=a", "d from its default"},
		{"open", declared, open, "x = \"f\"\n", "", "f from terraform.tfvars"},
		{"open, and given twice", declared, open, "x = \"f\"\n", "x=a", "a from -var"},
		{"open, and not given", "variable \"x\" {\n  default = \"d\"\n}\n", open, "", "", "unknown: variable x is ephemeral"},
		{"not planned, and without a default", declared, &PlannedVariables{}, "", "x=a", "a from -var"},
		{"not planned, and not given", declared, &PlannedVariables{}, "", "", "unknown: variable x has no default and is given no value here: give it with --var, --var-file or TF_VAR_x"},
		{"planned, and the files no longer parse", declared, values(cty.StringVal("p")), "x = \n", "", "p from the plan"},
		{"open, and the files do not parse", declared, open, "x = \n", "", "terraform.tfvars:1:5: "},
	} {
		files := map[string]string{"main.tf": test.declared + strings.Replace(azurermFolder, "%", "var.x", 1)}
		if test.tfvars != "" {
			files["terraform.tfvars"] = test.tfvars
		}
		options := Options{Planned: test.planned}
		if test.argument != "" {
			options.Arguments = []Argument{{Text: test.argument}}
		}
		root, err := Load(sources(files), options)
		got := ""
		if err != nil {
			got = err.Error()
		} else if setting := root.Configuration().Providers[0].PartnerID; setting.State() == tfcua.Known {
			got = setting.Value() + " from " + setting.Via[len(setting.Via)-1]
		} else {
			got = "unknown: " + setting.Reason()
		}
		if got != test.want && (err == nil || !strings.HasPrefix(got, test.want)) {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// TestRefusals: a file or an argument that does not say what it is to say ends
// with one message, at its place.
func TestRefusals(t *testing.T) {
	const locked = "provider \"registry.terraform.io/hashicorp/azurerm\" {\n%}\n"
	main := strings.Replace(azurermFolder, "%", `"a"`, 1)
	call := "module \"m\" {\n  source = \"./m\"\n}\n"
	lock := func(body string) map[string]string {
		return map[string]string{lockFileName: strings.Replace(locked, "%", body, 1)}
	}
	for _, test := range []struct {
		what    string
		files   map[string]string
		options Options
		want    string
	}{
		{"a provider twice", map[string]string{"b.tf": "provider \"azurerm\" {}\n"}, Options{}, "main.tf:10:1: the provider configuration is declared twice; give one of them an alias"},
		{"a requirement twice", map[string]string{"b.tf": "terraform {\n  required_providers {\n    azurerm = \">= 4.0\"\n  }\n}\n"}, Options{}, "required_providers names azurerm twice"},
		{"a variable twice", map[string]string{"b.tf": "variable \"x\" {}\nvariable \"x\" {}\n"}, Options{}, "b.tf:2:1: variable x is declared twice"},
		{"a local value twice", map[string]string{"b.tf": "locals {\n  x = 1\n}\nlocals {\n  x = 2\n}\n"}, Options{}, "b.tf:5:3: local value x is declared twice"},
		{"an output twice", map[string]string{"b.tf": "output \"x\" {\n  value = 1\n}\noutput \"x\" {\n  value = 2\n}\n"}, Options{}, "b.tf:4:1: output x is declared twice"},
		{"a call twice", map[string]string{"b.tf": call + call}, Options{}, "b.tf:4:1: module m is called twice under one name"},
		{"an override of no provider", map[string]string{"override.tf": "provider \"azurerm\" {\n  alias = \"west\"\n}\n"}, Options{}, "override.tf:1:1: there is no provider configuration to override: azurerm.west is declared nowhere else"},
		{"an override of no variable", map[string]string{"override.tf": "variable \"x\" {}\n"}, Options{}, "override.tf:1:1: there is no variable x to override"},
		{"an override of no output", map[string]string{"override.tf": "output \"x\" {\n  value = 1\n}\n"}, Options{}, "override.tf:1:1: there is no output x to override"},
		{"an override of no call", map[string]string{"override.tf": call}, Options{}, "override.tf:1:1: there is no module call m to override"},

		{"a lock file without a version", lock(""), Options{}, lockFileName + ":1:1: the lock file's entry has no version; run terraform init"},
		{"a lock file with an expression", lock("  version = upper(\"x\")\n"), Options{}, lockFileName + ":2:13: the lock file's version is no literal text; run terraform init"},
		{"a lock file that does not parse", map[string]string{lockFileName: "provider {"}, Options{}, lockFileName + ":1:"},
		{"a manifest that is none", map[string]string{".terraform/modules/modules.json": "[]"}, Options{}, ".terraform/modules/modules.json: is no module manifest; run terraform init again"},

		{"arguments of no command line", nil, Options{Environment: tfcua.Environment{"TF_CLI_ARGS": `-var "x`}}, "TF_CLI_ARGS does not parse as words of a command line; mend its quotation marks"},
		{"a --var without a value", nil, Options{Arguments: []Argument{{Text: "x"}}}, "--var takes NAME=VALUE"},
		{"a --var-file that there is not", nil, Options{Arguments: []Argument{{File: true, Text: "none.tfvars"}}}, "none.tfvars: cannot be read: "},
		{"a tfvars file with a block", map[string]string{"terraform.tfvars": "x {\n}\n"}, Options{}, "terraform.tfvars:1:"},
		{"a tfvars file with a reference", map[string]string{"v.tf": "variable \"x\" {}\n", "terraform.tfvars": "x = var.y\n"}, Options{}, "terraform.tfvars:1:5: "},
	} {
		files := map[string]string{"main.tf": main}
		for name, text := range test.files {
			files[name] = text
		}
		if _, err := Load(sources(files), test.options); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.what, err, test.want)
		}
	}
	if _, err := Load(sources(map[string]string{"README.md": ""}), Options{}); err == nil || !strings.Contains(err.Error(), "holds no configuration files") {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestGivenText: what an argument gives is text for a variable of a primitive type
// or of none, and else an expression.
func TestGivenText(t *testing.T) {
	for _, test := range []struct{ kind, text, want string }{
		{"string", "a b", "a b"},
		{"any", `{ id = "a" }`, "a"},
		{"object({ id = string })", `{ id = "a" }`, "a"},
		{"object({ id = string })", `{ id = `, "-var does not parse as a value of the type of variable x"},
		{"object({ id = string })", `{ id = var.y }`, "-var cannot be evaluated"},
		{"object({ id = string })", strings.Repeat("[", 3000), "-var is nested deeper than tfcua reads"},
		{"object({ id = string })", "[1e999999999]", "the value of variable x (-var) is not of its type, so Terraform refuses it"},
	} {
		expression := "var.x.id"
		if test.kind == "string" {
			expression = "var.x"
		}
		files := map[string]string{"main.tf": strings.Replace(azurermFolder, "%", expression, 1) + "variable \"x\" {\n  type = " + test.kind + "\n}\n"}
		setting := load(t, files, Options{Arguments: []Argument{{Text: "x=" + test.text}, {Text: "undeclared=1"}}}).Configuration().Providers[0].PartnerID
		if got := setting.Value() + setting.Reason(); got != test.want {
			t.Errorf("%s of %.20s: %q, want %q", test.kind, test.text, got, test.want)
		}
	}
}
