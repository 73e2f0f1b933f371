// Command tfcua-verify asks Azure which resources were created under a tracking
// ID. It is what tfcua verify runs: the code that asks Azure is in a program of
// its own, so that tfcua itself has none and starts the sooner.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tfcua/tfcua/internal/display"
)

// The exit codes.
const (
	exitFound    = 0
	exitNotFound = 1
	exitFailed   = 2 // Azure could not be asked, or the command line is wrong
)

// version is set by the linker where a release is built: -X main.version=1.2.3.
var version string

// errNotFound ends a run whose result says that nothing is there.
var errNotFound = errors.New("not found")

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr, os.Environ()))
}

// run runs the command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, environ []string) int {
	cmd := verifyCommand(environ)
	cmd.SetArgs(append([]string{}, args...)) // nil would stand for those of the process
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	switch err := cmd.ExecuteContext(ctx); {
	case err == nil:
		return exitFound
	case errors.Is(err, errNotFound):
		return exitNotFound
	default:
		fmt.Fprintln(stderr, "tfcua:", display.Harmless(err.Error()))
		return exitFailed
	}
}
