package hclcheck

import (
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// TestExpressionsAgainstTerraform evaluates the expressions of
// testdata-terraform as tfcua and as the real terraform console does.
func TestExpressionsAgainstTerraform(t *testing.T) {
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("terraform is not installed")
	}
	const folder = "testdata-terraform"
	text, err := os.ReadFile(filepath.Join(folder, "expressions"))
	if err != nil {
		t.Fatal(err)
	}
	expressions := strings.Split(strings.TrimSpace(string(text)), "\n")

	source, err := OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	root, err := Load(source, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, expression := range expressions {
		parsed, diagnostics := hclsyntax.ParseExpression([]byte(expression), "test", hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		got := "error"
		if value, problem := root.node.scope.evaluate(parsed); problem == "" {
			got = inJSON(t, value)
		}
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			want := console(t, terraform, folder, expression)
			// Terraform refuses undeclared names and unknown functions before it
			// evaluates anything; to tfcua they are not known.
			if got != want && (got != "unknown" || want != "error") {
				t.Errorf("tfcua says %s, terraform %s", got, want)
			}
		})
	}
}

// console is what terraform console makes of an expression, in JSON; "error"
// where it refuses.
func console(t *testing.T, terraform, folder, expression string) string {
	t.Helper()
	command := exec.Command(terraform, "console")
	command.Dir = t.TempDir() // consoles at work in one folder get into each other's way
	if err := os.CopyFS(command.Dir, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	command.Env = []string{"HOME=" + t.TempDir(), "CHECKPOINT_DISABLE=1", "PATH=" + os.Getenv("PATH")}
	command.Stdin = strings.NewReader("base64encode(jsonencode(nonsensitive(sensitive(" + expression + "))))\n")
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return "error"
	}
	encoded, _ := hclsyntax.ParseExpression(bytes.TrimSpace(stdout.Bytes()), "console", hcl.InitialPos)
	value, diagnostics := encoded.Value(nil)
	if diagnostics.HasErrors() || value.Type() != cty.String {
		return "error: " + stdout.String()
	}
	return decodeBase64(t, value.AsString())
}

func inJSON(t *testing.T, value cty.Value) string {
	t.Helper()
	value, _ = value.UnmarkDeep()
	if !value.IsWhollyKnown() {
		return "unknown"
	}
	text, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func decodeBase64(t *testing.T, text string) string {
	t.Helper()
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(decoded)
}
