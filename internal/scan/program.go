package scan

import (
	"cmp"
	"slices"
	"strings"
)

// nearby is how many tokens before a name are looked at for what it belongs to.
const nearby = 12

// program is a source in a programming language, or a part of one.
type program struct {
	*source
	*syntax
	tokens []token
	// constants are where names get their texts, once that is asked for.
	constants map[string]int
}

// readCode finds what a program sets.
func readCode(s *source, l *language, from, to int) {
	p := &program{source: s, syntax: l.code, tokens: s.tokens(l, from, to)}
	for i := range p.tokens {
		switch t := p.tokens[i]; t.kind {
		case name:
			if setter := p.called(t.text, l.setters); setter != nil {
				p.call(i, setter)
				p.assignment(i, setter)
				p.parameter(i, setter)
				if setter.header {
					p.headerConstant(i, setter)
				}
			}
			if variable := p.called(t.text, variables); variable != nil {
				p.assignment(i, variable)
				p.item(i, variable)
			}
		case literal:
			if len(t.parts) == 1 {
				if variable := p.called(strings.TrimPrefix(t.parts[0], p.drive(t.parts[0])), variables); variable != nil {
					p.quoted(i, variable)
					p.item(i, variable)
				} else if strings.EqualFold(t.parts[0], header.name) {
					p.quoted(i, &header)
				}
			}
			s.assignments(strings.Join(t.parts, hole), func(int) (int, int) { return t.start, t.end }, t.start)
		}
	}
}

// called is the setter of a name; nil if there is none.
func (p *program) called(name string, setters []setter) *setter {
	for i := range setters {
		if setters[i].name == name || p.fold && strings.EqualFold(setters[i].name, name) {
			return &setters[i]
		}
	}
	return nil
}

// is reports whether the token is one of the operators.
func (p *program) is(i int, operators ...string) bool {
	return 0 <= i && i < len(p.tokens) && p.tokens[i].kind == operator && slices.Contains(operators, p.tokens[i].text)
}

// call notes the first argument of a call of the name at a token.
func (p *program) call(i int, to *setter) {
	start := i
	if p.is(i+1, ".") && i+2 < len(p.tokens) && slices.Contains(to.methods, p.tokens[i+2].text) {
		i += 2
	}
	if !p.is(i+1, "(") || p.defined(start) {
		return
	}
	i += 2
	if i+1 < len(p.tokens) && p.tokens[i].kind == name && p.is(i+1, "=", ":") { // a named argument
		i += 2
	}
	p.note(i, p.tokens[start].start, to)
}

// defined reports whether the name at a token is that of a function which is
// written there, and not called.
func (p *program) defined(i int) bool {
	if i == 0 {
		return false
	}
	before := p.tokens[i-1]
	return p.is(i-1, ")") || before.kind == name && !slices.Contains([]string{"new", "return", "await", "yield", "in", "and", "or", "not"}, before.text)
}

// assigns are the operators that give what is behind them to what is before.
var assigns = []string{"=", ":", ":=", "=>", "+="}

// assignment notes what is assigned to the name at a token.
func (p *program) assignment(i int, to *setter) {
	switch {
	case p.fold && p.is(i-1, ":") && p.is(i+1, "}"): // ${env:NAME}
		if p.is(i+2, "=", "+=") {
			p.assigned(i+2, p.tokens[i].start, to)
		}
	case p.is(i+1, assigns...):
		p.assigned(i+1, p.tokens[i].start, to)
	}
}

// assigned notes what is behind the operator at a token. A type may stand behind a
// colon, so there only a literal is one.
func (p *program) assigned(i, named int, to *setter) {
	e, ok := p.expression(p.slice(i + 1))
	if !ok || p.is(i, ":") && strings.Join(e.parts, "") == "" {
		return
	}
	if p.is(i, "+=") {
		e.parts = append([]string{""}, e.parts...)
	}
	p.give(to, e, named)
}

func (p *program) note(i, named int, to *setter) {
	if e, ok := p.expression(i); ok {
		if to.product {
			e.parts = p.versioned(i, e.parts)
		}
		p.give(to, e, named)
	}
}

// give notes that a name is given what an expression makes.
func (p *program) give(to *setter, e expression, named int) {
	_, spelled := cutPrefixFold(e.parts[0], "pid-")
	if len(to.options) == 0 || spelled || p.ofOptions(named, to) {
		if e.followed {
			named = e.start
		}
		p.set(setting{to, e.parts, e.start, e.end, named, e.mixed})
	}
}

// ofOptions reports whether the statement says, before the name that is written at
// an offset, that what it sets belongs to the options of a client.
func (p *program) ofOptions(named int, to *setter) bool {
	i, _ := slices.BinarySearchFunc(p.tokens, named, func(t token, offset int) int { return cmp.Compare(t.start, offset) })
	for stop := i - nearby; i > 0 && i > stop; i-- {
		t := p.tokens[i-1]
		if p.is(i-1, ";") {
			return false
		}
		if t.kind == name && slices.Contains(to.options, t.text) {
			return true
		}
	}
	return false
}

// versioned is the product whose name is the argument at a token, as the header
// holds it: NAME/VERSION where there is a version.
func (p *program) versioned(i int, product []string) []string {
	for stop := min(len(p.tokens), i+longest); i < stop && !p.is(i, ",", ")", ";"); i++ {
		if p.is(i, "(", "[", "{") {
			i = p.closing(i, stop)
		}
	}
	if !p.is(i, ",") {
		return product
	}
	if version, ok := p.expression(i + 1); ok && !p.empty(i+1) {
		version.parts[0] = "/" + version.parts[0]
		if len(version.parts) > 1 && version.parts[0] == "/" { // there may be none
			version.parts[0] = ""
		}
		product[len(product)-1] += version.parts[0]
		product = append(product, version.parts[1:]...)
	}
	return product
}

// empty reports whether an argument is nothing: "", null, string.Empty.
func (p *program) empty(i int) bool {
	for i < len(p.tokens) && p.tokens[i].kind == newline {
		i++
	}
	if i >= len(p.tokens) {
		return true
	}
	switch t := p.tokens[i]; t.kind {
	case literal:
		return len(t.parts) == 1 && t.parts[0] == ""
	case name:
		return t.text == "null" || strings.EqualFold(t.text, "string") && i+2 < len(p.tokens) && p.tokens[i+2].text == "Empty"
	}
	return p.is(i, "$") && i+1 < len(p.tokens) && strings.EqualFold(p.tokens[i+1].text, "null")
}

// quoted notes what is given to a name that stands as a text: env["NAME"] = "…",
// {"NAME": "…"}, setenv("NAME", "…").
func (p *program) quoted(i int, to *setter) { p.givenTo(i, i, to) }

// setting verbs are what functions are called that give a value to a name.
var settingVerbs = []string{"set", "put", "add", "with", "header", "export"}

// sets reports whether the function whose name is at a token gives values to names.
func (p *program) sets(i int) bool {
	if i < 0 || p.tokens[i].kind != name {
		return false
	}
	called := strings.ToLower(p.tokens[i].text)
	return !strings.HasPrefix(called, "get") && slices.ContainsFunc(settingVerbs, func(verb string) bool { return strings.Contains(called, verb) })
}

func cutPrefixFold(text, start string) (string, bool) {
	if len(text) < len(start) || !strings.EqualFold(text[:len(start)], start) {
		return text, false
	}
	return text[len(start):], true
}
