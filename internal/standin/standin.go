// Package standin gives tests the real terraform, with a provider that stands in
// for azurerm: it decides as that does which ID is sent, and instead of asking
// Azure for a resource group writes down the word that it would send.
package standin

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// Version is the version of azurerm that the provider stands in for.
const Version = "4.10.0"

// Terraform is the real terraform, which takes the provider from a folder and
// asks no registry for any other.
type Terraform struct {
	Program string
	// Environ is what terraform needs in its environment for that. The provider
	// writes what it creates into the file STANDIN_LOG, and takes STANDIN_SLEEP
	// for it.
	Environ []string
}

var built struct {
	once      sync.Once
	folder    string
	terraform Terraform
	skipped   string // why there is none
	failed    error
}

// Find finds terraform and builds the provider, once for all tests of a package.
// It skips the test where either cannot be had. The package's TestMain calls
// [Remove].
func Find(t testing.TB) Terraform {
	t.Helper()
	built.once.Do(func() { built.failed = build() })
	if built.skipped != "" {
		t.Skip(built.skipped)
	}
	if built.failed != nil {
		t.Fatal(built.failed)
	}
	return built.terraform
}

// Remove removes what [Find] built.
func Remove() {
	if built.folder != "" {
		os.RemoveAll(built.folder)
	}
}

func build() error {
	program, err := exec.LookPath("terraform")
	if err != nil {
		built.skipped = "there is no terraform on the PATH, so nothing is held against the real one"
		return nil
	}
	if built.folder, err = os.MkdirTemp("", "tfcua-standin-"); err != nil {
		return err
	}
	source, err := providerFolder()
	if err != nil {
		return err
	}
	if err := inModule(source, "mod", "download"); err != nil {
		built.skipped = "the modules of the provider that stands in for azurerm cannot be had: " + err.Error()
		return nil
	}
	mirror := filepath.Join(built.folder, "mirror")
	binary := filepath.Join(mirror, "registry.terraform.io", "hashicorp", "azurerm", Version, runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-azurerm_v"+Version)
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	if err := inModule(source, "build", "-trimpath", "-o", binary, "."); err != nil {
		return fmt.Errorf("the provider that stands in for azurerm cannot be built: %w", err)
	}
	settings := fmt.Sprintf("disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = \"%s\"\n  }\n}\n", strings.ReplaceAll(mirror, `\`, `\\`))
	file := filepath.Join(built.folder, "cli.tfrc")
	built.terraform = Terraform{program, []string{"PATH=" + filepath.Dir(program), "TF_CLI_CONFIG_FILE=" + file, "CHECKPOINT_DISABLE=1"}}
	return os.WriteFile(file, []byte(settings), 0o600)
}

// providerFolder is the folder of the provider's module, which tests of other
// packages are not in.
func providerFolder() (string, error) {
	output, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/tfcua/tfcua/internal/standin").Output()
	if err != nil {
		return "", fmt.Errorf("the provider that stands in for azurerm cannot be found: %w", err)
	}
	return filepath.Join(strings.TrimSpace(string(output)), "testdata", "provider"), nil
}

func inModule(folder string, arguments ...string) error {
	command := exec.Command("go", arguments...)
	command.Dir, command.Env = folder, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, bytes.TrimSpace(output))
	}
	return nil
}
