package hclcheck

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
)

// Most of a configuration is resources, and of a resource only its type and its
// provider argument bear on provider configurations. Parsing all the rest takes
// ten times as long as finding where the blocks begin and end, so that is done
// first, and only the blocks that matter are parsed.
//
// Whatever the scanner is not sure of it leaves to the parser: a file that it
// reports false for is parsed whole. What it skips cannot change what the
// parser would find, only whether the parser would complain: an error within a
// resource's body is Terraform's to report.

// span is a block at the top of a file.
type span struct {
	kind       string   // the block's type
	labels     []string // unquoted
	start, end int      // offsets of its first byte and of the byte after its }
	line       int      // of its first byte, from 1
	provider   bool     // an argument named provider may be in its body
}

// scan finds the blocks at the top of a file in native syntax. It reports false
// where it is not sure.
func scan(text []byte) ([]span, bool) {
	if !utf8.Valid(text) || bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		return nil, false
	}
	s := scanner{text: text, line: 1}
	var spans []span
	for {
		if !s.space(true) {
			return nil, false
		}
		if s.at == len(text) {
			return spans, true
		}
		block, ok := s.block()
		if !ok {
			return nil, false
		}
		spans = append(spans, block)
	}
}

// scanner is a place in a file.
type scanner struct {
	text  []byte
	at    int
	line  int
	depth int // of templates within templates
}

// maxTemplates is how deep the scanner follows templates within templates.
const maxTemplates = 100

// peek is the byte at an offset from here, 0 beyond the end.
func (s *scanner) peek(offset int) byte {
	if s.at+offset < len(s.text) {
		return s.text[s.at+offset]
	}
	return 0
}

// space skips white space and comments; line ends only where they may stand.
// It reports false where a comment does not end.
func (s *scanner) space(lines bool) bool {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == ' ' || c == '\t' || c == '\r' && s.peek(1) == '\n':
			s.at++
		case c == '\n' && lines:
			s.at++
			s.line++
		case c == '#' || c == '/' && s.peek(1) == '/':
			s.restOfLine()
		case c == '/' && s.peek(1) == '*':
			if !s.comment() {
				return false
			}
		default:
			return true
		}
	}
	return true
}

// restOfLine skips up to the line's end, which stays.
func (s *scanner) restOfLine() {
	if end := bytes.IndexByte(s.text[s.at:], '\n'); end >= 0 {
		s.at += end
	} else {
		s.at = len(s.text)
	}
}

// comment skips a comment between /* and */.
func (s *scanner) comment() bool {
	end := bytes.Index(s.text[s.at+2:], []byte("*/"))
	if end < 0 {
		return false
	}
	s.line += bytes.Count(s.text[s.at:s.at+2+end], []byte("\n"))
	s.at += 2 + end + 2
	return true
}

// block reads a block: its type and labels, and past its body.
func (s *scanner) block() (span, bool) {
	block := span{start: s.at, line: s.line}
	block.kind = s.identifier()
	if block.kind == "" || block.start > 0 && s.text[block.start-1] != '\n' {
		return block, false
	}
	for {
		if !s.space(false) {
			return block, false
		}
		switch c := s.peek(0); {
		case c == '{':
			var ok bool
			block.provider, ok = s.body()
			block.end = s.at
			return block, ok && s.ended()
		case c == '"':
			label, ok := s.label()
			if !ok {
				return block, false
			}
			block.labels = append(block.labels, label)
		default:
			label := s.identifier()
			if label == "" {
				return block, false
			}
			block.labels = append(block.labels, label)
		}
	}
}

// ended reports whether nothing but a comment follows on the line.
func (s *scanner) ended() bool {
	if !s.space(false) {
		return false
	}
	return s.at == len(s.text) || s.text[s.at] == '\n'
}

// identifier reads an ASCII identifier; "" where there is none or it goes on in
// other letters.
func (s *scanner) identifier() string {
	start := s.at
	for s.at < len(s.text) && identifies[s.text[s.at]] {
		s.at++
	}
	if start == s.at || s.text[start] == '-' || '0' <= s.text[start] && s.text[start] <= '9' || s.peek(0) >= utf8.RuneSelf {
		return ""
	}
	return string(s.text[start:s.at])
}

