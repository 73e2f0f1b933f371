package hclcheck

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestIgnoreComments says which comments accept something, and the line that each
// is about.
func TestIgnoreComments(t *testing.T) {
	for _, test := range []struct {
		what, text string
		want       string // "written at > about", of each
	}{
		{"none", "# a comment\n", ""},
		{"on the line", "a = 1 # tfcua:ignore CUA105 x\n", "1:7>1"},
		{"above", "# tfcua:ignore CUA105 x\na = 1\n", "1:1>2"},
		{"above, with an empty line", "# tfcua:ignore CUA105 x\n\n\na = 1\n", "1:1>4"},
		{"two above", "# tfcua:ignore CUA105 x\n// tfcua:ignore CUA107 y\na = 1\n", "1:1>3 2:1>3"},
		{"above another comment", "# tfcua:ignore CUA105 x\n# more of it\na = 1\n", "1:1>3"},
		{"before, on the line", "/* tfcua:ignore CUA105 x */ a = 1\n", "1:1>1"},
		{"within the line", "a = /* tfcua:ignore CUA105 x */ 1\n", "1:5>1"},
		{"over lines", "/* tfcua:ignore CUA105 x\n   and why */\na = 1\n", "1:1>3"},
		{"behind a bracket", "a {  # tfcua:ignore CUA105 x\n  b = 1\n}\n", "1:6>1"},
		{"the last line", "a = 1\n# tfcua:ignore CUA105 x", "2:1>2"},
		{"no line end", "a = 1 # tfcua:ignore CUA105 x", "1:7>1"},
		{"Windows", "# tfcua:ignore CUA105 x\r\na = 1\r\n", "1:1>2"},
		{"with a BOM", "\xef\xbb\xbf# tfcua:ignore CUA105 x\na = 1\n", "1:1>2"},
		{"no space", "#tfcua:ignore CUA105 x\na = 1\n", "1:1>2"},
		{"in a text", `a = "# tfcua:ignore CUA105 x"` + "\n", ""},
		{"in a heredoc", "a = <<E\n# tfcua:ignore CUA105 x\nE\n", ""},
		{"in a text, with a template", `a = "${1 /* tfcua:ignore CUA105 x */}"` + "\n", "1:10>1"},
		{"behind other words", "# see tfcua:ignore CUA105 x\na = 1\n", ""},
		{"in a comment of more", "## tfcua:ignore CUA105 x\na = 1\n", ""},
	} {
		var got []string
		for _, comment := range ignoreComments("main.tf", []byte(test.text)) {
			got = append(got, fmt.Sprintf("%d:%d>%d", comment.Written.Start.Line, comment.Written.Start.Column, comment.Line))
			if comment.Fault != "" || comment.Written.File != "main.tf" {
				t.Errorf("%s: %+v", test.what, comment)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}

// TestCommentsOfModules: the comments of the repository's own modules count, and
// those that terraform init brought do not, nor those of modules below them.
func TestCommentsOfModules(t *testing.T) {
	folder := t.TempDir()
	const ignore = "# tfcua:ignore CUA105 a reason\n"
	for name, text := range map[string]string{
		"main.tf": ignore + `module "own" {
  source = "./own"
}
module "theirs" {
  source  = "acme/theirs/azurerm"
  version = "1.0.0"
}
`,
		"own/main.tf":                  ignore + "locals {}\n",
		"terraform.tfvars":             ignore + "x = 1\n",
		".terraform/m/theirs/main.tf":  ignore + "module \"sub\" {\n  source = \"./sub\"\n}\n",
		".terraform/m/theirs/sub/a.tf": ignore + "locals {}\n",
		".terraform/modules/modules.json": `{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"own","Source":"./own","Dir":"own"},` +
			`{"Key":"theirs","Source":"registry.terraform.io/acme/theirs/azurerm","Version":"1.0.0","Dir":".terraform/m/theirs"},` +
			`{"Key":"theirs.sub","Source":"./sub","Dir":".terraform/m/theirs/sub"}]}`,
	} {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	source, err := OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	root, err := Load(source, Options{})
	if err != nil {
		t.Fatal(err)
	}
	configuration := root.Configuration()
	var got []string
	for _, comment := range configuration.Comments {
		name, err := filepath.Rel(folder, comment.Written.File)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(name))
	}
	if want := "main.tf terraform.tfvars own/main.tf"; strings.Join(got, " ") != want {
		t.Errorf("comments of %q, want %q", got, want)
	}
	if len(configuration.Unseen) > 0 {
		t.Errorf("the test does not see all modules: %+v", configuration.Unseen)
	}
}
