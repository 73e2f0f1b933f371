// Command tfcua proves before apply which partner Azure will credit for what
// Terraform is about to create.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/gate"
	"github.com/tfcua/tfcua/internal/policy"
)

// The exit codes.
const (
	exitAllowed    = 0 // no finding is as grave as --fail-on
	exitNotAllowed = 1 // some finding is
	exitFailed     = 2 // the check could not be made, or the command line is wrong
	exitTerraform  = 3 // terraform, run by the gate, failed
)

// errNotAllowed ends a command whose report says why, and errSaid one that has
// failed and said so.
var (
	errNotAllowed = errors.New("not allowed")
	errSaid       = errors.New("said")
)

func main() {
	if os.Getenv("GOGC") == "" {
		// The heap is small whatever the input: collecting it twice as often
		// takes 2 MB off the peak and no time that could be measured.
		debug.SetGCPercent(50)
	}
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// run runs the command line and returns the exit code. It is the whole command:
// nothing else ends the process, looks at its environment or knows its streams.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	root := rootCommand(environ)
	root.SetArgs(terraformSpelling(args))
	root.SetIn(stdin)
	root.SetOut(stdout)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd {
		root.SetOut(unquoted{stdout})
	}
	root.SetErr(stderr)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitAllowed
	case errors.Is(err, errNotAllowed):
		return exitNotAllowed
	case errors.Is(err, errSaid):
		return exitFailed
	default:
		var said []string // once: many inputs may share one broken policy
		for _, failure := range each(err) {
			if text := harmless(failure); !slices.Contains(said, text) {
				fmt.Fprintln(stderr, "tfcua:", text)
				said = append(said, text)
			}
		}
		if errors.As(err, new(*gate.TerraformError)) {
			return exitTerraform
		}
		return exitFailed
	}
}

// unquoted leaves out the backquotes, by which the usage of a flag marks what it
// takes, and which a shell would show.
type unquoted struct{ io.Writer }

func (u unquoted) Write(p []byte) (int, error) {
	if _, err := u.Writer.Write(bytes.ReplaceAll(p, []byte("`"), nil)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// harmless is an error's text for a terminal. It is one line, but for that on a
// policy, which shows the policy's own lines.
func harmless(err error) string {
	if !errors.As(err, new(*policy.Error)) {
		return display.Harmless(err.Error())
	}
	lines := strings.Split(err.Error(), "\n")
	for i := range lines {
		lines[i] = display.Harmless(lines[i])
	}
	return strings.Join(lines, "\n")
}

// each takes joined errors apart: every message has a line of its own.
func each(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, err := range joined.Unwrap() {
		all = append(all, each(err)...)
	}
	return all
}