var identifies = func() (table [256]bool) {
	for c := range table {
		table[c] = c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return table
}()

// label reads a quoted label that has neither escapes nor templates.
func (s *scanner) label() (string, bool) {
	end := bytes.IndexByte(s.text[s.at+1:], '"')
	if end < 0 {
		return "", false
	}
	label := s.text[s.at+1 : s.at+1+end]
	if bytes.ContainsAny(label, "\\$%\n") {
		return "", false
	}
	s.at += end + 2
	return string(label), true
}

// body skips a body from its { past its }, and tells whether an argument of it
// is named provider.
func (s *scanner) body() (provider, ok bool) {
	var open []byte // the brackets that are open, by what closes them
	fresh := true   // an argument or a block may begin here
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch c {
		case ' ', '\t', '\r':
			s.at++
			continue
		case '\n':
			s.at++
			s.line++
			fresh = true
			continue
		case '#':
			s.restOfLine()
			continue
		case '/':
			switch s.peek(1) {
			case '/':
				s.restOfLine()
				continue
			case '*':
				if !s.comment() {
					return provider, false
				}
				continue
			}
			s.at++
		case '{', '(', '[':
			s.at++
			open = append(open, closes(c))
			fresh = c == '{'
			continue
		case '}', ')', ']':
			s.at++
			if len(open) == 0 || open[len(open)-1] != c {
				return provider, false
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return provider, true
			}
		case '"':
			if !s.quoted() {
				return provider, false
			}
		case '<':
			if s.peek(1) == '<' {
				if !s.heredoc() {
					return provider, false
				}
				fresh = true
				continue
			}
			s.at++
		default:
			if !identifies[c] {
				s.at++
				break
			}
			start := s.at
			for s.at < len(s.text) && identifies[s.text[s.at]] {
				s.at++
			}
			if fresh && len(open) == 1 && string(s.text[start:s.at]) == "provider" {
				provider = true
			}
		}
		fresh = false
	}
	return provider, false
}

func closes(c byte) byte {
	switch c {
	case '{':
		return '}'
	case '(':
		return ')'
	default:
		return ']'
	}
}

// quoted skips a quoted template from its " past the one that closes it.
func (s *scanner) quoted() bool {
	for s.at++; s.at < len(s.text); {
		switch c := s.text[s.at]; c {
		case '"':
			s.at++
			return true
		case '\\':
			if s.peek(1) == '\n' {
				return false
			}
			s.at += 2
		case '\n':
			return false
		case '$', '%':
			if !s.sequence(c) {
				return false
			}
		default:
			s.at++
		}
	}
	return false
}

// sequence skips a $ or %, with the template sequence that it begins, if any.
func (s *scanner) sequence(c byte) bool {
	switch {
	case s.peek(1) == c && s.peek(2) == c:
		return false // which of the three escapes which?
	case s.peek(1) == c && s.peek(2) == '{': // an escaped one
		s.at += 3
		return true
	case s.peek(1) == '{':
		if s.depth++; s.depth > maxTemplates {
			return false
		}
		s.at++
		_, ok := s.body()
		s.depth--
		return ok
	}
	s.at++
	return true
}

// heredoc skips a heredoc template from its << past the line that ends it.
func (s *scanner) heredoc() bool {
	s.at += 2
	if s.peek(0) == '-' {
		s.at++
	}
	start := s.at
	for s.at < len(s.text) && identifies[s.text[s.at]] {
		s.at++
	}
	marker := s.text[start:s.at]
	if s.peek(0) == '\r' {
		s.at++
	}
	if len(marker) == 0 || s.peek(0) != '\n' {
		return false
	}
	s.at++
	s.line++
	for s.at < len(s.text) {
		line := s.text[s.at:]
		end := bytes.IndexByte(line, '\n')
		if end >= 0 {
			line = line[:end]
		}
		if bytes.Equal(bytes.TrimSpace(line), marker) {
			s.at += len(line)
			return true
		}
		if !s.heredocLine() {
			return false
		}
	}
	return false
}

// heredocLine skips a line of a heredoc, and the lines that template sequences
// in it reach over.
func (s *scanner) heredocLine() bool {
	for s.at < len(s.text) {
		next := bytes.IndexAny(s.text[s.at:], "\n$%")
		if next < 0 {
			return false
		}
		s.at += next
		c := s.text[s.at]
		if c == '\n' {
			s.at++
			s.line++
			return true
		}
		if !s.sequence(c) {
			return false
		}
	}
	return false
}

// matters reports whether a block must be parsed: all that [fileSchema] names
// but resources and the like that leave their provider to their type.
func (b span) matters() bool {
	if b.usesProvider() {
		return b.provider || len(b.labels) != 2 || isTemplateResource(b.kind, b.labels)
	}
	return slices.ContainsFunc(fileSchema.Blocks, func(known hcl.BlockHeaderSchema) bool { return known.Type == b.kind })
}

// usesProvider reports whether a block is a resource or the like.
func (b span) usesProvider() bool {
	switch b.kind {
	case "resource", "data", "ephemeral", "action":
		return true
	}
	return false
}

// position is where the block begins.
func (b span) position() hcl.Pos { return hcl.Pos{Line: b.line, Column: 1, Byte: b.start} }
