package hclcheck

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
)

// Error is a configuration that cannot be read. It says where and what, and
// never quotes the source, which may hold secrets.
type Error struct {
	File    string // as it is shown
	Line    int    // 0 where no line is at fault
	Column  int
	Message string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// errorAt is an Error at the start of a range.
func errorAt(place hcl.Range, format string, values ...any) *Error {
	return &Error{File: place.Filename, Line: place.Start.Line, Column: place.Start.Column, Message: fmt.Sprintf(format, values...)}
}

// firstError makes an Error of the first diagnostic that is one; nil if none
// is. The detail of a diagnostic is left out: it may quote the source.
func firstError(file string, diagnostics hcl.Diagnostics) error {
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity != hcl.DiagError {
			continue
		}
		if diagnostic.Subject == nil {
			return &Error{File: file, Message: diagnostic.Summary}
		}
		return errorAt(*diagnostic.Subject, "%s", diagnostic.Summary)
	}
	return nil
}
