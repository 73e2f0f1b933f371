package hclcheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestScan reads files of every shape that a scanner may stumble over, by the
// scanner and by the parser alone.
func TestScan(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		sure bool
	}{
		"nothing":               {"", true},
		"comments":              {"# a {\n// b {\n/* c {\n */\n", true},
		"comment unclosed":      {"/* a\n", false},
		"resource":              {"resource \"a_b\" \"c\" {\n  x = 1\n}\n", true},
		"bare labels":           {"resource a_b c {\n}\n", true},
		"one line":              {"data \"a_b\" \"c\" { provider = a.west }\n", true},
		"own provider":          {"resource \"a_b\" \"c\" {\n  provider = a.west\n}\n", true},
		"provider deeper":       {"resource \"a_b\" \"c\" {\n  x {\n    provider = a.west\n  }\n}\n", true},
		"provider in an object": {"resource \"a_b\" \"c\" {\n  x = {\n    provider = \"west\"\n  }\n}\n", true},
		"brace in text":         {"resource \"a_b\" \"c\" {\n  x = \"}\"\n  provider = a.west\n}\n", true},
		"quote in text":         {"resource \"a_b\" \"c\" {\n  x = \"\\\"}\"\n  provider = a.west\n}\n", true},
		"template":              {"resource \"a_b\" \"c\" {\n  x = \"${y[\"}\"]}\"\n  provider = a.west\n}\n", true},
		"template escaped":      {"resource \"a_b\" \"c\" {\n  x = \"$${\"\n  y = \"%%{\"\n  provider = a.west\n}\n", true},
		"three dollars":         {"resource \"a_b\" \"c\" {\n  x = \"$$${a}\"\n}\n", false},
		"directive":             {"resource \"a_b\" \"c\" {\n  x = \"%{ if true ~}a}%{ endif }\"\n}\n", true},
		"heredoc":               {"resource \"a_b\" \"c\" {\n  x = <<EOT\n}\n  EOT \"\nEOT\n  provider = a.west\n}\n", true},
		"heredoc indented":      {"resource \"a_b\" \"c\" {\n  x = <<-EOT\n    }\n    ${y(\"EOT\n}\n    EOT\n  provider = a.west\n}\n", false},
		"heredoc template":      {"resource \"a_b\" \"c\" {\n  x = <<-EOT\n    ${y({\n      EOT = 1\n    })}\n    EOT\n  provider = a.west\n}\n", true},
		"heredoc in a call":     {"resource \"a_b\" \"c\" {\n  x = f(<<EOT\n)\nEOT\n  )\n  provider = a.west\n}\n", true},
		"heredoc unclosed":      {"resource \"a_b\" \"c\" {\n  x = <<EOT\n}\n", false},
		"brackets crossed":      {"resource \"a_b\" \"c\" {\n  x = (]\n}\n", false},
		"unclosed":              {"resource \"a_b\" \"c\" {\n", false},
		"indented":              {"  resource \"a_b\" \"c\" {\n  }\n", false},
		"argument":              {"x = 1\n", false},
		"windows":               {"resource \"a_b\" \"c\" {\r\n  x = <<EOT\r\n}\r\nEOT\r\n  provider = a.west\r\n}\r\n", true},
		"byte order mark":       {"\xef\xbb\xbfresource \"a_b\" \"c\" {\n}\n", false},
		"not UTF-8":             {"resource \"a_b\" \"c\" {\n  x = \"\xff\"\n}\n", false},
		"other letters":         {"resource \"a_b\" \"ü\" {\n  ü = 1\n  provider = a.west\n}\n", true},
		"label with template":   {"resource \"a_${b}\" \"c\" {\n}\n", false},
		"three labels":          {"resource \"a_b\" \"c\" \"d\" {\n}\n", true},
		"two on a line":         {"locals {} locals {}\n", false},
		"moved":                 {"moved {\n  from = a.b\n  to   = a.c\n}\n", true},
		"division":              {"resource \"a_b\" \"c\" {\n  x = 4 / 2 // }\n  y = 4 /* } */\n  provider = a.west\n}\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			if _, sure := scan([]byte(test.text)); sure != test.sure {
				t.Errorf("sure: %v", sure)
			}
			sameDeclarations(t, []byte(test.text))
		})
	}
}

