package scan

import (
	"strings"
	"unicode/utf8"
)

// token is a piece of a program: a name, a text, an operator or the end of a line.
type token struct {
	kind       kind
	text       string   // of a name or an operator
	parts      []string // of a text
	start, end int
	// listed is set within the brackets of a call or an index, where a line ends
	// no statement.
	listed bool
}

type kind int

const (
	operator kind = iota
	name
	literal
	newline
)

// operators are those of more than one character that mean something here, the
// longer ones first.
var operators = []string{"===", "!==", "==", "!=", "<=", ">=", "=>", "->", "::", ":=", "+=", "??", "||", "&&", "?."}

// tokens takes a part of a program apart. Comments are no tokens.
func (s *source) tokens(l *language, from, to int) []token {
	var tokens []token
	var brackets []byte
	add := func(t token) {
		t.listed = len(brackets) > 0 && brackets[len(brackets)-1] != '{'
		tokens = append(tokens, t)
	}
	for i := from; i < to; {
		rest := s.text[i:to]
		switch c := rest[0]; {
		case c == '\n':
			add(token{kind: newline, start: i, end: i + 1})
			i++
		case c == l.code.joint && c != 0 && (strings.HasPrefix(rest[1:], "\n") || strings.HasPrefix(rest[1:], "\r\n")):
			i += 1 + strings.IndexByte(rest[1:], '\n') + 1
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			i++
		default:
			if end := s.afterComment(l, i, to); end > i {
				i = end
				continue
			}
			if q := l.code.quote(rest); q != nil {
				if t, ok := s.literal(*q, i, to); ok {
					add(t)
					i = t.end
					continue
				}
			}
			if isNameByte(c) {
				end := i + 1
				for end < to && isNameByte(s.text[end]) {
					end++
				}
				word := s.text[i:end]
				if t, ok := s.prefixed(l.code, word, i, end, to); ok {
					add(t)
					i = t.end
					continue
				}
				add(token{kind: name, text: word, start: i, end: end})
				i = end
				continue
			}
			if c == '/' && l.code.regexps && !endsOperand(tokens) {
				if end := afterRegexp(s.text[:to], i); end > i {
					add(token{kind: operator, text: "/", start: i, end: end})
					i = end
					continue
				}
			}
			t := token{kind: operator, text: rest[:1], start: i, end: i + 1}
			for _, sign := range operators {
				if strings.HasPrefix(rest, sign) {
					t.text, t.end = sign, i+len(sign)
					break
				}
			}
			switch c {
			case '(', '[', '{':
				add(t)
				brackets = append(brackets, c)
			case ')', ']', '}':
				if len(brackets) > 0 {
					brackets = brackets[:len(brackets)-1]
				}
				add(t)
			default:
				add(t)
			}
			i = t.end
		}
	}
	return tokens
}

// isNameByte reports whether a byte may stand in a name; those that are not ASCII
// may.
func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= utf8.RuneSelf
}

// afterComment is where the comment ends that starts at an offset, or the offset
// where none does.
func (s *source) afterComment(l *language, i, to int) int {
	rest := s.text[i:to]
	for _, block := range l.code.blocks {
		if !strings.HasPrefix(rest, block[0]) {
			continue
		}
		end := strings.Index(rest[len(block[0]):], block[1])
		if end < 0 {
			return to
		}
		end += i + len(block[0]) + len(block[1])
		s.comment(i, end, block[0], block[1], l.sign)
		return end
	}
	if !strings.HasPrefix(rest, l.sign) || l.code.signWord && i > 0 && isNameByte(s.text[i-1]) {
		return i
	}
	end := to
	if line := strings.IndexByte(rest, '\n'); line >= 0 {
		end = i + line
	}
	s.comment(i, end, l.sign, "", l.sign)
	return end
}

// quote is the way of writing in which a text starts here; nil if none does.
func (c *syntax) quote(rest string) *quote {
	for i := range c.quotes {
		if strings.HasPrefix(rest, c.quotes[i].open) {
			return &c.quotes[i]
		}
	}
	return nil
}

// prefixed is the text behind a word that says how it is read; false if there is
// none.
func (s *source) prefixed(c *syntax, word string, start, end, to int) (token, bool) {
	p, ok := c.prefixes[strings.ToLower(word)]
	if !ok || len(word) > 2 {
		return token{}, false
	}
	q := c.quote(s.text[end:to])
	if q == nil {
		return token{}, false
	}
	changed := *q
	changed.hole = p.hole
	if p.raw {
		changed.escape = 0
	}
	t, ok := s.literal(changed, end, to)
	t.start = start
	return t, ok
}

// endsOperand reports whether what was read last may stand before an operator, so
// that a slash divides.
func endsOperand(tokens []token) bool {
	for i := len(tokens) - 1; i >= 0; i-- {
		switch t := tokens[i]; t.kind {
		case newline:
			continue
		case operator:
			return t.text == ")" || t.text == "]" || t.text == "}"
		default:
			return t.text != "return"
		}
	}
	return false
}

// afterRegexp is where the regular expression ends that starts at an offset, or
// the offset where none does.
func afterRegexp(text string, start int) int {
	class := false
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return start
		case '\\':
			i++
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if !class {
				return i + 1
			}
		}
	}
	return start
}
