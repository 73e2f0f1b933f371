package jsonscan

import (
	"errors"
	"fmt"
	"io"
)

var (
	// ErrEmpty is what a [SyntaxError] wraps if the input holds no value at
	// all: nothing, or nothing but white space or a byte order mark.
	ErrEmpty = errors.New("the input is empty")

	// ErrTruncated is what a [SyntaxError] wraps if the input ends inside
	// the document.
	ErrTruncated = errors.New("unexpected end of input: the document is truncated")

	// ErrMisuse is what is returned, with an explanation, if the calls do not
	// fit the place the scanner is at: a callback that reads a second value,
	// or [Scanner.End] before the document has been read.
	ErrMisuse = errors.New("jsonscan: misuse")
)

// A SyntaxError says what is wrong with input that is not JSON, or that this
// package refuses to read.
type SyntaxError struct {
	Offset  int64  // of the byte at fault, from the start of the input
	Message string // in plain words, without the offset

	err error // ErrEmpty, ErrTruncated or nil
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("at byte %d: %s", e.Offset, e.Message)
}

func (e *SyntaxError) Unwrap() error { return e.err }

// A KindError says that a value is of another kind than the one asked for.
// It does not say that the value is well-formed beyond its first byte.
type KindError struct {
	Offset int64 // of the first byte of the value
	Want   Kind
	Got    Kind
}

func (e *KindError) Error() string {
	return fmt.Sprintf("at byte %d: found %v instead of %v", e.Offset, e.Got, e.Want)
}

// A TooLongError says that a value, or a name, is longer than the limit. The
// value has been validated and consumed nevertheless: of all the errors of a
// [Scanner], this is the only one after which it can go on.
type TooLongError struct {
	Offset int64 // of the first byte of the value
	Limit  int   // in bytes
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("at byte %d: value longer than the limit of %d bytes", e.Offset, e.Limit)
}

// A ReadError wraps what the reader returned instead of more input.
type ReadError struct {
	Offset int64 // of the first byte that could not be read
	Err    error
}

func (e *ReadError) Error() string {
	return fmt.Sprintf("reading at byte %d: %v", e.Offset, e.Err)
}

func (e *ReadError) Unwrap() error { return e.Err }

// stop makes err the end of all scanning, unless another error was first.
func (s *Scanner) stop(err error) error {
	if s.err == nil {
		s.err = err
	}
	return s.err
}

// fail stops with a fault at the given place in the window.
func (s *Scanner) fail(pos uint, message string) error {
	return s.stop(&SyntaxError{Offset: s.base + int64(pos), Message: message})
}

// misuse stops because the caller lost track.
func (s *Scanner) misuse(message string) error {
	return s.stop(fmt.Errorf("%w: %s", ErrMisuse, message))
}

// missing stops because all of the input is consumed and there should be more.
func (s *Scanner) missing() error {
	at := s.base + int64(s.end)
	if s.readErr != io.EOF { // io.Reader must return io.EOF itself.
		return s.stop(&ReadError{Offset: at, Err: s.readErr})
	}
	return s.stop(&SyntaxError{Offset: at, Message: ErrTruncated.Error(), err: ErrTruncated})
}

// unexpected stops at the byte s.pos, which is in the window but cannot be
// there.
func (s *Scanner) unexpected(want string) error {
	c := s.buf[s.pos&mask]
	switch {
	case c == '/':
		return s.fail(s.pos, "comments are not allowed in JSON")
	case c == '\'':
		return s.fail(s.pos, "strings must be in double quotes")
	case c >= 0x80:
		return s.fail(s.pos, fmt.Sprintf("expected %s, found the byte 0x%X", want, c))
	}
	return s.fail(s.pos, fmt.Sprintf("expected %s, found %q", want, c))
}
