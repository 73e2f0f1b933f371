package property_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/generate"
)

// numbers is how many of the configurations that are made up are looked at
// without terraform.
const numbers = 100

// eachMade calls test in the folder of every configuration that is made up.
func eachMade(t *testing.T, test func(t *testing.T, made generate.Configuration)) {
	for number := range uint64(numbers) {
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			t.Chdir(t.TempDir())
			made := generate.NewConfiguration(number)
			if err := made.Write("."); err != nil {
				t.Fatal(err)
			}
			test(t, made)
			if t.Failed() {
				t.Log(made)
			}
		})
	}
}

// eachFolder calls test in a copy of every folder of the other packages' tests.
func eachFolder(t *testing.T, test func(t *testing.T, made generate.Configuration)) {
	for _, pattern := range []string{"hclcheck/testdata/*", "plancheck/testdata/lab/*", "internal/fix/testdata/*/in", "testdata/*"} {
		folders, err := filepath.Glob(filepath.Join("..", "..", pattern))
		if err != nil || len(folders) == 0 {
			t.Fatal(pattern, err)
		}
		for _, folder := range folders {
			source, err := filepath.Abs(folder)
			if err != nil {
				t.Fatal(err)
			}
			if files, _ := filepath.Glob(filepath.Join(source, "*.tf")); files == nil {
				continue
			}
			t.Run(strings.TrimPrefix(filepath.ToSlash(folder), "../../"), func(t *testing.T) {
				t.Chdir(t.TempDir())
				if err := os.CopyFS(".", os.DirFS(source)); err != nil {
					t.Fatal(err)
				}
				test(t, generate.Configuration{})
			})
		}
	}
}

// evaluation is what a folder is checked with.
func evaluation(made generate.Configuration) hclcheck.Options {
	options := hclcheck.Options{Environment: tfcua.NewEnvironment(made.Environment)}
	for _, given := range made.Arguments {
		options.Arguments = append(options.Arguments, hclcheck.Argument{Text: given})
	}
	return options
}

// checked is the report on the current folder; it skips the test where there is
// none.
func checked(t *testing.T, made generate.Configuration) tfcua.Report {
	t.Helper()
	source, err := hclcheck.OpenFolder(".")
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	options := evaluation(made)
	root, err := hclcheck.Load(source, options)
	if err != nil {
		t.Skip(err)
	}
	return tfcua.Join([]tfcua.Report{tfcua.Check(root.Configuration(), options.Environment, tfcua.Options{ShowSensitive: true})}, tfcua.Error)
}

// TestUnrelated adds a file of things that have nothing to do with any provider
// of Azure's: the report stays as it was.
func TestUnrelated(t *testing.T) {
	const unrelated = `
resource "terraform_data" "unrelated_to_it" {
  count = 2
  input = { partner_id = "pid-00000000-0000-0000-0000-000000000000" }
}
resource "random_pet" "unrelated_to_it" {}
variable "unrelated_to_it" {
  default = ""
}
locals {
  unrelated_to_it = [var.unrelated_to_it, terraform_data.unrelated_to_it[0].id]
}
output "unrelated_to_it" {
  value = local.unrelated_to_it
}
`
	test := func(t *testing.T, made generate.Configuration) {
		before := checked(t, made)
		if err := os.WriteFile("zz_unrelated.tf", []byte(unrelated), 0o644); err != nil {
			t.Fatal(err)
		}
		if after := checked(t, made); !reflect.DeepEqual(before, after) {
			t.Errorf("before\n%+v\nafter\n%+v", before, after)
		}
	}
	eachMade(t, test)
	eachFolder(t, test)
}

// TestRenamed gives everything that is made up another name: what is said is the
// same but for the names.
func TestRenamed(t *testing.T) {
	eachMade(t, func(t *testing.T, made generate.Configuration) {
		back := make(map[string]string)
		rename := func(name string) string {
			renamed := "o" + name[1:len(name)-1] + "y"
			back[renamed] = name
			return renamed
		}
		before := verdict(checked(t, made), nil)
		renamed := made.Renamed(rename)
		t.Chdir(t.TempDir())
		if err := renamed.Write("."); err != nil {
			t.Fatal(err)
		}
		if after := verdict(checked(t, renamed), back); !slices.Equal(before, after) {
			t.Errorf("before\n%s\nafter\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
	})
	eachFolder(t, func(t *testing.T, made generate.Configuration) {
		before := verdict(checked(t, made), nil)
		renameLocals(t)
		if after := verdict(checked(t, made), nil); !slices.Equal(before, after) {
			t.Errorf("before\n%s\nafter\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
	})
}

// verdict is what a report says of each address, with the names of before.
func verdict(report tfcua.Report, names map[string]string) []string {
	var all []string
	say := func(line string) {
		for renamed, name := range names {
			line = regexp.MustCompile(`\b`+renamed+`\b`).ReplaceAllString(line, name)
		}
		all = append(all, line)
	}
	for _, row := range report.Attribution {
		say(fmt.Sprintf("%s sends %q (%s) of %s", row.Address, row.Sent, row.Origin, row.Constraint))
	}
	for _, finding := range report.Findings {
		say(fmt.Sprintf("%s %s: %s", finding.Rule, finding.Address, finding.Severity))
	}
	for _, unseen := range report.Unseen {
		say("unseen: " + unseen.Address)
	}
	slices.Sort(all)
	return append(all, fmt.Sprintf("allowed: %v, proved: %v", report.Summary.Allow, report.Summary.Proved != ""))
}

// renameLocals gives every local value of the current folder, in all of its
// modules, another name.
func renameLocals(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".tf") {
			if strings.HasSuffix(path, ".tf.json") {
				t.Skip("it has JSON")
			}
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, diagnostics := hclsyntax.ParseConfig(text, path, hcl.InitialPos)
		if diagnostics.HasErrors() {
			return nil
		}
		var ends []int
		body := file.Body.(*hclsyntax.Body)
		for _, block := range body.Blocks {
			if block.Type == "locals" {
				for _, attribute := range block.Body.Attributes {
					ends = append(ends, attribute.NameRange.End.Byte)
				}
			}
		}
		_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
			if reference, ok := node.(*hclsyntax.ScopeTraversalExpr); ok && reference.Traversal.RootName() == "local" && len(reference.Traversal) > 1 {
				if step, ok := reference.Traversal[1].(hcl.TraverseAttr); ok {
					ends = append(ends, step.SrcRange.End.Byte)
				}
			}
			return nil
		})
		slices.Sort(ends)
		for _, end := range slices.Backward(slices.Compact(ends)) {
			text = slices.Insert(text, end, []byte("_renamed")...)
		}
		return os.WriteFile(path, text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
