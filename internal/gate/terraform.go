package gate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// terraform is how terraform, or OpenTofu, is run.
type terraform struct {
	path       string
	folder     string   // -chdir; "" for the current folder
	environ    []string // of every run: the one that was checked
	output     io.Writer
	interrupts *interrupts
}

// TerraformError is a run of terraform that failed. Terraform has said itself
// what is wrong.
type TerraformError struct {
	Command string // such as "terraform plan"
	Code    int    // -1 where a signal ended it
	state   string
}

func (e *TerraformError) Error() string {
	if e.Code < 0 {
		return e.Command + " was ended: " + e.state
	}
	return fmt.Sprintf("%s failed with exit code %d; it says above why", e.Command, e.Code)
}

// find is the program that name stands for: a path, or a name on the PATH of the
// environment that was captured; terraform, else tofu, where it is empty.
func find(environ []string, name string) (string, error) {
	names := []string{name}
	if name == "" {
		names = []string{"terraform", "tofu"}
	}
	for _, name := range names {
		if filepath.Base(name) != name {
			path, err := exec.LookPath(name)
			if err != nil {
				return "", fmt.Errorf("--terraform %s: %w", name, plain(err))
			}
			return path, nil
		}
		for _, folder := range filepath.SplitList(pathOf(environ)) {
			// As os/exec does, nothing is taken from the current folder.
			if !filepath.IsAbs(folder) {
				continue
			}
			if path, err := exec.LookPath(filepath.Join(folder, name)); err == nil {
				return path, nil
			}
		}
	}
	return "", fmt.Errorf("there is no %s on the PATH: say where it is with --terraform PATH", strings.Join(names, " and no "))
}

func pathOf(environ []string) string {
	var found string
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if name == "PATH" || runtime.GOOS == "windows" && strings.EqualFold(name, "PATH") {
			found = value
		}
	}
	return found
}

// plain is the reason alone: os/exec's error repeats the name.
func plain(err error) error {
	var failure *exec.Error
	if errors.As(err, &failure) {
		err = failure.Err
	}
	var pathError *os.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return err
}

// plan has a plan made and saved.
func (t terraform) plan(ctx context.Context, saved string, arguments []string) error {
	// The gate's own arguments stand before the user's, which are handed on as
	// they are: what comes later counts, but for -out, which is refused there.
	own := []string{"-out=" + saved, "-input=false"}
	err := t.run(ctx, "plan", append(own, arguments...))
	var failure *TerraformError
	if errors.As(err, &failure) && failure.Code == 2 && t.detailed(arguments) {
		return nil // not failed, there are changes
	}
	return err
}

// apply applies a saved plan, in the way that it was planned.
func (t terraform) apply(ctx context.Context, saved string, planArguments []string) error {
	arguments := append([]string{"-input=false"}, shared(planArguments)...)
	return t.run(ctx, "apply", append(arguments, saved))
}

func (t terraform) run(ctx context.Context, name string, arguments []string) error {
	var global []string
	if t.folder != "" {
		global = append(global, "-chdir="+t.folder)
	}
	command := exec.Command(t.path, slices.Concat(global, []string{name}, arguments)...)
	// Not nil, which os/exec would take for the environment of this process.
	command.Env = append([]string{}, t.environ...)
	// Both go to one place: standard output is the report's. A terminal is handed
	// on as it is, so that terraform shows itself as ever.
	command.Stdout, command.Stderr = t.output, t.output
	apart(command)
	err := t.interrupts.run(ctx, command)
	label := strings.TrimSuffix(filepath.Base(t.path), ".exe") + " " + name
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		return &TerraformError{Command: label, Code: ended.ExitCode(), state: ended.String()}
	case err != nil && !errors.Is(err, errInterrupted):
		return fmt.Errorf("%s cannot be run: %w", label, plain(err))
	}
	return err
}
