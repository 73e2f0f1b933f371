package fix

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// FuzzFix mends what anybody may have written. It does not panic, what it writes
// parses, a second run does nothing, and of each mend at most two attributes or
// blocks are others than before.
func FuzzFix(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*/in/main.tf")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, seed := range seeds {
		text, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, []byte(""))
		f.Add(text, []byte(`partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" # ours`))
	}
	f.Fuzz(func(t *testing.T, text, tfvars []byte) {
		folder := t.TempDir()
		write(t, filepath.Join(folder, "main.tf"), text)
		write(t, filepath.Join(folder, "terraform.tfvars"), tfvars)
		request := Request{
			Roots: []Root{{folder, folder}}, TrackingID: "c3d4e5f6-a7b8-4933-8abb-ccddeeff0011",
			Evaluation: hclcheck.Options{Environment: tfcua.Environment{}},
		}
		result, err := Prepare(request)
		if err != nil {
			return
		}
		before := statements(t, folder, "main.tf", "terraform.tfvars", "versions.tf", "providers.tf")
		diff, _ := result.Diff()
		if (len(result.Mends) > 0) != (diff != "") {
			t.Errorf("%d mends, and this diff:\n%s", len(result.Mends), diff)
		}
		if err := result.Write(); err != nil {
			t.Fatal(err)
		}
		after := statements(t, folder, "main.tf", "terraform.tfvars", "versions.tf", "providers.tf")
		others := 0
		for path, expression := range before {
			if after[path] != expression {
				others++
			}
		}
		if others > 2*len(result.Mends) {
			t.Errorf("%d mends change %d statements", len(result.Mends), others)
		}
		again, err := Prepare(request)
		if err != nil {
			t.Fatal(err)
		}
		if len(again.Mends) > 0 {
			t.Errorf("a second run says:\n%s\nthe first:\n%s", describe(again), describe(result))
		}
	})
}

// statements are the attributes of files without white space, by where they
// stand.
func statements(t *testing.T, folder string, names ...string) map[string]string {
	all := make(map[string]string)
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			continue
		}
		file, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		addStatements(all, name, file.Body.(*hclsyntax.Body), text)
	}
	return all
}

func addStatements(all map[string]string, path string, body *hclsyntax.Body, text []byte) {
	for name, attribute := range body.Attributes {
		at := attribute.Expr.Range()
		all[path+"."+name] = strings.Join(strings.Fields(string(text[at.Start.Byte:at.End.Byte])), "")
	}
	for i, block := range body.Blocks {
		if strings.Count(path, "/") < 100 {
			addStatements(all, fmt.Sprintf("%s/%s %q %d", path, block.Type, block.Labels, i), block.Body, text)
		}
	}
}

// FuzzMask masks what anybody may have written: the lines stay as many, and what
// is not to be shown is not.
func FuzzMask(f *testing.F) {
	f.Add("main.tf", []byte("a = <<EOT\nhunter2\nEOT\n# hunter2\nb = \"x${\"hunter2\"}\" /*\nhunter2 */\r\n"))
	f.Add("main.tf.json", []byte("{\"a\": \"hunter2\",\n \"b\": [1, \"${x.hunter}\"]}"))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		masked := strings.Join(mask(name, text, []string{"a1b2"}), "")
		if got, want := strings.Count(masked, "\n"), bytes.Count(text, []byte("\n")); got != want {
			t.Errorf("%d lines are %d lines masked", want, got)
		}
		if strings.Contains(masked, `"hunter2"`) && !strings.HasSuffix(name, ".tf") && name != "" && strings.HasSuffix(name, ".json") {
			t.Errorf("shown: %s", masked)
		}
	})
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
