package scan

import "slices"

// longest is how many tokens of an expression are looked at: what is longer is no
// text that somebody wrote.
const longest = 500

// tokenCost is how much patience a token takes.
const tokenCost = 16

// expression is a text that is put together: the literal parts of it, and where it
// is written.
type expression struct {
	parts      []string
	start, end int
	// followed is set where a constant is all of it, which is where it is written;
	// mixed where one is a part of it.
	followed, mixed bool
}

func (e *expression) hole() { e.parts = append(e.parts, "") }

// add puts a text behind what there is.
func (e *expression) add(t token) {
	if len(e.parts) == 0 {
		e.parts = []string{""}
	}
	e.parts[len(e.parts)-1] += t.parts[0]
	e.parts = append(e.parts, t.parts[1:]...)
}

// expression reads the one that starts with a token, up to the comma, bracket,
// semicolon or line that ends it. false where there is none. What is more than
// texts put together is not known.
func (p *program) expression(i int) (expression, bool) {
	e := expression{}
	if p.patience < 0 {
		return e, false
	}
	wanted := true // an operand
	other := false // an operator that is none of putting together
	depth := 0
	first, last := -1, -1
	var constant token
	begin := i
	defer func() { p.spend(tokenCost * (i - begin)) }()
	for stop := min(len(p.tokens), i+longest); i < stop; i++ {
		t := p.tokens[i]
		if t.kind == newline {
			if !wanted && !t.listed && depth == 0 && !p.joins(i) {
				break
			}
			continue
		}
		if t.kind == operator && depth == 0 && slices.Contains([]string{",", ";", ")", "]", "}"}, t.text) {
			break
		}
		if first < 0 {
			first = i
		}
		last = i
		switch {
		case t.kind == literal && (wanted || p.adjacent):
			e.add(t)
			wanted = false
		case t.kind == literal: // two statements, or two arguments of a command
			other = true
		case t.kind == name && wanted:
			after := p.afterOperand(i)
			if made, ok := p.formatted(i, after); ok {
				e.add(made)
			} else if text, ok := p.constant(t.text); ok && after == i {
				e.mixed = true
				e.add(text)
				constant = text
			} else {
				e.addHole()
			}
			i = after
			last, wanted = i, false
		case t.kind == name:
			other, wanted = true, true
		case t.text == "+":
			wanted = true
		case t.text == "(" && wanted:
			depth++
		case t.text == ")":
			depth--
		case !wanted && slices.Contains([]string{".", "[", "(", "?.", "->"}, t.text): // something is made of the text
			e.addHole()
			i = p.afterOperand(i)
			last = i
		case wanted && slices.Contains([]string{"$", "@", "&", "*", "!", "-"}, t.text):
		default:
			other, wanted = true, true
		}
	}
	if first < 0 {
		return e, false
	}
	if other {
		e.parts = append(append([]string{""}, e.parts...), "")
	}
	e.start, e.end = p.tokens[first].start, p.tokens[last].end
	if e.mixed && len(e.parts) == 1 && e.parts[0] == constant.parts[0] {
		e.start, e.end, e.followed, e.mixed = constant.start, constant.end, true, false
	}
	return e, len(e.parts) > 0
}

// addHole puts what is not known behind what there is.
func (e *expression) addHole() {
	if len(e.parts) == 0 {
		e.hole()
	}
	e.hole()
}

// joins reports whether the line after the one that ends at a token goes on with
// the expression.
func (p *program) joins(i int) bool {
	for ; i < len(p.tokens); i++ {
		if t := p.tokens[i]; t.kind != newline {
			return t.kind == operator && (t.text == "+" || t.text == ".")
		}
	}
	return false
}

// afterOperand is the last token of the one that starts with a name: the calls,
// indexes and members that follow belong to it.
func (p *program) afterOperand(i int) int {
	for stop := min(len(p.tokens)-1, i+longest); i < stop; {
		next := p.tokens[i+1]
		at := p.tokens[i]
		switch {
		case at.kind == operator && (at.text == "(" || at.text == "["):
			i = p.closing(i, stop)
			if i >= stop {
				return stop
			}
			next = p.tokens[i+1]
			if next.kind == operator && (next.text == "(" || next.text == "[" || next.text == "." || next.text == "?.") {
				i++
				continue
			}
			return i
		case next.kind == operator && slices.Contains([]string{".", "?.", "::", "->", "(", "["}, next.text):
			i++
		case at.kind == operator && next.kind == name: // behind a dot
			i++
		case at.kind == name && slices.Contains([]string{"new", "await", "not"}, at.text) && next.kind == name:
			i++
		default:
			return i
		}
	}
	return i
}

// closing is the token that closes the bracket at one, or the one to stop at.
func (p *program) closing(i, stop int) int {
	depth := 0
	for ; i < stop; i++ {
		if p.tokens[i].kind != operator {
			continue
		}
		switch p.tokens[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return stop
}
