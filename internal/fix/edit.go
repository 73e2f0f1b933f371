package fix

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/tfcua/tfcua"
)

// edit writes a text in the place of a piece of a file.
type edit struct {
	source     *source
	start, end int // in bytes
	text       string
	// shown are the texts that the edit takes away or brings and that may be
	// shown: tracking IDs, constraints and source addresses. name is what the
	// value is called, which always may be.
	shown []string
	name  string
}

func (s *source) replace(at hcl.Range, text string, shown ...string) edit {
	e := edit{source: s, start: at.Start.Byte, end: at.End.Byte, text: text}
	for _, text := range shown {
		text = strings.TrimSpace(text)
		if _, err := tfcua.ParseConstraint(text); err == nil || tfcua.Displayable(text) {
			e.shown = append(e.shown, text)
		}
	}
	return e
}

// insert writes a text before a byte of a file.
func (s *source) insert(at int, text string, shown ...string) edit {
	return s.replace(hcl.Range{Start: hcl.Pos{Byte: at}, End: hcl.Pos{Byte: at}}, text, shown...)
}

// apply makes the edits of one file. A file that is formatted as terraform fmt
// does it is so afterwards; any other is left as it is beside the edits.
func apply(s *source, edits []edit) []byte {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b edit) int { return a.start - b.start })
	var b bytes.Buffer
	last := 0
	for _, e := range edits {
		b.Write(s.Text[last:e.start])
		b.WriteString(e.text)
		last = e.end
	}
	b.Write(s.Text[last:])
	if s.IsJSON() || !bytes.Equal(format(s.Text), s.Text) {
		return b.Bytes()
	}
	return format(b.Bytes())
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// format is a file in native syntax as terraform fmt writes it, which keeps no
// byte order mark.
func format(text []byte) []byte {
	bare, marked := bytes.CutPrefix(text, byteOrderMark)
	formatted := hclwrite.Format(bare)
	if marked {
		return append(byteOrderMark[:len(byteOrderMark):len(byteOrderMark)], formatted...)
	}
	return formatted
}

// lineEnd is how the lines of the file end.
func (s *source) lineEnd() string {
	if bytes.Contains(s.Text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// indent is the white space that the line of a byte begins with.
func (s *source) indent(at int) string {
	line := s.Text[s.lineStart(at):]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

func (s *source) lineStart(at int) int { return bytes.LastIndexByte(s.Text[:at], '\n') + 1 }

// restOfLine is the end of the line of a byte, before what ends the line.
func (s *source) restOfLine(at int) int {
	length := bytes.IndexByte(s.Text[at:], '\n')
	if length < 0 {
		return len(s.Text)
	}
	return at + len(bytes.TrimSuffix(s.Text[at:at+length], []byte("\r")))
}

// remove takes a statement away, and with it its line where nothing but a
// comment stands beside it.
func (d *definition) remove() edit {
	if d.source.IsJSON() {
		e := d.source.removeMember(d.statement)
		e.name, e.shown = d.name, []string{""}
		return e
	}
	s := d.source
	start, end := d.statement.Start.Byte, d.statement.End.Byte
	line, rest := s.lineStart(start), s.restOfLine(end)
	before, after := bytes.TrimSpace(s.Text[line:start]), bytes.TrimSpace(s.Text[end:rest])
	if len(bytes.TrimPrefix(before, byteOrderMark)) > 0 || len(after) > 0 && after[0] != '#' && !bytes.HasPrefix(after, []byte("//")) {
		// A block on one line: provider "azapi" { partner_id = "" }
		start -= len(s.Text[line:start]) - len(bytes.TrimRight(s.Text[line:start], " \t"))
		end += len(s.Text[end:rest]) - len(bytes.TrimLeft(s.Text[end:rest], " \t"))
		return s.replace(hcl.Range{Start: hcl.Pos{Byte: start}, End: hcl.Pos{Byte: end}}, "")
	}
	if line == 0 && bytes.HasPrefix(s.Text, byteOrderMark) {
		line = len(byteOrderMark)
	}
	if rest < len(s.Text) {
		rest += len(s.lineEnd())
	}
	return s.replace(hcl.Range{Start: hcl.Pos{Byte: line}, End: hcl.Pos{Byte: rest}}, "")
}

// removeMember takes a member of a JSON object away, with one comma beside it.
func (s *source) removeMember(member hcl.Range) edit {
	start, end := member.Start.Byte, member.End.Byte
	if after := bytes.TrimLeft(s.Text[end:], " \t\r\n"); len(after) > 0 && after[0] == ',' {
		// What leads to the next member leads to it from here.
		end = len(s.Text) - len(after) + 1
		end += len(s.Text[end:]) - len(bytes.TrimLeft(s.Text[end:], " \t\r\n"))
	} else if before := bytes.TrimRight(s.Text[:start], " \t\r\n"); len(before) > 0 && before[len(before)-1] == ',' {
		start = len(before) - 1
	} else {
		start = len(before)
		end = len(s.Text) - len(after)
	}
	return s.replace(hcl.Range{Start: hcl.Pos{Byte: start}, End: hcl.Pos{Byte: end}}, "")
}

// addMember adds a member to the JSON object that ends with the bracket at end.
func (s *source) addMember(end int, member string, shown ...string) edit {
	before := bytes.TrimRight(s.Text[:end], " \t\r\n")
	space := string(s.Text[len(before):end])
	switch {
	case before[len(before)-1] == '{':
		return s.insert(len(before), member, shown...)
	case strings.Contains(space, "\n"):
		return s.insert(len(before), ","+s.lineEnd()+s.indent(end)+"  "+member, shown...)
	}
	return s.insert(len(before), ", "+member, shown...)
}
