package armcheck

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"github.com/tfcua/tfcua"
)

// maxDocument bounds one template. Azure takes 4 MB of it, with everything that
// is nested.
const maxDocument = 16 << 20

// document is a JSON text whose values know where they are written.
type document struct {
	shown    string // the file, as it is shown
	text     []byte
	root     *value
	comments []comment
	lines    []int // where each line starts
	// characters counts those before every block of the text: a template may be
	// one line of megabytes, and places in it are asked for again and again.
	characters []int
}

// block is how many bytes of a text are counted at a time.
const block = 1 << 10

// newDocument parses a text, with or without a byte order mark, in UTF-8 or, if
// the mark says so, in UTF-16.
func newDocument(shown string, text []byte) (*document, error) {
	d := &document{shown: shown}
	if len(text) > maxDocument {
		return nil, d.fault("is larger than %d MiB, more than tfcua reads: Azure takes templates of up to 4 MB", maxDocument>>20)
	}
	var ok bool
	if d.text, ok = asUTF8(text); !ok {
		return nil, d.fault("is no UTF-8 text, nor UTF-16 with a byte order mark: save it as UTF-8")
	}
	p := parser{document: d}
	if err := p.parse(); err != nil {
		return nil, err
	}
	return d, nil
}

// asUTF8 is a text in UTF-8, without its byte order mark.
func asUTF8(text []byte) ([]byte, bool) {
	switch {
	case hasAnyPrefix(text, utf16Marks):
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(text)
		return decoded, err == nil
	case len(text) > 1 && (text[0] == 0 || text[1] == 0):
		return nil, false
	}
	return bytes.TrimPrefix(text, utf8Mark), true
}

var (
	utf8Mark   = []byte("\xEF\xBB\xBF")
	utf16Marks = []string{"\xFF\xFE", "\xFE\xFF"}
)

func hasAnyPrefix(text []byte, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return bytes.HasPrefix(text, []byte(prefix)) })
}

// fault is an error about the whole document.
func (d *document) fault(format string, values ...any) error {
	return &Error{File: d.shown, Message: fmt.Sprintf(format, values...)}
}

// faultAt is an error at a place of the text.
func (d *document) faultAt(offset int, format string, values ...any) error {
	at := d.position(offset)
	return &Error{File: d.shown, Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, values...)}
}

// position is the line and column of a place of the text.
func (d *document) position(offset int) tfcua.Position {
	if d.lines == nil {
		d.lines = []int{0}
		for i, c := range d.text {
			if c == '\n' {
				d.lines = append(d.lines, i+1)
			}
		}
		d.characters = []int{0}
		for rest := d.text; len(rest) > block; rest = rest[block:] {
			d.characters = append(d.characters, d.characters[len(d.characters)-1]+count(rest[:block]))
		}
	}
	line, found := slices.BinarySearch(d.lines, offset)
	if !found {
		line--
	}
	return tfcua.Position{Line: line + 1, Column: d.before(offset) - d.before(d.lines[line]) + 1}
}

// before is how many characters stand before a place.
func (d *document) before(offset int) int {
	full := min(offset/block, len(d.characters)-1)
	return d.characters[full] + count(d.text[full*block:offset])
}

// count counts the characters that start in a piece of the text.
func count(piece []byte) int {
	n := 0
	for _, c := range piece {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// located is a piece of the text, with what may be shown of it.
func (d *document) located(start, end int, excerpt string) tfcua.Location {
	return tfcua.Location{File: d.shown, Start: d.position(start), End: d.position(end), Excerpt: excerpt}
}
