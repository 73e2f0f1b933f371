package armcheck

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The bounds of a document.
const (
	maxDepth  = 500
	maxValues = 1_000_000
)

// parser makes the values of a document. It takes JSON as Azure does: with
// comments, with a comma after the last member, and with line breaks in texts.
type parser struct {
	*document
	at     int
	last   int // the end of the last token
	depth  int
	values int
	// extended is set where the text is JSON only as Azure takes it.
	extended bool
	err      error // the first one
}

func (p *parser) parse() error {
	p.space()
	if p.err == nil && p.at == len(p.text) {
		p.fail(p.at, "is empty: there is no template in it")
	}
	p.root = p.value()
	p.space()
	if p.err == nil && p.at < len(p.text) {
		p.fail(p.at, "is no JSON: something follows the end of the document")
	}
	return p.err
}

// fail keeps the first error, and ends the text, so that nothing else is read.
func (p *parser) fail(at int, format string, values ...any) {
	if p.err == nil {
		p.err = p.faultAt(at, format, values...)
	}
	p.at = len(p.text)
}

// next is the next byte, 0 at the end.
func (p *parser) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// space passes over white space and comments.
func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		case '/':
			p.comment()
		default:
			for i := len(p.comments) - 1; i >= 0 && p.comments[i].next < 0; i-- {
				p.comments[i].next = p.at
			}
			return
		}
	}
}

// comment passes over a comment, and keeps it.
func (p *parser) comment() {
	start, rest := p.at, p.text[p.at:]
	length := -1
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		if length = bytes.IndexByte(rest, '\n'); length < 0 {
			length = len(rest)
		}
	case bytes.HasPrefix(rest, []byte("/*")):
		if length = bytes.Index(rest[2:], []byte("*/")); length < 0 {
			p.fail(start, "is no JSON: a comment starts here and does not end")
			return
		}
		length += 4
	default:
		p.fail(start, "is no JSON: a value is expected here")
		return
	}
	p.extended = true
	p.at += length
	p.comments = append(p.comments, comment{start: start, end: p.at, last: p.last, next: -1})
}

// value reads a value at the next place.
func (p *parser) value() *value {
	v := &value{at: p.at, document: p.document}
	if p.values++; p.values > maxValues {
		p.fail(p.at, "holds more than %d values, more than any template that Azure takes", maxValues)
		return v
	}
	switch c := p.next(); {
	case c == '{' || c == '[':
		if p.depth++; p.depth > maxDepth {
			p.fail(p.at, "is nested deeper than %d values, deeper than any template that Azure takes", maxDepth)
			return v
		}
		if c == '{' {
			p.object(v)
		} else {
			p.array(v)
		}
		p.depth--
	case c == '"':
		v.kind, v.text = text, p.string()
	case c == '-' || '0' <= c && c <= '9':
		v.kind, v.text = number, p.number()
	case c == '\'':
		p.fail(p.at, `is no JSON: texts stand in double quotes`)
	default:
		p.word(v)
	}
	v.end, p.last = p.at, p.at
	return v
}

func (p *parser) word(v *value) {
	for _, word := range []struct {
		text string
		kind kind
	}{{"true", boolean}, {"false", boolean}, {"null", null}} {
		if bytes.HasPrefix(p.text[p.at:], []byte(word.text)) {
			v.kind, v.text = word.kind, word.text
			p.at += len(word.text)
			return
		}
	}
	if p.at == len(p.text) {
		p.fail(p.at, "is cut off: the document does not end")
		return
	}
	p.fail(p.at, "is no JSON: a value is expected here")
}

func (p *parser) array(v *value) {
	v.kind = array
	p.token()
	for comma := true; p.err == nil; {
		p.space()
		switch {
		case p.next() == ']':
			p.extended = p.extended || comma && len(v.items) > 0
			p.token()
			return
		case !comma:
			p.missing("a comma or ] is missing here")
			return
		}
		v.items = append(v.items, p.value())
		comma = p.comma()
	}
}

