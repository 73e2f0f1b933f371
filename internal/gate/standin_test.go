package gate_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// standIn is the provider that stands in for azurerm, built once, in a mirror
// from which terraform takes it without a network.
var standIn struct {
	once      sync.Once
	folder    string // to be removed at the end
	terraform string
	skipped   string // why there is none
	failed    string
}

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
	standIn.once.Do(buildStandIn)
	if standIn.skipped != "" {
		t.Skip(standIn.skipped)
	}
	if standIn.failed != "" {
		t.Fatal(standIn.failed)
	}
	l := &lab{terraform: standIn.terraform, folder: t.TempDir(), temporary: t.TempDir(), log: filepath.Join(t.TempDir(), "log")}
	l.environ = append([]string{
		"PATH=" + filepath.Dir(standIn.terraform), "HOME=" + t.TempDir(), "TMPDIR=" + l.temporary,
		"TF_CLI_CONFIG_FILE=" + filepath.Join(standIn.folder, "cli.tfrc"), "CHECKPOINT_DISABLE=1",
		"STANDIN_LOG=" + l.log,
	}, environ...)
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

func buildStandIn() {
	var err error
	if standIn.terraform, err = exec.LookPath("terraform"); err != nil {
		standIn.skipped = "there is no terraform on the PATH, so plan, gate and apply are not tested with the real one"
		return
	}
	if standIn.folder, err = os.MkdirTemp("", "tfcua-standin-"); err != nil {
		standIn.failed = err.Error()
		return
	}
	inModule := func(arguments ...string) error {
		command := exec.Command("go", arguments...)
		command.Dir = filepath.Join("testdata", "provider")
		command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
		if output, err := command.CombinedOutput(); err != nil {
			return &buildError{err, bytes.TrimSpace(output)}
		}
		return nil
	}
	if err := inModule("mod", "download"); err != nil {
		standIn.skipped = "the modules of the provider that stands in for azurerm cannot be had: " + err.Error()
		return
	}
	folder := filepath.Join(standIn.folder, "mirror", "registry.terraform.io", "hashicorp", "azurerm", "4.10.0", runtime.GOOS+"_"+runtime.GOARCH)
	program := filepath.Join(folder, "terraform-provider-azurerm_v4.10.0")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if err := inModule("build", "-trimpath", "-o", program, "."); err != nil {
		standIn.failed = "the provider that stands in for azurerm cannot be built: " + err.Error()
		return
	}
	// With this mirror alone, terraform asks no registry.
	settings := strings.Join([]string{
		"disable_checkpoint = true",
		"provider_installation {",
		"  filesystem_mirror {",
		"    path = " + quoted(filepath.Join(standIn.folder, "mirror")),
		"  }",
		"}",
	}, "\n")
	if err := os.WriteFile(filepath.Join(standIn.folder, "cli.tfrc"), []byte(settings), 0o600); err != nil {
		standIn.failed = err.Error()
	}
}

func quoted(path string) string { return `"` + strings.ReplaceAll(path, `\`, `\\`) + `"` }

type buildError struct {
	error
	output []byte
}

func (e *buildError) Error() string { return e.error.Error() + "\n" + string(e.output) }
