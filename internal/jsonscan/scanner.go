package jsonscan

import (
	"io"
)

// maxDepth is how deep containers may be nested: as deep as in encoding/json
// and jsontext.
const maxDepth = 10000

const nestedTooDeep = "nested deeper than 10000 levels"

// A Scanner reads one JSON document. Of its methods that read a value, one is to
// be called for the document, and at most one in each call of a callback. It
// is not safe for concurrent use.
type Scanner struct {
	r       io.Reader
	readErr error // why nothing follows what is in the window
	limit   uint  // how much of the window is used
	base    int64 // the offset of the first byte of the window
	pos     uint  // what is consumed of the window
	end     uint  // what is filled of the window
	buf     *window

	err     error // every call returns it
	started bool  // the start of the input was looked at
	ready   bool  // a value is to be read at this place
	depth   int   // containers that methods are reading

	track track // for [Scanner.skipContainer]

	// See [Scanner.Raw].
	recording bool
	tooLong   bool
	rawLimit  int
	raw       []byte
	kept      uint // what of the window is in raw already

	scratch []byte // for names that are not in one piece in the window
}

// New returns a Scanner that reads one JSON document from r through a window of
// fixed size.
func New(r io.Reader) *Scanner {
	return &Scanner{r: r, buf: new(window), limit: size - spare, ready: true}
}

// Offset returns how many bytes are consumed.
func (s *Scanner) Offset() int64 { return s.base + int64(s.pos) }

// Kind returns the kind of the next value without consuming it, from its first
// byte: the value may yet turn out to be malformed.
func (s *Scanner) Kind() (Kind, error) {
	c, err := s.begin()
	if err != nil {
		return Invalid, err
	}
	return kindOf(c), nil
}

// Skip validates and skips the next value.
func (s *Scanner) Skip() error {
	c, err := s.begin()
	if err != nil {
		return err
	}
	s.ready = false
	return s.skipValue(c)
}

// Bool reads true or false.
func (s *Scanner) Bool() (bool, error) {
	c, err := s.begin()
	if err != nil {
		return false, err
	}
	if c != 't' && c != 'f' {
		return false, s.stop(&KindError{Offset: s.Offset(), Want: True, Got: kindOf(c)})
	}
	s.ready = false
	return c == 't', s.skipValue(c)
}

// String reads a string and returns it without escapes. If that is longer
// than limit bytes the error is a [TooLongError], and the string is consumed.
func (s *Scanner) String(limit int) (string, error) {
	b, err := s.Text(limit)
	return string(b), err
}

// Text is [Scanner.String] without a copy: the bytes are valid until anything
// else is read.
func (s *Scanner) Text(limit int) ([]byte, error) {
	if err := s.want(String); err != nil {
		return nil, err
	}
	s.ready = false
	at := s.Offset()
	b, fits, err := s.unquote(max(limit, 0))
	switch {
	case err != nil:
		return nil, err
	case !fits:
		return nil, &TooLongError{Offset: at, Limit: limit}
	}
	return b, nil
}

// Raw reads a value of any kind and returns the bytes of it as they are,
// validated, for a decoder to work on. If they are more than limit, the
// error is a [TooLongError], and the value is consumed.
func (s *Scanner) Raw(limit int) ([]byte, error) {
	c, err := s.begin()
	if err != nil {
		return nil, err
	}
	s.ready = false
	at := s.Offset()
	s.recording, s.tooLong, s.rawLimit, s.kept = true, false, max(limit, 0), s.pos
	err = s.skipValue(c)
	if err == nil {
		s.record()
	}
	raw := s.raw
	s.recording, s.raw = false, nil
	switch {
	case err != nil:
		return nil, err
	case s.tooLong:
		return nil, &TooLongError{Offset: at, Limit: limit}
	}
	return raw, nil
}

// End makes sure that nothing but white space follows the document, all of
// which has been read.
func (s *Scanner) End() error {
	switch {
	case s.err != nil:
		return s.err
	case s.depth > 0:
		return s.misuse("End called inside of the document")
	case s.ready:
		return s.misuse("End called before the document was read")
	}
	if _, ok := s.space(); ok {
		return s.fail(s.pos, "unexpected data after the end of the document")
	}
	if s.readErr != io.EOF { // io.Reader must return io.EOF itself.
		return s.missing()
	}
	return nil
}

// begin is the start of all methods that read a value. It returns the first
// byte of the value, which is one that values can start with.
func (s *Scanner) begin() (byte, error) {
	// Mostly everything is as it should be, and there is no white space.
	if c := s.buf[s.pos&mask]; s.ready && s.started && s.err == nil && kindOf(c) != Invalid {
		return c, nil
	}
	switch {
	case s.err != nil:
		return 0, s.err
	case !s.ready && s.depth == 0:
		return 0, s.misuse("the document has been read already")
	case !s.ready:
		return 0, s.misuse("the value has been read already")
	case !s.started:
		if err := s.start(); err != nil {
			return 0, err
		}
	}
	c, ok := s.space()
	if !ok {
		return 0, s.missing()
	}
	if kindOf(c) == Invalid {
		return 0, s.unexpected("a value")
	}
	return c, nil
}

// start looks at the start of the input.
func (s *Scanner) start() error {
	s.started = true
	s.need(3)
	switch p := string(s.buf[:min(s.end, 3)]); {
	case p == "\uFEFF":
		s.pos = 3
	case len(p) >= 2 && (p[:2] == "\xFF\xFE" || p[:2] == "\xFE\xFF"):
		return s.fail(0, "the input is UTF-16, JSON has to be UTF-8")
	}
	if _, ok := s.space(); !ok && s.readErr == io.EOF { // io.Reader must return io.EOF itself.
		return s.stop(&SyntaxError{Offset: s.Offset(), Message: ErrEmpty.Error(), err: ErrEmpty})
	}
	return nil
}

// want makes sure that the next value is of the given kind.
func (s *Scanner) want(k Kind) error {
	c, err := s.begin()
	if err != nil {
		return err
	}
	if got := kindOf(c); got != k {
		return s.stop(&KindError{Offset: s.Offset(), Want: k, Got: got})
	}
	return nil
}
