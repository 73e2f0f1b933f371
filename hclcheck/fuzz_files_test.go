package hclcheck

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/tfcua/tfcua"
)

// seedFiles adds the files of the cases whose names match.
func seedFiles(f *testing.F, pattern string, add func(text []byte)) {
	files, err := filepath.Glob(filepath.Join("testdata", "*", pattern))
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		add(text)
	}
}

// loadBeside loads a configuration and one file beside it, and makes sure that
// an error names that file.
func loadBeside(t *testing.T, configuration, name string, text []byte) (tfcua.Configuration, error) {
	t.Helper()
	files := fstest.MapFS{"main.tf": {Data: []byte(configuration)}, name: {Data: text}}
	root, err := Load(Source{FS: files, Dir: "."}, Options{Environment: tfcua.Environment{}})
	if err != nil {
		if !strings.HasPrefix(err.Error(), name+":") {
			t.Fatalf("the error does not say where: %v", err)
		}
		return tfcua.Configuration{}, err
	}
	return root.Configuration(), nil
}

// beyondBounds reports whether an error is about what Terraform has no bound for.
func beyondBounds(err error) bool { return strings.Contains(err.Error(), tooDeepMessage) }

// FuzzLockFile holds what is read of a dependency lock file against a plain
// reading of its blocks, and a version against what was written there.
func FuzzLockFile(f *testing.F) {
	seedFiles(f, ".terraform.lock.hcl", func(text []byte) { f.Add(text, "4.10.0") })
	f.Add([]byte("provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version = \"4.1${0}\"\n}"), "${x}\" ")
	f.Add([]byte("provider \"hashicorp/azurerm\" {\n  version = null\n}\nprovider \"x\" \"y\" {}"), "\x00é")
	const azurerm = "registry.terraform.io/hashicorp/azurerm"
	f.Fuzz(func(t *testing.T, text []byte, version string) {
		got, err := loadBeside(t, "", lockFileName, text)
		parsed, diagnostics := hclsyntax.ParseConfig(text, lockFileName, hcl.InitialPos)
		switch {
		case err == nil && diagnostics.HasErrors():
			t.Fatalf("%q is taken: %v", text, diagnostics)
		case err == nil:
			var want []string
			for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
				if block.Type != "provider" || len(block.Labels) != 1 || block.Labels[0] != azurerm {
					continue
				}
				value, diagnostics := block.Body.Attributes["version"].Expr.Value(nil)
				if diagnostics.HasErrors() || value.Type() != cty.String || value.IsNull() {
					t.Fatalf("%q is taken, and has no version", text)
				}
				want = append(want, value.AsString())
			}
			var selected []string
			for _, selection := range got.Selections {
				if selection.Source == (tfcua.Source{Host: "registry.terraform.io", Namespace: "hashicorp", Type: "azurerm"}) {
					selected = append(selected, selection.Version)
				}
			}
			for _, one := range want {
				if !slices.Contains(selected, one) {
					t.Fatalf("%q selects %q, and %q is read", text, want, selected)
				}
			}
		}

		file := hclwrite.NewEmptyFile()
		file.Body().AppendNewBlock("provider", []string{azurerm}).Body().SetAttributeValue("version", cty.StringVal(version))
		if !strings.Contains(version, "\x00") && bytes.Equal([]byte(version), bytes.ToValidUTF8([]byte(version), nil)) {
			got, err = loadBeside(t, "", lockFileName, file.Bytes())
			if err != nil || len(got.Selections) != 1 || got.Selections[0].Version != cty.StringVal(version).AsString() {
				t.Fatalf("%s is read as %+v (%v)", file.Bytes(), got.Selections, err)
			}
		}
		tfcua.Check(got, tfcua.Environment{}, tfcua.Options{})
	})
}

