package scan

import (
	"slices"
	"strings"
)

// program is a source in a programming language, or a part of one.
type program struct {
	*source
	*syntax
	tokens []token
}

// readCode finds what a program sets.
func readCode(s *source, l *language, from, to int) {
	p := &program{s, l.code, s.tokens(l, from, to)}
	for i := range p.tokens {
		switch t := p.tokens[i]; t.kind {
		case name:
			if setter := p.called(t.text, l.setters); setter != nil {
				p.call(i, setter)
				p.assignment(i, setter)
			}
			if variable := p.called(t.text, variables); variable != nil {
				p.assignment(i, variable)
			}
		case literal:
			if len(t.parts) == 1 {
				if variable := p.called(t.parts[0], variables); variable != nil {
					p.quoted(i, variable)
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
	if p.is(i+1, assigns...) {
		p.assigned(i+1, p.tokens[i].start, to)
	}
}

// assigned notes what is behind the operator at a token. A type may stand behind a
// colon, so there only a literal is one.
func (p *program) assigned(i, named int, to *setter) {
	e, ok := p.expression(i + 1)
	if !ok || p.is(i, ":") && strings.Join(e.parts, "") == "" {
		return
	}
	if p.is(i, "+=") {
		e.parts = append([]string{""}, e.parts...)
	}
	p.set(setting{to, e.parts, e.start, e.end, named})
}

func (p *program) note(i, named int, to *setter) {
	if e, ok := p.expression(i); ok {
		p.set(setting{to, e.parts, e.start, e.end, named})
	}
}

// quoted notes what is given to a name that stands as a text: env["NAME"] = "…",
// {"NAME": "…"}, setenv("NAME", "…").
func (p *program) quoted(i int, to *setter) {
	behind := i + 1
	for p.is(behind, "]", ")") {
		behind++
	}
	switch {
	case p.is(behind, "=", "+=", ":", "=>"):
		p.assigned(behind, p.tokens[i].start, to)
	case behind == i+1 && p.is(behind, ",") && p.is(i-1, "(") && p.sets(i-2):
		p.note(behind+1, p.tokens[i].start, to)
	}
}

// setting verbs are what functions are called that give a value to a name.
var settingVerbs = []string{"set", "put", "add", "with", "header"}

// sets reports whether the function whose name is at a token gives values to names.
func (p *program) sets(i int) bool {
	if i < 0 || p.tokens[i].kind != name {
		return false
	}
	called := strings.ToLower(p.tokens[i].text)
	return !strings.HasPrefix(called, "get") && slices.ContainsFunc(settingVerbs, func(verb string) bool { return strings.Contains(called, verb) })
}