func (p *parser) object(v *value) {
	v.kind = object
	p.token()
	known := make(map[string]bool)
	for comma := true; p.err == nil; {
		p.space()
		switch {
		case p.next() == '}':
			p.extended = p.extended || comma && len(v.members) > 0
			p.token()
			return
		case !comma:
			p.missing("a comma or } is missing here")
			return
		case p.next() != '"':
			p.missing("a name in double quotes is expected here")
			return
		}
		m := member{at: p.at}
		m.name = p.string()
		m.end, p.last = p.at, p.at
		if folded := strings.ToLower(m.name); known[folded] && v.repeats == 0 {
			v.repeats = m.at
		} else {
			known[folded] = true
		}
		p.space()
		if p.next() != ':' {
			p.missing("a colon is missing here")
			return
		}
		p.token()
		p.space()
		m.value = p.value()
		v.members = append(v.members, m)
		comma = p.comma()
	}
}

// token passes over one byte that means something.
func (p *parser) token() {
	p.at++
	p.last = p.at
}

// comma passes over a comma, if there is one.
func (p *parser) comma() bool {
	p.space()
	if p.next() != ',' {
		return false
	}
	p.token()
	return true
}

// missing says what is missing, or that the document ends too early.
func (p *parser) missing(what string) {
	if p.at == len(p.text) {
		what = "the document ends too early"
	}
	p.fail(p.at, "is no JSON: %s", what)
}

// string reads a text and decodes it.
func (p *parser) string() string {
	start := p.at
	p.at++
	var b strings.Builder
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return b.String()
		case c == '\\':
			p.escape(&b)
		case c < utf8.RuneSelf:
			p.extended = p.extended || c < ' '
			b.WriteByte(c)
			p.at++
		default:
			r, size := utf8.DecodeRune(p.text[p.at:])
			b.WriteRune(r)
			p.at += size
		}
	}
	p.fail(start, "is no JSON: a text starts here and does not end")
	return ""
}

// escapes are the escapes of one character.
var escapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func (p *parser) escape(b *strings.Builder) {
	start := p.at
	p.at++
	c := p.next()
	if c == 'u' {
		p.at++
		r := p.hex(start)
		if utf16.IsSurrogate(r) && bytes.HasPrefix(p.text[p.at:], []byte(`\u`)) {
			after := p.at
			p.at += 2
			if joined := utf16.DecodeRune(r, p.hex(after)); joined != utf8.RuneError {
				b.WriteRune(joined)
				return
			}
			if p.err == nil {
				p.at = after // the second is no other half: it stands for itself
			}
		}
		b.WriteRune(r) // half a pair becomes U+FFFD
		return
	}
	plain, ok := escapes[c]
	if !ok {
		p.fail(start, `is no JSON: there is no such escape; a backslash is written \\`)
		return
	}
	b.WriteByte(plain)
	p.at++
}

// hex reads four hex digits.
func (p *parser) hex(start int) rune {
	if p.at+4 <= len(p.text) {
		if n, err := strconv.ParseUint(string(p.text[p.at:p.at+4]), 16, 16); err == nil {
			p.at += 4
			return rune(n)
		}
	}
	p.fail(start, `is no JSON: four hex digits are expected after \u`)
	return utf8.RuneError
}

// number reads a number.
func (p *parser) number() string {
	start := p.at
	if p.next() == '-' {
		p.at++
	}
	whole := p.digits()
	ok := whole == 1 || whole > 1 && p.text[p.at-whole] != '0'
	if ok && p.next() == '.' {
		p.at++
		ok = p.digits() > 0
	}
	if ok && (p.next() == 'e' || p.next() == 'E') {
		p.at++
		if p.next() == '+' || p.next() == '-' {
			p.at++
		}
		ok = p.digits() > 0
	}
	if !ok {
		p.fail(start, "is no JSON: this is no number")
		return ""
	}
	return string(p.text[start:p.at])
}

func (p *parser) digits() int {
	start := p.at
	for '0' <= p.next() && p.next() <= '9' {
		p.at++
	}
	return p.at - start
}
