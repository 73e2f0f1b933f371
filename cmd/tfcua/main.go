// Command tfcua proves before apply which partner Azure will credit for what
// Terraform is about to create.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/gate"
)

// The exit codes.
const (
	exitAllowed    = 0 // no finding is as grave as --fail-on
	exitNotAllowed = 1 // some finding is
	exitFailed     = 2 // the check could not be made, or the command line is wrong
	exitTerraform  = 3 // terraform, run by the gate, failed
)

// errNotAllowed ends a command whose report says why.
var errNotAllowed = errors.New("not allowed")

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// run runs the command line and returns the exit code. It is the whole command:
// nothing else ends the process, looks at its environment or knows its streams.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	root := rootCommand(environ)
	root.SetArgs(terraformSpelling(args))
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitAllowed
	case errors.Is(err, errNotAllowed):
		return exitNotAllowed
	default:
		for _, failure := range each(err) {
			fmt.Fprintln(stderr, "tfcua:", display.Harmless(failure.Error()))
		}
		if errors.As(err, new(*gate.TerraformError)) {
			return exitTerraform
		}
		return exitFailed
	}
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
