package armcheck

import (
	"errors"
	"fmt"
	"io/fs"
)

// Error is a template that cannot be read.
type Error struct {
	File    string // as it is shown
	Line    int    // 0 where no line is at fault
	Column  int
	Message string // what is wrong, and how to mend it
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// cannotRead names the path once, before the reason; the operating system's
// errors name it after the call that failed.
func cannotRead(shown string, err error) error {
	var failure *fs.PathError
	if errors.As(err, &failure) {
		err = failure.Err
	}
	return &Error{File: shown, Message: "cannot be read: " + err.Error()}
}