// sameDeclarations fails where a file that parses declares other things when
// only what matters of it is parsed.
func sameDeclarations(t *testing.T, text []byte) {
	t.Helper()
	want, got := &declarations{}, &declarations{}
	err := want.decodeWhole("test.tf", text)
	spans, sure := scan(text)
	if !sure {
		return
	}
	gotErr := got.decodeSpans("test.tf", text, spans, span.matters)
	if err != nil {
		return // the scanner may pass over the error, in what it skips
	}
	if gotErr != nil {
		t.Fatalf("the whole parses, the parts do not: %v", gotErr)
	}
	if a, b := outlined(got), outlined(want); !reflect.DeepEqual(a, b) {
		t.Fatalf("scanned:\n%s\nparsed:\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// outlined is what a file declares, with the places.
func outlined(d *declarations) []string {
	var lines []string
	add := func(kind, name string, at hcl.Range) { lines = append(lines, kind+" "+name+" "+at.String()) }
	written := func(name string, a argument) {
		if a.Attribute != nil {
			add("argument", name+" "+slice(a.source.text, a.Expr.Range()), a.Expr.Range())
		}
	}
	for _, required := range d.required {
		add("requires", required.name+required.source.String()+required.constraint, required.place)
	}
	for _, provider := range d.providers {
		add("provider", provider.name+"."+provider.alias, provider.place)
		for _, name := range sortedKeys(provider.arguments) {
			written(name, provider.arguments[name])
		}
	}
	for _, variable := range d.variables {
		add("variable", variable.name+variable.kind.GoString(), variable.place)
		written("default", variable.fallback)
	}
	for _, local := range d.locals {
		written(local.Name, local)
	}
	for _, named := range d.outputs {
		add("output", named.name, named.place)
		written("value", named.value)
	}
	for _, call := range d.calls {
		add("module", call.name, call.place)
		for _, name := range sortedKeys(call.inputs) {
			written(name, call.inputs[name])
		}
	}
	for _, user := range d.users {
		lines = append(lines, "user "+user.address+" "+user.provider.name+"."+user.provider.alias)
	}
	return append(lines, d.removed...)
}

// TestScanFiles compares scanner and parser on every configuration file of the
// repository's testdata.
func TestScanFiles(t *testing.T) {
	files, sure := 0, 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".tf") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if _, ok := scan(text); ok {
			sure++
		}
		sameDeclarations(t, text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the scanner is sure of %d of %d files", sure, files)
}

// FuzzScan compares scanner and parser on whatever parses.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		"resource \"a_b\" \"c\" {\n  x = \"${y[\"}\"]} $${ %%{ %{ if z }a%{ endif }\"\n  provider = a.west\n}\n",
		"resource \"a_b\" \"c\" {\n  x = <<-EOT\n    ${f({ a = 1 })} }\n    EOT\n  provider = a.west\n}\n# }\nlocals {\n  a = 1 /* { */\n}\n",
		"provider \"azurerm\" {\n  alias = \"x\"\n  features {}\n}\n\nmodule \"m\" {\n  source = \"./m\"\n  providers = { azurerm = azurerm.x }\n}\n",
		"variable \"x\" {\n  type = object({ a = optional(string, \"b\") })\n}\noutput \"y\" { value = [for a in var.x : a] }\n",
		"data \"a_b\" \"c\" { provider = a.west }\r\nterraform {\r\n  required_providers { a = \"~> 1\" }\r\n}\r\n",
	} {
		f.Add([]byte(seed))
	}
	seedFiles(f, "*.tf", func(text []byte) { f.Add(text) })
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, diagnostics := hclsyntax.ParseConfig(text, "test.tf", hcl.InitialPos); !diagnostics.HasErrors() {
			sameDeclarations(t, text)
		} else {
			scan(text)
		}
	})
}
