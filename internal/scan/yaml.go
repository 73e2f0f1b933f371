package scan

import "strings"

// pipeline is a source in YAML. It is read line by line, and not parsed: pipelines
// are full of templates, of which no parser makes sense.
type pipeline struct {
	*source
	language *language
	rows     []row
}

// row is a line of YAML.
type row struct {
	start, end int // the comment left out
	indent     int // of the dash, or else of the content
	column     int // of the content
	content    int // where it starts
	key        string
	value      int // where it starts; the content where there is no key
	blank      bool
	item       bool // there is a dash
}

// readYAML finds what a pipeline sets.
func readYAML(s *source, l *language, from, to int) {
	p := &pipeline{source: s, language: l}
	for i := from; i < to; {
		end := to
		if line := strings.IndexByte(s.text[i:to], '\n'); line >= 0 {
			end = i + line
		}
		p.rows = append(p.rows, p.row(i, end))
		i = end + 1
	}
	for i := 0; i < len(p.rows); i++ {
		if after := p.block(i); after > i+1 { // more than what announces it
			p.script(i, after)
			i = after - 1
			continue
		}
		p.line(i)
	}
}

// row takes a line apart.
func (p *pipeline) row(start, end int) row {
	at := start
	space := func() {
		for at < end && (p.text[at] == ' ' || p.text[at] == '\t') {
			at++
		}
	}
	space()
	r := row{start: start, indent: at - start}
	for at < end && p.text[at] == '-' && (at+1 == end || p.text[at+1] == ' ') {
		r.item = true
		at++
		space()
	}
	r.content, r.column = at, at-start
	r.end = p.uncommented(at, end)
	for r.end > at && strings.IndexByte(" \t\r", p.text[r.end-1]) >= 0 {
		r.end--
	}
	r.blank = r.end == at && !r.item
	r.key, r.value = p.key(at, r.end)
	return r
}

// uncommented is where the comment of a line starts, or where the line ends.
func (p *pipeline) uncommented(start, end int) int {
	var quote byte
	for i := start; i < end; i++ {
		c := p.text[i]
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && (i == start || strings.IndexByte(" :,[{(", p.text[i-1]) >= 0):
			quote = c
		case c == '#' && (i == start || p.text[i-1] == ' ' || p.text[i-1] == '\t'):
			return i
		}
	}
	return end
}

// key is the key of a line, and where its value starts.
func (p *pipeline) key(start, end int) (string, int) {
	text := p.text[start:end]
	colon := strings.Index(text, ":")
	for colon >= 0 && colon+1 < len(text) && text[colon+1] != ' ' && text[colon+1] != '\t' {
		next := strings.Index(text[colon+1:], ":")
		if next < 0 {
			return "", start
		}
		colon += 1 + next
	}
	if colon < 0 || strings.ContainsAny(text[:colon], " \t{[") {
		return "", start
	}
	value := start + colon + 1
	for value < end && (p.text[value] == ' ' || p.text[value] == '\t') {
		value++
	}
	return strings.Trim(text[:colon], `"'`), value
}

// block is behind the last row of the block of text that a row announces, or the
// row itself where it announces none.
func (p *pipeline) block(i int) int {
	r := p.rows[i]
	words := strings.Fields(p.text[r.value:r.end])
	if len(words) == 0 || r.key == "" && !r.item {
		return i
	}
	if sign := words[len(words)-1]; strings.Trim(sign, "|>+-0123456789") != "" || sign[0] != '|' && sign[0] != '>' {
		return i
	}
	outer := r.column
	if r.key == "" {
		outer = r.indent
	}
	after := i + 1
	for last := after; last < len(p.rows); last++ {
		if !p.blankText(last) && p.rows[last].indent <= outer {
			break
		}
		after = last + 1
	}
	return after
}

// blankText reports whether there is nothing in a row, not even a comment.
func (p *pipeline) blankText(i int) bool {
	r := p.rows[i]
	end := len(p.text)
	if i+1 < len(p.rows) {
		end = p.rows[i+1].start
	}
	return strings.TrimSpace(p.text[r.start:end]) == ""
}

// script reads the block of text between two rows, the first one announcing it: a
// script, or the value of a variable.
func (p *pipeline) script(i, after int) {
	p.remark(i)
	start, end := p.rows[i+1].start, len(p.text)
	if after < len(p.rows) {
		end = p.rows[after].start
	}
	if to := variable(p.rows[i].key); to != nil {
		text := p.text[start:end]
		at := start + len(text) - len(strings.TrimLeft(text, " \t\r\n"))
		until := start + len(strings.TrimRight(text, " \t\r\n"))
		if at < until {
			p.set(setting{to, p.holes(strings.Join(strings.Fields(text), " ")), at, until, at, false})
		}
		return
	}
	if p.keepComments || p.language.mentions(p.text[start:end]) {
		l := embedded(p.text[start:end])
		l.read(p.source, start, end)
	}
}

// remark notes the comment of a row.
func (p *pipeline) remark(i int) {
	end := len(p.text)
	if i+1 < len(p.rows) {
		end = p.rows[i+1].start
	}
	if start := p.rows[i].end + strings.IndexByte(p.text[p.rows[i].end:end]+"#", '#'); start < end {
		p.comment(start, start+len(strings.TrimRight(p.text[start:end], "\r\n")), "#", "", p.language.sign)
	}
}

// variable is the variable of that name; nil if there is none.
func variable(name string) *setter {
	for i := range variables {
		if variables[i].name == name {
			return &variables[i]
		}
	}
	return nil
}

