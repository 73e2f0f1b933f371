package armcheck

import (
	"strings"

	"github.com/tfcua/tfcua"
)

// comment is a comment in a document.
type comment struct {
	start, end int
	// last is where the token before it ends, next where the one after it starts,
	// -1 if there is none.
	last, next int
}

// ignores are the comments that accept findings.
func (d *document) ignores() []tfcua.IgnoreComment {
	var ignores []tfcua.IgnoreComment
	for _, c := range d.comments {
		ignore, ok := tfcua.ParseIgnoreComment("//", c.text(d))
		if !ok {
			continue
		}
		ignore.Written = d.located(c.start, c.start, "")
		ignore.Line = ignore.Written.Start.Line
		// A comment behind something is about its line, one alone about the next.
		if alone := c.last == 0 || d.position(c.last).Line != ignore.Line; alone && c.next >= 0 {
			ignore.Line = d.position(c.next).Line
		}
		ignores = append(ignores, ignore)
	}
	return ignores
}

// text is what the comment says, without its signs.
func (c comment) text(d *document) string {
	text := string(d.text[c.start+2 : c.end])
	if d.text[c.start+1] == '*' {
		text = strings.TrimSuffix(text, "*/")
	}
	return strings.TrimSpace(text)
}
