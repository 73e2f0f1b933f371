package fix

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

var update = flag.Bool("update", false, "write what is found as what is expected")

// TestCases mends the folders of testdata. In each there is a case of its own:
// the folder in, the options that it is mended with, and beside them what is
// said and the diff. What comes out must need no mend any more, and be formatted
// as terraform fmt does it if it was before.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/in")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	terraform, _ := exec.LookPath("terraform")
	if terraform == "" {
		t.Log("terraform is not installed: what terraform fmt says is not asked")
	}
	for _, in := range cases {
		t.Run(filepath.Base(filepath.Dir(in)), func(t *testing.T) {
			folder, err := filepath.Abs(filepath.Dir(in))
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			if err := os.CopyFS(".", os.DirFS(filepath.Join(folder, "in"))); err != nil {
				t.Fatal(err)
			}
			formatted := terraform != "" && isFormatted(terraform, ".")
			request := readOptions(t, filepath.Join(folder, "options"))
			result, err := Prepare(request)
			if err != nil {
				t.Fatal(err)
			}
			diff, _ := result.Diff()
			if err := result.Write(); err != nil {
				t.Fatal(err)
			}
			got := describe(result) + "\n" + diff
			expected := filepath.Join(folder, "expected")
			if *update {
				if err := os.WriteFile(expected, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if formatted && !isFormatted(terraform, ".") {
				t.Error("terraform fmt would format it otherwise")
			}
			again, err := Prepare(request)
			if err != nil {
				t.Fatal(err)
			}
			if len(again.Mends) > 0 {
				t.Errorf("a second run does more:\n%s", describe(again))
			}
		})
	}
}

func isFormatted(terraform, folder string) bool {
	command := exec.Command(terraform, "fmt", "-check", "-recursive", folder)
	command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE=", "CHECKPOINT_DISABLE=1")
	return command.Run() == nil
}

func readOptions(t *testing.T, file string) Request {
	t.Helper()
	request := Request{Roots: []Root{{".", "."}}, Evaluation: hclcheck.Options{Environment: tfcua.Environment{}}}
	text, _ := os.ReadFile(file)
	for line := range strings.Lines(string(text)) {
		kind, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch kind {
		case "repository": // which no repository can hold
			if err := os.Mkdir(".git", 0o755); err != nil {
				t.Fatal(err)
			}
		case "roots":
			request.Roots = nil
			for _, path := range strings.Fields(value) {
				request.Roots = append(request.Roots, Root{path, path})
			}
		case "below":
			request.Roots = nil
			for _, path := range strings.Fields(value) {
				request.Roots = append(request.Roots, Root{path, "."})
			}
		case "tracking-id":
			request.TrackingID = value
		case "least":
			least, err := tfcua.ParseVersion(value)
			if err != nil {
				t.Fatal(err)
			}
			request.Policies = func(string, bool) (tfcua.Policy, error) {
				return tfcua.Policy{MinimumVersions: map[string]tfcua.Version{"azurerm": least}}, nil
			}
		case "env":
			name, value, _ := strings.Cut(value, "=")
			request.Evaluation.Environment[name] = value
		case "var":
			request.Evaluation.Arguments = append(request.Evaluation.Arguments, hclcheck.Argument{Text: value})
		case "var-file":
			request.Evaluation.Arguments = append(request.Evaluation.Arguments, hclcheck.Argument{File: true, Text: value})
		default:
			t.Fatalf("options: %s", line)
		}
	}
	return request
}

func describe(result *Result) string {
	var b strings.Builder
	for _, mend := range result.Mends {
		fmt.Fprintf(&b, "%s:%d:%d %s %s: %s\n", mend.File, mend.At.Line, mend.At.Column, mend.Rule, strings.Join(mend.Addresses, ", "), mend.Done)
	}
	for _, left := range result.Left {
		fmt.Fprintf(&b, "left %s:%d:%d %s %s: %s\n", left.File, left.Start.Line, left.Start.Column, left.Rule, left.Address, left.Reason)
	}
	return b.String()
}
