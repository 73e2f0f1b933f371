package scan

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tfcua/tfcua"
)

// source is a file in the reading.
type source struct {
	shown string // its path, as people see it
	text  string
	found []setting
	known map[place]bool
	// comments are kept only where one of them may be about findings.
	comments     []comment
	keepComments bool
	// patience is how many more characters may be read in vain: each sign that is
	// never closed costs a look at all that follows.
	patience int
}

// setting is a place that gives a text to a name.
type setting struct {
	*setter
	// parts are those of the text; what is between two of them is not known.
	parts []string
	// at is where the text is written, and named where the statement begins that
	// may be shown with it.
	at, end, named int
	// mixed is set where a constant is a part of the text, whose name is not shown.
	mixed bool
}

// place is what makes a setting another one.
type place struct {
	at        int
	partnerID bool
}

// comment is a comment, from its sign on.
type comment struct {
	start, end int
	text       string // without its signs
	sign       string // how a comment of the language starts
}

// wasted is how often a source is read in vain, at most.
const wasted = 16

// read is what a file holds. It cannot fail: a file that is not written in its
// language is read as far as it can be, and a binary one holds nothing. whole is
// false where the patience was not enough.
func read(shown string, content []byte, l *language) (tags []tfcua.Tag, ignores []tfcua.IgnoreComment, whole bool) {
	text, ok := decode(content)
	if !ok {
		return nil, nil, true
	}
	s := &source{shown: shown, text: text, known: make(map[place]bool), patience: wasted * len(text), keepComments: strings.Contains(text, tfcua.IgnoreMark)}
	if !s.keepComments && !l.mentions(text) {
		return nil, nil, true
	}
	l.read(s, 0, len(text))
	return s.tags(), s.ignores(), s.patience >= 0
}

// decode is the text of a file; false for one that holds none.
func decode(content []byte) (string, bool) {
	for _, encoding := range []struct {
		mark  []byte
		order binary.ByteOrder
	}{{[]byte{0xFF, 0xFE}, binary.LittleEndian}, {[]byte{0xFE, 0xFF}, binary.BigEndian}} {
		if rest, ok := bytes.CutPrefix(content, encoding.mark); ok {
			units := make([]uint16, len(rest)/2)
			for i := range units {
				units[i] = encoding.order.Uint16(rest[2*i:])
			}
			content = []byte(string(utf16.Decode(units)))
		}
	}
	content = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))
	return string(content), !bytes.ContainsRune(content, 0)
}

// set notes a setting, once.
func (s *source) set(to setting) {
	if s.known[place{to.at, to.partnerID}] {
		return
	}
	s.known[place{to.at, to.partnerID}] = true
	s.found = append(s.found, to)
}

// comment notes a comment between two places, signs included.
func (s *source) comment(start, end int, opening, closing, sign string) {
	if s.keepComments {
		text := strings.TrimSuffix(strings.TrimPrefix(s.text[start:end], opening), closing)
		s.comments = append(s.comments, comment{start, end, strings.TrimSpace(text), sign})
	}
}

// tags are the settings as the rules read them.
func (s *source) tags() []tfcua.Tag {
	slices.SortStableFunc(s.found, func(a, b setting) int { return cmp.Compare(a.at, b.at) })
	lines := s.lines()
	nth, of := make(map[string]int), make(map[string]int) // by name and text, and by name
	var tags []tfcua.Tag
	for _, found := range s.found {
		text := strings.Join(found.parts, hole)
		if text == found.name {
			continue // a constant that holds the name of a variable
		}
		key := found.name + "=" + text
		if nth[key] == 0 {
			of[found.name]++
			nth[key] = of[found.name]
		}
		for i, part := range found.parts {
			found.parts[i] = strings.Clone(part) // the file need not be kept for it
		}
		tags = append(tags, tfcua.Tag{
			Name: found.name, PartnerID: found.partnerID, Common: found.common, Limit: found.limit, Parts: found.parts, Nth: nth[key],
			Written: tfcua.Location{File: s.shown, Start: lines.position(found.at), End: lines.position(found.end), Excerpt: strings.Clone(s.excerpt(found))},
		})
	}
	return tags
}

// excerpt is the piece of the source that may be shown of a setting: all of it
// where its text is made of what tracking IDs are made of, or else the name.
func (s *source) excerpt(of setting) string {
	for _, part := range of.parts {
		for _, word := range strings.Fields(part) {
			if !tfcua.Displayable(word) {
				return of.name + " …"
			}
		}
	}
	if len(of.parts) > 1 || of.mixed {
		return of.name + " …" // whatever is known only later
	}
	start := of.named
	if strings.ContainsAny(s.text[of.named:of.at], "\r\n") {
		start = of.at
	}
	line, _, _ := strings.Cut(s.text[start:of.end], "\n")
	return strings.TrimRight(line, "\r")
}

// ignores are the comments that accept findings.
func (s *source) ignores() []tfcua.IgnoreComment {
	lines := s.lines()
	var ignores []tfcua.IgnoreComment
	slices.SortFunc(s.comments, func(a, b comment) int { return cmp.Compare(a.start, b.start) })
	for _, c := range slices.CompactFunc(s.comments, func(a, b comment) bool { return a.start == b.start }) {
		ignore, ok := tfcua.ParseIgnoreComment(c.sign, c.text)
		if !ok {
			continue
		}
		at := lines.position(c.start)
		ignore.Written = tfcua.Location{File: s.shown, Start: at, End: at}
		ignore.Line = at.Line
		if strings.TrimSpace(s.text[lines.starts[at.Line-1]:c.start]) == "" {
			ignore.Line = lines.next(c.end, c.sign)
		}
		ignores = append(ignores, ignore)
	}
	return ignores
}

// lines are the lines of a text. Places are asked for in their order, mostly, so
// the last one is where the next is counted from.
type lines struct {
	text   string
	starts []int
	offset int // the last one that was asked for
	column int
}

func (s *source) lines() *lines {
	starts := []int{0}
	for i := 0; ; {
		next := strings.IndexByte(s.text[i:], '\n')
		if next < 0 {
			return &lines{text: s.text, starts: starts, column: 1}
		}
		i += next + 1
		starts = append(starts, i)
	}
}

// position is where an offset is.
func (l *lines) position(offset int) tfcua.Position {
	line, exact := slices.BinarySearch(l.starts, offset)
	if !exact {
		line--
	}
	if l.offset < l.starts[line] || l.offset > offset {
		l.offset, l.column = l.starts[line], 1
	}
	l.column += utf8.RuneCountInString(l.text[l.offset:offset])
	l.offset = offset
	return tfcua.Position{Line: line + 1, Column: l.column}
}

// next is the line after an offset that holds anything but comments.
func (l *lines) next(offset int, sign string) int {
	at := l.position(offset).Line
	for line := at; line < len(l.starts); line++ {
		end := len(l.text)
		if line+1 < len(l.starts) {
			end = l.starts[line+1]
		}
		if words := strings.TrimSpace(l.text[l.starts[line]:end]); words != "" && !strings.HasPrefix(words, sign) {
			return line + 1
		}
	}
	return at
}

// spend takes from the patience; false where there is none left.
func (s *source) spend(n int) bool {
	s.patience -= n
	return s.patience >= 0
}
