// Package command holds what the project's commands share: how they speak of
// themselves, and what they know of the terminal.
package command

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/tfcua/tfcua"
)

// WrongUsage is an error in the command line: what is wrong, and where to read
// how it is right.
func WrongUsage(cmd *cobra.Command, what string) error {
	return fmt.Errorf("%s (see %s --help)", what, cmd.CommandPath())
}

// Complete gives the values of a flag to the shell's completion. It fails only
// for a flag that there is not, and then panics.
func Complete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

// Terminal says whether colours may be written to w, and how wide it is; 0 where
// it is no terminal. Colour is a matter of the person at the terminal, so it
// follows the environment of this process and not the one of the apply.
func Terminal(w io.Writer, environ []string) (color bool, columns int) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return false, 0
	}
	environment := tfcua.NewEnvironment(environ)
	columns, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		columns = 0
	}
	return environment["NO_COLOR"] == "" && environment["TERM"] != "dumb", columns
}

// Version is the version of the release, which the linker stamped, or the one
// that go install or the version control gave the build.
func Version(stamped string) string {
	if stamped != "" {
		return stamped
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
