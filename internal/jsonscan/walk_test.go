package jsonscan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/iotest"

	"github.com/go-json-experiment/json/jsontext"
)

// noLimit is more than any value in a test has.
const noLimit = 1 << 30

// newSmall returns a Scanner with a small window: the smallest possible one
// holds the longest escape.
func newSmall(r io.Reader, window int) *Scanner {
	s := New(r)
	s.limit = min(s.limit, uint(max(window, 12)))
	return s
}

// chunks is a reader that returns at most n bytes at once, and nothing at all
// before each of them.
type chunks struct {
	data  []byte
	n     int
	empty bool
}

func (c *chunks) Read(p []byte) (int, error) {
	if c.empty = !c.empty; c.empty {
		return 0, nil
	}
	if len(c.data) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), c.n)], c.data)
	c.data = c.data[n:]
	return n, nil
}

// scanners calls test with scanners that get data in all sorts of pieces.
func scanners(t *testing.T, data []byte, test func(t *testing.T, newScanner func() *Scanner)) {
	t.Helper()
	for name, r := range map[string]func() io.Reader{
		"full":         func() io.Reader { return bytes.NewReader(data) },
		"data and EOF": func() io.Reader { return iotest.DataErrReader(bytes.NewReader(data)) },
		"one byte":     func() io.Reader { return iotest.OneByteReader(bytes.NewReader(data)) },
		"7 bytes":      func() io.Reader { return &chunks{data: data, n: 7} },
	} {
		for _, window := range []int{12, 13, 14, 15, 16, 17, 19, 23, 64, size} {
			t.Run(fmt.Sprintf("%s/%d", name, window), func(t *testing.T) {
				test(t, func() *Scanner { return newSmall(r(), window) })
			})
		}
	}
}

// skip is the first of two ways to read a document.
func skip(s *Scanner) error {
	if err := s.Skip(); err != nil {
		return err
	}
	return s.End()
}

// walk is the other way to read a document. It returns what it consists of.
func walk(s *Scanner) ([]string, error) {
	var w walker
	if err := w.value(s); err != nil {
		return nil, err
	}
	return w, s.End()
}

type walker []string

func (w *walker) add(format string, args ...any) {
	*w = append(*w, fmt.Sprintf(format, args...))
}

func (w *walker) value(s *Scanner) error {
	k, err := s.Kind()
	if err != nil {
		return err
	}
	switch k {
	case Object:
		w.add("{")
		err := s.Members(func(name string) error {
			w.add("%q", name)
			return w.value(s)
		})
		w.add("}")
		return err
	case Array:
		w.add("[")
		n := 0
		err := s.Array(func(i int) error {
			if i != n {
				return fmt.Errorf("index %d, not %d", i, n)
			}
			n++
			return w.value(s)
		})
		w.add("]")
		return err
	case String:
		str, err := s.String(noLimit)
		w.add("%q", str)
		return err
	case True, False:
		b, err := s.Bool()
		w.add("%t", b)
		return err
	case Number, Null:
		b, err := s.Raw(noLimit)
		w.add("%s", b)
		return err
	}
	return fmt.Errorf("kind %d", k)
}

var (
	errDuplicate = errors.New("duplicate")
	bom          = []byte("\uFEFF")
)

// walkJSONText is what [walk] should return, except for the errors. It returns
// errDuplicate if the document is valid, but for a name that is there twice.
func walkJSONText(data []byte) ([]string, error) {
	data = bytes.TrimPrefix(data, bom)
	d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(false))
	var w walker
	for {
		tok, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		switch tok.Kind() {
		case '"':
			w.add("%q", tok.String())
		default:
			w.add("%s", tok.String())
		}
		if d.StackDepth() == 0 {
			break
		}
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return nil, fmt.Errorf("more data: %w", err)
	}
	d = jsontext.NewDecoder(bytes.NewReader(data))
	if err := d.SkipValue(); err != nil {
		return w, errDuplicate
	}
	return w, nil
}

// offsetOf returns the offset that a syntax error tells.
func offsetOf(t *testing.T, err error) int64 {
	t.Helper()
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("not a syntax error: %v", err)
	}
	if syntax.Message == "" {
		t.Fatal("no message")
	}
	return syntax.Offset
}
