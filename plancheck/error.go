package plancheck

import (
	"errors"
	"fmt"
	"io/fs"
)

// Error is a plan that cannot be read.
type Error struct {
	Path    string // as it was given
	Message string // what is wrong, where, and how to mend it
}

func (e *Error) Error() string { return shownPath(e.Path) + ": " + e.Message }

func shownPath(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// fault is an error that does not name the input yet.
type fault string

func (f fault) Error() string { return string(f) }

func faultf(format string, values ...any) error { return fault(fmt.Sprintf(format, values...)) }

// why is an error of the file system without the path that it repeats.
func why(err error) string {
	var failure *fs.PathError
	if errors.As(err, &failure) {
		err = failure.Err
	}
	return err.Error()
}
