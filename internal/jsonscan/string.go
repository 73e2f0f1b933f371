package jsonscan

import (
	"unicode/utf16"
	"unicode/utf8"
)

// skipString validates and skips the rest of a string from anywhere inside of
// it, up to and including the closing quote.
func (s *Scanner) skipString() error {
	b := s.buf
	pos := s.pos
	for {
		pos = plain(b, pos)
		switch c := b[pos&mask]; {
		case c == '"':
			s.pos = pos + 1
			return nil
		case c == '\\' && simpleEscape[b[(pos+1)&mask]] != 0:
			pos += 2
		default:
			s.pos = pos
			if _, err := s.odd(); err != nil {
				return err
			}
			pos = s.pos
		}
	}
}

// text reads the rest of a string from just after its opening quote, appending
// the unescaped bytes to dst as long as all of them are at most limit. It
// reports whether they are, having validated and consumed the string in
// either case.
func (s *Scanner) text(dst []byte, limit int) (_ []byte, fits bool, _ error) {
	fits = true
	for {
		start := s.pos
		s.pos = plain(s.buf, s.pos)
		n := int(s.pos - start)
		if fits = fits && n <= limit-len(dst); fits {
			dst = append(dst, s.buf[start:s.pos]...)
		}
		if s.buf[s.pos&mask] == '"' {
			s.pos++
			return dst, fits, nil
		}
		r, err := s.odd()
		if err != nil {
			return dst, false, err
		}
		if r < 0 {
			continue
		}
		if fits = fits && utf8.RuneLen(r) <= limit-len(dst); fits {
			dst = utf8.AppendRune(dst, r)
		}
	}
}

// odd deals with what stopped [plain] at s.pos, other than the closing quote:
// an escape, a character that is not ASCII, a fault, or the end of the
// window. It returns the character it consumed, or a negative number if it has
// refilled the window instead.
func (s *Scanner) odd() (rune, error) {
	c := s.buf[s.pos&mask]
	switch {
	case s.pos == s.end:
		if !s.fill() {
			return 0, s.missing()
		}
		return -1, nil
	case c == '\\':
		return s.escape()
	case c < ' ':
		return 0, s.fail(s.pos, "control character in string, which has to be escaped")
	}
	for {
		p := s.buf[s.pos:s.end]
		r, n := utf8.DecodeRune(p)
		if n > 1 {
			s.pos += uint(n)
			return r, nil
		}
		if utf8.FullRune(p) {
			return 0, s.fail(s.pos, "invalid UTF-8 in string")
		}
		if !s.fill() {
			return 0, s.missing()
		}
	}
}

// escape reads the escape sequence at s.pos.
func (s *Scanner) escape() (rune, error) {
	if !s.need(2) {
		return 0, s.missing()
	}
	c := s.buf[(s.pos+1)&mask]
	if c != 'u' {
		r := simpleEscape[c]
		if r == 0 {
			return 0, s.fail(s.pos, "invalid escape in string")
		}
		s.pos += 2
		return rune(r), nil
	}
	r, err := s.hex(0, "invalid escape in string")
	if err != nil {
		return 0, err
	}
	if !utf16.IsSurrogate(r) {
		s.pos += 6
		return r, nil
	}
	// A character outside of the basic plane is two escapes. One without
	// the other is no character, and could not be given as UTF-8.
	const lone = "invalid escape in string: surrogate that is not one of a pair"
	if r >= 0xDC00 {
		return 0, s.fail(s.pos, lone)
	}
	low, err := s.hex(6, lone)
	if err != nil {
		return 0, err
	}
	if low < 0xDC00 || low > 0xDFFF {
		return 0, s.fail(s.pos, lone)
	}
	s.pos += 12
	return utf16.DecodeRune(r, low), nil
}

// hex returns the code of the escape \uXXXX that is skip bytes after s.pos,
// without consuming it. A fault is reported at s.pos.
func (s *Scanner) hex(skip uint, fault string) (rune, error) {
	whole := s.need(skip + 6)
	var r rune
	for i := range uint(6) {
		at := s.pos + skip + i
		if at == s.end && !whole {
			return 0, s.missing()
		}
		c := s.buf[at&mask]
		switch {
		case i == 0 && c == '\\', i == 1 && c == 'u':
		case i >= 2 && isDigit(c):
			r = r<<4 | rune(c-'0')
		case i >= 2 && (c|0x20)-'a' < 6:
			r = r<<4 | rune((c|0x20)-'a'+10)
		default:
			return 0, s.fail(s.pos, fault)
		}
	}
	return r, nil
}

// simpleEscape has what the escapes of two characters stand for.
var simpleEscape = [256]byte{
	'"':  '"',
	'\\': '\\',
	'/':  '/',
	'b':  '\b',
	'f':  '\f',
	'n':  '\n',
	'r':  '\r',
	't':  '\t',
}
