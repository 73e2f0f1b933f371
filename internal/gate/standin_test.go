package gate_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tfcua/tfcua/internal/standin"
)

// lab is a folder with a configuration, and the environment for the real
// terraform in it.
type lab struct {
	terraform string
	folder    string
	temporary string
	log       string // of the provider
	environ   []string
}

// newLab initialises a configuration, or skips the test where there is no
// terraform.
func newLab(t *testing.T, configuration string, environ ...string) *lab {
	t.Helper()
	terraform := standin.Find(t)
	l := &lab{terraform: terraform.Program, folder: t.TempDir(), temporary: t.TempDir(), log: filepath.Join(t.TempDir(), "log")}
	l.environ = slices.Concat(terraform.Environ, []string{"HOME=" + t.TempDir(), "TMPDIR=" + l.temporary, "STANDIN_LOG=" + l.log}, environ)
	l.configure(t, configuration)
	l.run(t, "init")
	return l
}

const required = `
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.10.0"
    }
  }
}
`

func (l *lab) configure(t *testing.T, configuration string) {
	t.Helper()
	write(t, filepath.Join(l.folder, "main.tf"), []byte(required+configuration))
}

// run runs terraform itself, without a gate; failure is of no interest.
func (l *lab) run(t *testing.T, arguments ...string) {
	t.Helper()
	command := exec.Command(l.terraform, append(arguments, "-input=false", "-no-color")...)
	command.Dir, command.Env = l.folder, l.environ
	if output, err := command.CombinedOutput(); err != nil && arguments[0] == "init" {
		t.Fatalf("terraform %s: %v\n%s", arguments, err, output)
	}
}

// created is what the provider wrote down: the word that was sent, and the name.
func (l *lab) created(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(l.log)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(content)
}

// state is terraform's state, "" where there is none.
func (l *lab) state(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(l.folder, "terraform.tfstate"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(content)
}
