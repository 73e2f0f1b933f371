package hclcheck

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestModules lists the modules with their files, as those who mend them look at
// them: what terraform init brought is marked, and the files of variables come
// last, in the order in which they count.
func TestModules(t *testing.T) {
	manifest := `{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"far","Source":"registry.terraform.io/a/far/b","Version":"1.0.0","Dir":".terraform/modules/far"}]}`
	files := map[string]string{
		"main.tf":          "module \"near\" {\n  source = \"./near\"\n}\nmodule \"far\" {\n  source = \"a/far/b\"\n}\nmodule \"gone\" {\n  source = \"a/gone/b\"\n}\n",
		"main_override.tf": "# o\n", "b.auto.tfvars": "", "a.auto.tfvars.json": "{}", "terraform.tfvars": "x = 1\n", "README.md": "",
		"near/main.tf": "# n\n", "near/x.tf.json": "{}", "near/terraform.tfvars": "not the root's",
		".terraform/modules/modules.json":      manifest,
		".terraform/modules/far/main.tf":       "module \"within\" {\n  source = \"./within\"\n}\n",
		".terraform/modules/far/within/any.tf": "# w\n",
	}
	given := filepath.Join(tree(t, map[string]string{"given.tfvars": "x = 2\n"}), "given.tfvars")
	root := load(t, files, Options{Arguments: []Argument{{Text: "x=3"}, {File: true, Text: given}}})
	modules, err := root.Modules()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, module := range modules {
		line := module.Address + ":"
		if module.Installed {
			line = module.Address + " (installed):"
		}
		for _, file := range module.Files {
			line += " " + filepath.Base(file.Name)
			if file.Variables {
				line += "*"
			}
			if file.IsJSON() != strings.HasSuffix(file.Name, ".json") {
				t.Errorf("%s is JSON: %v", file.Name, file.IsJSON())
			}
			if _, err := file.Parse(); err != nil {
				t.Errorf("%s: %v", file.Name, err)
			}
		}
		got = append(got, line)
	}
	want := []string{
		": main.tf main_override.tf terraform.tfvars* a.auto.tfvars.json* b.auto.tfvars* given.tfvars*",
		"module.far (installed): main.tf",
		"module.far.module.within (installed): any.tf",
		"module.near: main.tf x.tf.json",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := (File{Name: "x.tf", Text: []byte("provider {")}).Parse(); err == nil || !strings.HasPrefix(err.Error(), "x.tf:1:") {
		t.Errorf("what does not parse: %v", err)
	}
}

// TestMixed: where some files are OpenTofu's alone, it depends on who applies what
// is sent, and what differs is unknown.
func TestMixed(t *testing.T) {
	const block = "provider \"azurerm\" {\n  features {}\n  partner_id = %\n}\n"
	with := func(value string) string { return strings.Replace(block, "%", value, 1) }
	for _, test := range []struct {
		what  string
		files map[string]string
		mixed bool
		want  string // each configuration with its partner_id
	}{
		{"Terraform's", map[string]string{"main.tf": with(`"a"`)}, false, "provider.azurerm=a"},
		{"OpenTofu's alone", map[string]string{"main.tofu": with(`"a"`)}, false, "provider.azurerm=a"},
		{"the same", map[string]string{"main.tf": with(`"a"`), "main.tofu": with(`"a"`)}, true, "provider.azurerm=a"},
		{"other IDs", map[string]string{"main.tf": with(`"a"`), "main.tofu": with(`"b"`)}, true, "provider.azurerm=?"},
		{"another state", map[string]string{"main.tf": with(`""`), "main.tofu": with(`null`)}, true, "provider.azurerm=?"},
		{"one that Terraform has alone", map[string]string{"main.tf": with(`"a"`), "main.tofu": "", "x.tf": ""}, true, "provider.azurerm=?"},
		{"one that OpenTofu has alone", map[string]string{"x.tf": "", "main.tofu": with(`"a"`)}, true, "provider.azurerm=?"},
		{"in a module", map[string]string{"main.tf": "module \"m\" {\n  source = \"./m\"\n}\n", "m/main.tf.json": "{}", "m/main.tofu.json": "{}"}, true, ""},
	} {
		files := map[string]string{"uses.tf": "terraform {\n  backend \"local\" {}\n}\n"}
		if len(test.files) == 1 && test.files["main.tofu"] != "" {
			files = map[string]string{}
		}
		for name, text := range test.files {
			files[name] = text
		}
		root := load(t, files, Options{})
		if root.IsMixed() != test.mixed {
			t.Errorf("%s: mixed is %v", test.what, root.IsMixed())
		}
		tofu := root.Configuration()
		if test.mixed {
			Settle(&tofu, load(t, files, Options{Terraform: true}).Configuration())
		}
		var got []string
		for _, config := range tofu.Providers {
			value := config.PartnerID.Value()
			if config.PartnerID.Reason() != "" {
				value = "?"
			}
			got = append(got, config.Address()+"="+value)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}
