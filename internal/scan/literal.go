package scan

import "strings"

// literal reads a text; false where it is never closed.
func (s *source) literal(q quote, start, to int) (token, bool) {
	if q.lines && s.patience < 0 {
		return token{}, false
	}
	t := token{kind: literal, start: start}
	var part strings.Builder
	hole := func() {
		t.parts = append(t.parts, part.String())
		part.Reset()
	}
	for i := start + len(q.open); i < to; {
		c, rest := s.text[i], s.text[i:to]
		switch {
		case strings.HasPrefix(rest, q.close):
			if q.doubled && strings.HasPrefix(rest[len(q.close):], q.close) {
				part.WriteString(q.close)
				i += 2 * len(q.close)
				continue
			}
			hole()
			t.end = i + len(q.close)
			return t, true
		case c == '\n' && !q.lines:
			s.spend(i - start)
			return token{}, false
		case q.escape != 0 && c == q.escape && len(rest) > 1:
			switch next := rest[1]; next {
			case 'n', 'r', 't', 'f', 'v', '\n':
				part.WriteByte(' ')
			case 'x', 'u', 'U', '0':
				if q.escape == '`' {
					part.WriteByte(next)
				} else {
					hole() // nobody writes an ID so
				}
			default:
				part.WriteByte(next)
			}
			i += 2
		case q.hole != "" && strings.HasPrefix(rest, q.hole):
			end, ok := s.afterHole(q, i, to)
			switch {
			case !ok:
				part.WriteByte(c)
				i++
			case end == i+2 && q.hole == "{" && rest[1] == '{':
				part.WriteByte('{')
				i = end
			default:
				hole()
				i = end
			}
		default:
			part.WriteByte(c)
			i++
		}
	}
	s.spend(to - start)
	return token{}, false
}

// afterHole is where the expression ends that stands in a text; false where none
// does.
func (s *source) afterHole(q quote, i, to int) (int, bool) {
	switch q.hole {
	case "{":
		if strings.HasPrefix(s.text[i:to], "{{") {
			return i + 2, true
		}
		return s.balanced(i, to, '{', '}')
	case "${":
		return s.balanced(i+1, to, '{', '}')
	}
	return s.afterVariable(i, to)
}

// afterVariable is where a variable of PowerShell or a shell ends: $name, ${…} or
// $(…); false where there is none.
func (s *source) afterVariable(i, to int) (int, bool) {
	if i+1 >= to {
		return i, false
	}
	switch c := s.text[i+1]; {
	case c == '{':
		return s.balanced(i+1, to, '{', '}')
	case c == '(':
		return s.balanced(i+1, to, '(', ')')
	case strings.IndexByte("@*#?$!-", c) >= 0:
		return i + 2, true
	case !isNameByte(c):
		return i, false
	}
	end := i + 2
	for end < to && (isNameByte(s.text[end]) || s.text[end] == ':' && end+1 < to && isNameByte(s.text[end+1])) {
		end++
	}
	return end, true
}

// balanced is behind the bracket that closes the one at an offset; false where
// none does, or it takes too long to find.
func (s *source) balanced(i, to int, opening, closing byte) (int, bool) {
	if s.patience < 0 {
		return i, false
	}
	depth := 0
	for at := i; at < to; at++ {
		switch s.text[at] {
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				s.spend(at - i)
				return at + 1, true
			}
		}
	}
	s.spend(to - i)
	return i, false
}
