package scan

import "strings"

// longestConstant is how long a constant may be that is followed, in bytes: no
// user agent is longer.
const longestConstant = 400

// constant is the text that a name stands for; false unless the source gives it
// one text, once.
func (p *program) constant(name string) (token, bool) {
	if p.constants == nil {
		p.constants = p.definitions()
	}
	at := p.constants[p.folded(name)]
	if at == 0 {
		return token{}, false
	}
	return p.definition(at + 1)
}

// definitions are the operators that give something to the names of a source, by
// name; 0 where it does so more than once.
func (p *program) definitions() map[string]int {
	definitions := make(map[string]int)
	for i := range p.tokens {
		defined := i - 1
		switch {
		case p.is(i, ":="), p.is(i, "=", "+=") && !p.is(i-2, ":") && !p.typed(i-1):
		case p.is(i, "=", "+="): // NAME: type =, or NAME type = of Go
			if defined = i - 2; p.is(defined, ":") {
				defined = i - 3
			}
		default:
			continue
		}
		if defined < 0 || p.tokens[defined].kind != name || p.tokens[i].listed && !p.grouped {
			continue // a named argument, or none of one name
		}
		key := p.folded(p.tokens[defined].text)
		if _, again := definitions[key]; again {
			definitions[key] = 0
		} else {
			definitions[key] = i
		}
	}
	return definitions
}

// typed reports whether the name at a token is that of the type behind a name, as
// in const NAME string.
func (p *program) typed(i int) bool {
	return p.grouped && i > 0 && p.tokens[i].kind == name && p.tokens[i].text == "string" && p.tokens[i-1].kind == name
}

// definition is the text that starts at a token: literals alone.
func (p *program) definition(i int) (token, bool) {
	t := token{kind: literal, parts: []string{""}}
	for ; i < len(p.tokens); i++ {
		switch next := p.tokens[i]; {
		case next.kind == literal && len(next.parts) == 1 && len(t.parts[0])+len(next.parts[0]) <= longestConstant:
			if t.end == 0 {
				t.start = next.start
			}
			t.parts[0] += next.parts[0]
			t.end = next.end
		case next.kind == newline && t.end > 0 && (p.grouped || !next.listed) && !p.is(i-1, "+"):
			return t, true
		case next.kind == newline || p.is(i, "+"):
		default:
			return t, t.end > 0 && p.is(i, ";", ")", "}", ",")
		}
	}
	return t, t.end > 0
}

// folded is a name as it is looked for.
func (p *program) folded(name string) string {
	if p.fold {
		return strings.ToLower(name)
	}
	return name
}
