package scan

import (
	"regexp"
	"slices"
	"strings"
)

// headerConstant notes what is given to the header by a constant that holds its
// name: headers.set(HttpHeaderName.USER_AGENT, "…"), headers[HeaderNames.UserAgent] = "…".
func (p *program) headerConstant(i int, to *setter) {
	first := i
	for p.is(first-1, ".") && first > 1 && p.tokens[first-2].kind == name {
		first -= 2
	}
	if first < i {
		p.givenTo(first, i, to)
	}
}

// givenTo notes what is given to the name that stands between two tokens.
func (p *program) givenTo(first, last int, to *setter) {
	behind := last + 1
	for p.is(behind, "]", ")") {
		behind++
	}
	switch {
	case p.is(behind, assigns...):
		p.assigned(behind, p.tokens[first].start, to)
	case behind == last+1 && p.is(behind, ",") && (p.is(first-1, "(") && p.sets(first-2) || p.isKey(first)):
		p.note(behind+1, p.tokens[first].start, to)
	}
}

// isKey reports whether the argument that starts at a token is a key of Map.of.
func (p *program) isKey(i int) bool {
	depth, commas := 0, 0
	for stop := max(i-longest, 0); i > stop; i-- {
		switch {
		case p.is(i-1, ")", "]", "}"):
			depth++
		case p.is(i-1, "(") && depth == 0:
			return commas%2 == 0 && i > 4 && p.tokens[i-2].text == "of" && strings.HasSuffix(p.tokens[i-4].text, "Map")
		case p.is(i-1, "(", "[", "{"):
			depth--
		case p.is(i-1, ",") && depth == 0:
			commas++
		}
	}
	return false
}

// parameter notes what a command of PowerShell gets: -UserAgent "…".
func (p *program) parameter(i int, to *setter) {
	if p.fold && p.is(i-1, "-") && p.tokens[i-1].end == p.tokens[i].start && (i < 2 || p.tokens[i-2].end < p.tokens[i-1].start) {
		p.operand(i+1, p.tokens[i].start, to)
	}
}

// item notes what a command of PowerShell gives to a variable of the environment,
// whose name is at a token: Set-Item Env:NAME -Value "…".
func (p *program) item(i int, to *setter) {
	if !p.fold {
		return
	}
	first := i
	for first > max(i-nearby, 0) && p.tokens[first-1].kind != newline && !p.is(first-1, ";", "{", "}", "|") {
		first--
	}
	if first+2 >= i || !p.is(first+1, "-") ||
		!slices.Contains([]string{"set", "new"}, p.folded(p.tokens[first].text)) ||
		!slices.Contains([]string{"item", "content", "itemproperty"}, p.folded(p.tokens[first+2].text)) {
		return
	}
	for at := i + 1; at < min(len(p.tokens), i+nearby) && p.tokens[at].kind != newline && !p.is(at, ";", "}", "|"); at++ {
		if p.tokens[at].kind == literal || p.is(at, "$") {
			p.operand(at, p.tokens[i].start, to)
			return
		}
	}
}

// drive is what stands before the name of a variable in a path of PowerShell.
func (p *program) drive(path string) string {
	if rest, ok := cutPrefixFold(path, "env:"); ok && p.fold {
		return path[:len(path)-len(strings.TrimLeft(rest, "\\/"))]
	}
	return ""
}

// operand notes the text, or the variable, at a token.
func (p *program) operand(i, named int, to *setter) {
	switch {
	case i >= len(p.tokens):
	case p.tokens[i].kind == literal:
		p.set(setting{setter: to, parts: p.tokens[i].parts, at: p.tokens[i].start, end: p.tokens[i].end, named: named})
	case p.is(i, "$") && i+1 < len(p.tokens) && p.tokens[i+1].kind == name:
		if t, ok := p.constant(p.tokens[i+1].text); ok {
			p.set(setting{setter: to, parts: t.parts, at: t.start, end: t.end, named: t.start})
		} else {
			p.set(setting{setter: to, parts: []string{"", ""}, at: p.tokens[i].start, end: p.tokens[i+1].end, named: named})
		}
	}
}

// formats are the functions that put texts into another.
var formats = []string{"Sprintf", "format", "Format"}

// verb is where a format takes a text: %s, {0}.
var verb = regexp.MustCompile(`%[-+# 0-9.$]*[a-zA-Z]|\{[0-9]*\}`)

// formatted is the text that the call makes whose name starts at a token and whose
// last token is another one; false where it makes none.
func (p *program) formatted(i, last int) (token, bool) {
	for p.is(i+1, ".") && i < last {
		i += 2
	}
	if i+2 > last || !p.is(i+1, "(") || p.tokens[i].kind != name || !slices.Contains(formats, p.tokens[i].text) || p.tokens[i+2].kind != literal {
		return token{}, false
	}
	format := p.tokens[i+2]
	return token{kind: literal, parts: strings.Split(verb.ReplaceAllString(strings.Join(format.parts, hole), hole), hole), start: format.start, end: format.end}, true
}

// slice is behind the start of a list of texts in Go, []string{ or {, or at the
// token where none starts.
func (p *program) slice(i int) int {
	switch {
	case !p.grouped:
	case p.is(i, "{"):
		return i + 1
	case p.is(i, "[") && p.is(i+1, "]") && p.is(i+3, "{"):
		return i + 4
	}
	return i
}
