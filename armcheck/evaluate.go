package armcheck

import (
	"fmt"
	"strconv"
	"strings"
)

// scope is what an expression is evaluated in: the variables and parameters of a
// template.
type scope struct {
	template *value
	// given are the parameters that a template is given by the one that it is
	// nested in, evaluated in above, or by Terraform's resource; where it is not
	// known what whoever deploys it gives it, above is nil.
	given *value
	above *scope
	// defaults takes the default of a parameter for its value.
	defaults bool
	// work is how many bytes of expressions may still be evaluated for the whole
	// of what is read.
	work *int
}

// byDefault is the scope where every parameter has its default value.
func (s *scope) byDefault() *scope {
	root := *s
	root.defaults = true
	for at := &root; at.above != nil; at = at.above {
		above := *at.above
		above.defaults = true
		at.above = &above
	}
	return &root
}

// result is what an expression evaluates to.
type result struct {
	kind resultKind
	// pieces are those of a text, which may be known in part.
	pieces []piece
	bool   bool
	// value is a value of the template, evaluated in scope when it is looked into.
	value *value
	scope *scope
	// reason says why the result is unknown.
	reason string
}

type resultKind uint8

const (
	unknownResult resultKind = iota
	nullResult
	boolResult
	numberResult // its digits are its pieces
	textResult
	valueResult // an array or an object
)

// piece is a piece of a text. What is unknown of it has a reason, and no text.
type piece struct{ text, reason string }

// The bounds of an evaluation, and of all of them together. Variables refer to
// variables, so that small templates can be made that grow without end.
const (
	maxSteps = 10_000
	maxText  = 64 << 10
	maxWork  = 64 << 20
)

// evaluation is the evaluation of one value.
type evaluation struct{ steps, depth int }

// evaluate evaluates a value of a template.
func (s *scope) evaluate(v *value) result {
	e := &evaluation{}
	return e.value(v, s)
}

func unknown(format string, values ...any) result {
	return result{reason: fmt.Sprintf(format, values...)}
}

func known(text string) result {
	return result{kind: textResult, pieces: []piece{{text: text}}}
}

// ofPieces is the text of pieces. Known ones that are neighbours become one.
func ofPieces(pieces []piece) result {
	var joined []piece
	var known strings.Builder
	for _, p := range append(pieces, piece{reason: "end"}) {
		if p.reason == "" {
			if known.Len()+len(p.text) > maxText {
				return tooLong
			}
			known.WriteString(p.text)
			continue
		}
		if known.Len() > 0 {
			joined = append(joined, piece{text: known.String()})
			known.Reset()
		}
		joined = append(joined, p)
	}
	return result{kind: textResult, pieces: joined[:len(joined)-1]}
}

var tooLong = unknown("it makes a text that is longer than any name")

func ofBool(b bool) result { return result{kind: boolResult, bool: b} }

// known is the text of a result that is known as a whole.
func (r result) known() (string, bool) {
	start, reason := r.start()
	return start, r.isText() && reason == ""
}

// isText reports whether the result is a text, or a number that reads as one.
func (r result) isText() bool { return r.kind == textResult || r.kind == numberResult }

// start is the text up to the first unknown piece, and why that is unknown; ""
// where all is known.
func (r result) start() (start, reason string) {
	var b strings.Builder
	for _, p := range r.asPieces() {
		if p.reason != "" {
			return b.String(), p.reason
		}
		b.WriteString(p.text)
	}
	return b.String(), ""
}

// asPieces are the pieces of the result as a text: what is unknown may be one.
func (r result) asPieces() []piece {
	switch r.kind {
	case textResult, numberResult:
		return r.pieces
	case unknownResult:
		return []piece{{reason: r.reason}}
	case boolResult:
		if r.bool {
			return []piece{{text: "True"}}
		}
		return []piece{{text: "False"}}
	}
	return []piece{{reason: "it is no text"}}
}

func (e *evaluation) value(v *value, s *scope) result {
	switch {
	case v == nil:
		return unknown("it is not written")
	case v.isExpression():
		if e.depth++; e.depth > maxExpressionDepth {
			return unknown("it refers to itself, or too deep")
		}
		defer func() { e.depth-- }()
		if *s.work -= len(v.text); *s.work < 0 {
			return unknown("the template has more expressions than are evaluated")
		}
		expression, err := parseExpression(v.text[1 : len(v.text)-1])
		if err != nil {
			return unknown("%v", err)
		}
		return e.expression(expression, s)
	case v.kind == text:
		return known(unescaped(v.text))
	case v.kind == number:
		return result{kind: numberResult, pieces: []piece{{text: v.text}}}
	case v.kind == boolean:
		return ofBool(v.text == "true")
	case v.kind == null:
		return result{kind: nullResult}
	}
	return result{kind: valueResult, value: v, scope: s}
}

// unescaped is a text without the bracket that keeps it from being an expression.
func unescaped(text string) string {
	if strings.HasPrefix(text, "[[") && strings.HasSuffix(text, "]") {
		return text[1:]
	}
	return text
}

func (e *evaluation) expression(x *expression, s *scope) result {
	if e.steps++; e.steps > maxSteps {
		return unknown("it takes too many steps to evaluate")
	}
	if e.depth++; e.depth > maxExpressionDepth {
		return unknown("it refers to itself, or too deep")
	}
	defer func() { e.depth-- }()
	var r result
	switch {
	case x.number:
		r = result{kind: numberResult, pieces: []piece{{text: x.text}}}
	case x.call == "":
		r = known(x.text)
	default:
		r = e.call(x, s)
	}
	for _, a := range x.access {
		r = e.access(r, a, s)
	}
	return r
}

// access takes a member or an element.
func (e *evaluation) access(r result, a access, s *scope) result {
	if r.kind == unknownResult {
		return r
	}
	if r.kind != valueResult {
		return unknown("it takes a member of what has none")
	}
	name := a.name
	if a.index != nil {
		index, ok := e.expression(a.index, s).known()
		if !ok {
			return unknown("which element it takes is known only at deployment")
		}
		name = index
	}
	if r.value.kind == array {
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(r.value.items) {
			return unknown("it takes an element that there is not")
		}
		return e.value(r.value.items[i], r.scope)
	}
	member := r.value.get(name)
	if member == nil {
		return unknown("it takes a member that there is not")
	}
	return e.value(member, r.scope)
}

// lookUp counts as work that a name is looked for among others.
func (s *scope) lookUp(among string) {
	if members := s.template.get(among); members != nil {
		*s.work -= len(members.members)
	}
}

// variable is the value of a variable.
func (e *evaluation) variable(name string, s *scope) result {
	s.lookUp("variables")
	if v := s.template.path("variables", name); v != nil {
		return e.value(v, s)
	}
	if s.template.path("variables", "copy") != nil {
		return unknown("a loop makes the variable")
	}
	return unknown("there is no variable of that name")
}

// parameter is the value of a parameter.
func (e *evaluation) parameter(name string, s *scope) result {
	s.lookUp("parameters")
	declared := s.template.path("parameters", name)
	if s.above == nil && !s.defaults {
		if declared == nil {
			return unknown("there is no parameter of that name")
		}
		return unknown("the value of the parameter %q is up to whoever deploys the template", name)
	}
	if given := s.given.get(name); given != nil {
		if v := given.get("value"); v != nil {
			return e.value(v, s.above)
		}
		return unknown("the parameter %q is a reference to a secret", name)
	}
	if v := declared.get("defaultValue"); v != nil {
		return e.value(v, s)
	}
	return unknown("the parameter %q has no value", name)
}
