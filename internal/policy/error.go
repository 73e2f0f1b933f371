package policy

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// maxFaults is how many faults of a file are shown: a file that is no policy at
// all has thousands.
const maxFaults = 20

// maxLine is how many bytes of a line are shown.
const maxLine = 500

// Error is what is wrong with a policy file, with the lines of it.
type Error struct {
	File        string
	text        []byte
	diagnostics hcl.Diagnostics
}

// Error shows each fault with its line.
func (e *Error) Error() string {
	var b strings.Builder
	files := map[string]*hcl.File{e.File: {Bytes: e.text}}
	shown := e.diagnostics[:min(len(e.diagnostics), maxFaults)]
	fmt.Fprintf(&b, "%s: is no policy:\n", e.File)
	_ = hcl.NewDiagnosticTextWriter(&b, files, 0, false).WriteDiagnostics(shown) // a Builder takes everything
	if more := len(e.diagnostics) - len(shown); more > 0 {
		fmt.Fprintf(&b, "and %d more\n", more)
	}
	return shortened(strings.TrimRight(b.String(), "\n"))
}

// shortened is a text whose lines are no longer than anyone reads.
func shortened(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if len(line) > maxLine {
			lines[i] = strings.ToValidUTF8(line[:maxLine], "") + "…"
		}
	}
	return strings.Join(lines, "\n")
}