// FuzzTfvars holds the value that a tfvars file gives against a plain evaluation
// of the file, or for JSON against encoding/json.
func FuzzTfvars(f *testing.F) {
	seedFiles(f, "*.tfvars", func(text []byte) { f.Add(text, false) })
	seedFiles(f, "*.tfvars.json", func(text []byte) { f.Add(text, true) })
	f.Add([]byte("partner_id = <<-EOT\n  x\n  EOT\nlist = [\"${1 + 1}\"]\n"), false)
	f.Add([]byte("partner_id = 1e400\n"), false)
	f.Add([]byte("\xEF\xBB\xBFpartner_id = \"e\u0301\" # x\r\n"), false)
	f.Add([]byte(`{"partner_id": "\u0041$${x}", "list": ["a"], "//": 1}`), true)
	f.Add([]byte(`{"partner_id": "${1}"}`), true)
	f.Add([]byte(`[{"partner_id": "a"}, {"list": null}]`), true)
	const configuration = `
variable "partner_id" {
  type    = string
  default = "` + someID + `"
}
variable "list" {
  type    = list(string)
  default = []
}
provider "azurerm" {
  features {}
  partner_id = var.partner_id
}
`
	f.Fuzz(func(t *testing.T, text []byte, isJSON bool) {
		name, plainly := "terraform.tfvars", plainTfvars
		if isJSON {
			name, plainly = "terraform.tfvars.json", plainJSON
		}
		configuration, err := loadBeside(t, configuration, name, text)
		want, sound, sure := plainly(text)
		switch {
		case err != nil && sound && sure && !beyondBounds(err):
			t.Fatalf("%q is refused: %v", text, err)
		case err == nil && !sound && sure:
			t.Fatalf("%q is taken", text)
		case err != nil || !sure:
			return
		}
		got := configuration.Providers[0].PartnerID
		tfcua.Check(configuration, tfcua.Environment{}, tfcua.Options{})
		value, known := someID, true
		if want != cty.NilVal {
			converted, err := convert.Convert(want, cty.String)
			known = err == nil
			if known && converted.IsNull() {
				if got.State() != tfcua.Unset {
					t.Fatalf("%q: partner_id is %q, and null is written", text, got.Value())
				}
				return
			}
			if known {
				value = converted.AsString()
			}
		}
		if got.State() == tfcua.Known && (!known || got.Value() != value) || known && got.State() != tfcua.Known && (want == cty.NilVal || !isHuge(want)) {
			t.Fatalf("%q: partner_id is %q (%s), want %q", text, got.Value(), got.Reason(), value)
		}
	})
}

// plainTfvars is the value of partner_id in a tfvars file, NilVal where there is
// none, and whether Terraform takes the file.
func plainTfvars(text []byte) (value cty.Value, sound, sure bool) {
	file, diagnostics := hclsyntax.ParseConfig(text, "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return cty.NilVal, false, true
	}
	all, diagnostics := file.Body.JustAttributes()
	if diagnostics.HasErrors() {
		return cty.NilVal, false, true
	}
	for _, name := range []string{"partner_id", "list"} {
		attribute := all[name]
		if attribute == nil {
			continue
		}
		given, diagnostics := attribute.Expr.Value(nil)
		if diagnostics.HasErrors() {
			return cty.NilVal, false, true
		}
		if name == "partner_id" {
			value = given
		}
	}
	return value, true, true
}

// plainJSON is the same for tfvars in JSON, sure only of documents without
// templates in their texts, and of objects whose names are there once.
func plainJSON(text []byte) (value cty.Value, sound, sure bool) {
	var all map[string]any
	if !json.Valid(text) || !utf8.Valid(text) {
		return cty.NilVal, false, false // HCL takes more than JSON, and no other bytes
	}
	if err := json.Unmarshal(text, &all); err != nil || all == nil || bytes.ContainsAny(text, "$%\\") || strings.Count(string(text), `"`) != 2*len(all)+2*texts(all) {
		return cty.NilVal, false, false
	}
	switch given := all["partner_id"].(type) {
	case nil:
		if _, ok := all["partner_id"]; ok {
			value = cty.NullVal(cty.String)
		}
	case string:
		value = cty.StringVal(given)
	case bool:
		value = cty.BoolVal(given)
	default:
		return cty.NilVal, true, false
	}
	return value, true, true
}

// texts is how many values of an object are texts; names in inner objects are
// taken for more, which makes plainJSON unsure.
func texts(all map[string]any) int {
	n := 0
	for _, value := range all {
		if _, ok := value.(string); ok {
			n++
		}
	}
	return n
}
