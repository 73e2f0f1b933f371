package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"github.com/tfcua/tfcua"
)

// terminal says whether colours may be written to w, and how wide it is; 0 where
// it is no terminal. Colour is a matter of the person at the terminal, so it
// follows the environment of this process and not the one of the apply.
func terminal(w io.Writer, environ []string) (color bool, columns int) {
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