// line reads a row by itself, and what belongs to it.
func (p *pipeline) line(i int) {
	p.remark(i)
	r := p.rows[i]
	if to := variable(r.key); to != nil {
		p.given(i, to)
		return
	}
	text := p.text[r.value:r.end]
	if r.key == "name" {
		if to := variable(strings.Trim(text, `"'`)); to != nil {
			p.sibling(i, to)
			return
		}
	}
	switch {
	case strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["):
		p.flow(r.value, r.end)
	case p.language.mentions(text):
		l := *embedded(text)
		l.byLine = true
		l.read(p.source, r.value, r.end)
	}
}

// given notes the value of a variable: behind its key, on the next row, or as the
// member value of a mapping.
func (p *pipeline) given(i int, to *setter) {
	r := p.rows[i]
	if r.value < r.end {
		p.scalar(r.value, r.end, r.content, to)
		return
	}
	for next := i + 1; next < len(p.rows); next++ {
		below := p.rows[next]
		switch {
		case below.blank:
			continue
		case below.indent <= r.column:
			return
		case below.key == "value" && below.value < below.end:
			p.scalar(below.value, below.end, r.content, to)
			return
		case below.key == "":
			p.scalar(below.value, below.end, r.content, to)
			if !below.item {
				return
			}
		}
	}
}

// sibling notes the member value of the mapping whose member name is a variable.
func (p *pipeline) sibling(i int, to *setter) {
	column := p.rows[i].column
	look := func(at int) (done bool) {
		r := p.rows[at]
		if r.key == "value" && r.column == column {
			p.scalar(r.value, r.end, r.value, to)
			return true
		}
		return false
	}
	for next := i + 1; next < len(p.rows) && (p.rows[next].blank || p.rows[next].indent >= column); next++ {
		if look(next) {
			return
		}
	}
	for before := i; before > 0 && !p.rows[before].item; before-- {
		if above := p.rows[before-1]; !above.blank && above.column < column || look(before-1) {
			return
		}
	}
}

// flow notes the variables in a mapping on one line: {NAME: value}, or {name: NAME,
// value: value}.
func (p *pipeline) flow(start, end int) {
	text := p.text[start:end]
	for i := range variables {
		to := &variables[i]
		for from := 0; ; {
			found := strings.Index(text[from:], to.name)
			if found < 0 {
				break
			}
			found += from
			from = found + len(to.name)
			rest := strings.TrimLeft(strings.TrimLeft(text[from:], `"'`), " ")
			value, ok := strings.CutPrefix(rest, ":")
			if !ok {
				value, ok = strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(rest, ","), " "), "value:")
			}
			if value = strings.TrimLeft(value, " "); !ok || value == "" || found > 0 && isNameByte(text[found-1]) {
				continue
			}
			at := len(text) - len(value)
			until := at + strings.IndexAny(value+"}", ",}]")
			if closing := strings.IndexByte(value[1:], value[0]); closing >= 0 && strings.IndexByte(`"'`, value[0]) >= 0 {
				until = at + closing + 2
			}
			p.scalar(start+at, start+until, start+found, to)
			from = until
		}
	}
}

// scalar notes the value that is written between two offsets.
func (p *pipeline) scalar(start, end, named int, to *setter) {
	for start < end && strings.IndexByte("&!", p.text[start]) >= 0 { // an anchor, a tag
		space := strings.IndexByte(p.text[start:end], ' ')
		if space < 0 {
			return
		}
		start += space + 1
	}
	text := strings.TrimRight(p.text[start:end], " ")
	end = start + len(text)
	if text == "" || text == "null" || text == "~" {
		return
	}
	parts := []string{"", ""}
	switch quote := text[0]; {
	case strings.IndexByte("*[{", quote) >= 0 && !strings.HasPrefix(text, "{{"): // what stands elsewhere, or is no text
	case quote == '"' || quote == '\'':
		inner := text[1:]
		if closing := strings.LastIndexByte(inner, quote); closing >= 0 {
			inner = inner[:closing]
		}
		if quote == '\'' {
			inner = strings.ReplaceAll(inner, "''", "'")
		} else {
			inner = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
		}
		parts = p.holes(inner)
	default:
		parts = p.holes(text)
	}
	p.set(setting{to, parts, start, end, named, false})
}

// holes splits a text at what something puts in before it is used: ${{ … }} of
// GitHub, $(…) and $[…] of Azure Pipelines, $NAME and ${NAME} of GitLab, {{ … }}.
func (p *pipeline) holes(text string) []string {
	var parts []string
	last := 0
	for i := 0; i < len(text); {
		rest := text[i:]
		end := -1
		for _, signs := range [][2]string{{"${{", "}}"}, {"{{", "}}"}, {"${", "}"}, {"$(", ")"}, {"$[", "]"}} {
			if strings.HasPrefix(rest, signs[0]) && p.patience >= 0 {
				if end = strings.Index(rest, signs[1]); end >= 0 {
					end += len(signs[1])
					break
				}
				p.spend(len(rest))
			}
		}
		if end < 0 && rest[0] == '$' && len(rest) > 1 && isNameByte(rest[1]) {
			for end = 1; end < len(rest) && isNameByte(rest[end]); {
				end++
			}
		}
		if end < 0 {
			i++
			continue
		}
		parts = append(parts, text[last:i])
		i += end
		last = i
	}
	return append(parts, text[last:])
}
