package armcheck

import (
	"strconv"
	"strings"
)

// call calls a function, as far as what it gives is known before the deployment.
// Names of functions do not count by their letter case.
func (e *evaluation) call(x *expression, s *scope) result {
	if arity, ok := arities[x.call]; ok && (len(x.args) < arity.least || len(x.args) > arity.most) {
		return unknown("%s() is called with the wrong number of arguments", x.call)
	}
	switch x.call {
	case "null":
		return result{kind: nullResult}
	case "true", "false":
		return ofBool(x.call == "true")
	case "if":
		return e.either(x, s)
	case "coalesce":
		return e.coalesce(x, s)
	}
	args := make([]result, len(x.args))
	for i, arg := range x.args {
		args[i] = e.expression(arg, s)
	}
	switch x.call {
	case "variables", "parameters":
		name, ok := args[0].known()
		switch {
		case !ok:
			return unknown("%s", reasonOf(x.call, args[0]))
		case x.call == "variables":
			return e.variable(name, s)
		}
		return e.parameter(name, s)
	case "concat":
		return concat(args)
	case "uri":
		// Only for finding linked templates: the pieces stay apart.
		return result{kind: textResult, pieces: append(append([]piece(nil), args[0].asPieces()...), args[1].asPieces()...)}
	case "format":
		return format(args)
	case "tolower":
		return mapText(args[0], strings.ToLower)
	case "toupper":
		return mapText(args[0], strings.ToUpper)
	case "trim":
		if text, ok := args[0].known(); ok {
			return known(strings.TrimSpace(text))
		}
	case "string":
		if args[0].isText() || args[0].kind == boolResult {
			return ofPieces(args[0].asPieces())
		}
	case "take":
		return take(args[0], args[1])
	case "replace":
		return replace(args)
	case "empty":
		return isEmpty(args[0])
	case "equals":
		return equal(args[0], args[1])
	case "not":
		if args[0].kind == boolResult {
			return ofBool(!args[0].bool)
		}
	case "and", "or":
		return junction(x.call, args)
	}
	return unknown("%s", reasonOf(x.call, args...))
}

// arities are the functions that are evaluated, and how many arguments they take.
var arities = map[string]struct{ least, most int }{
	"null": {0, 0}, "true": {0, 0}, "false": {0, 0}, "if": {3, 3}, "coalesce": {1, 100},
	"variables": {1, 1}, "parameters": {1, 1}, "concat": {1, 1000}, "uri": {2, 2}, "format": {1, 1000},
	"tolower": {1, 1}, "toupper": {1, 1}, "trim": {1, 1}, "string": {1, 1}, "take": {2, 2}, "replace": {3, 3},
	"empty": {1, 1}, "equals": {2, 2}, "not": {1, 1}, "and": {1, 1000}, "or": {1, 1000},
}

// either is if(): where the condition is unknown, what both branches start with
// is known all the same.
func (e *evaluation) either(x *expression, s *scope) result {
	condition := e.expression(x.args[0], s)
	if condition.kind == boolResult {
		if condition.bool {
			return e.expression(x.args[1], s)
		}
		return e.expression(x.args[2], s)
	}
	if condition.kind != unknownResult {
		return unknown("if() has a condition that is neither true nor false")
	}
	reason := "if() decides it, and " + condition.reason
	yes, no := e.expression(x.args[1], s), e.expression(x.args[2], s)
	if !yes.isText() || !no.isText() {
		return unknown("%s", reason)
	}
	a, aRest := yes.start()
	b, bRest := no.start()
	if a == b && aRest == "" && bRest == "" {
		return known(a)
	}
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return ofPieces([]piece{{text: a[:n]}, {reason: reason}})
}

func (e *evaluation) coalesce(x *expression, s *scope) result {
	for _, arg := range x.args {
		if r := e.expression(arg, s); r.kind != nullResult {
			return r
		}
	}
	return result{kind: nullResult}
}

func concat(args []result) result {
	var pieces []piece
	for _, arg := range args {
		if arg.kind == valueResult {
			return unknown("it joins arrays")
		}
		pieces = append(pieces, arg.asPieces()...)
		if len(pieces) > maxText {
			return tooLong
		}
	}
	return ofPieces(pieces)
}

// format fills the places of a text, {0} or {0:N2}; {{ stands for {.
func format(args []result) result {
	layout, ok := args[0].known()
	if !ok {
		return unknown("the text that format() fills is known only at deployment")
	}
	var pieces []piece
	for layout != "" {
		open := strings.IndexAny(layout, "{}")
		if open < 0 {
			break
		}
		pieces = append(pieces, piece{text: layout[:open]})
		if strings.HasPrefix(layout[open:], "{{") || strings.HasPrefix(layout[open:], "}}") {
			pieces = append(pieces, piece{text: layout[open : open+1]})
			layout = layout[open+2:]
			continue
		}
		place, rest, closed := strings.Cut(layout[open+1:], "}")
		number, style, styled := strings.Cut(place, ":")
		i, err := strconv.Atoi(number)
		if layout[open] == '}' || !closed || err != nil || i < 0 || i+1 >= len(args) {
			return unknown("format() has a place that nothing fills")
		}
		if styled && style != "" {
			pieces = append(pieces, piece{reason: "format() writes a number in a style"})
		} else {
			pieces = append(pieces, args[i+1].asPieces()...)
		}
		layout = rest
	}
	return ofPieces(append(pieces, piece{text: layout}))
}

func mapText(r result, change func(string) string) result {
	if !r.isText() {
		return r
	}
	pieces := make([]piece, len(r.pieces))
	for i, p := range r.pieces {
		pieces[i] = piece{change(p.text), p.reason}
	}
	return ofPieces(pieces)
}

// take is the first characters of a text. Behind what is unknown it cannot be
// told what is left.
func take(r, count result) result {
	digits, ok := count.known()
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || !r.isText() {
		return unknown("how much take() takes is known only at deployment")
	}
	var pieces []piece
	for _, p := range r.pieces {
		if n <= 0 {
			break
		}
		if p.reason != "" {
			pieces = append(pieces, p)
			break
		}
		runes := []rune(p.text)
		runes = runes[:min(n, len(runes))]
		n -= len(runes)
		pieces = append(pieces, piece{text: string(runes)})
	}
	return ofPieces(pieces)
}

func replace(args []result) result {
	var texts [3]string
	for i, arg := range args {
		text, ok := arg.known()
		if !ok {
			return unknown("%s", reasonOf("replace", args...))
		}
		texts[i] = text
	}
	if texts[1] == "" || len(texts[0])*max(1, len(texts[2])) > maxText {
		return tooLong
	}
	return known(strings.ReplaceAll(texts[0], texts[1], texts[2]))
}

func isEmpty(r result) result {
	if text, ok := r.known(); ok && r.kind == textResult {
		return ofBool(text == "")
	}
	switch r.kind {
	case nullResult:
		return ofBool(true)
	case valueResult:
		return ofBool(len(r.value.items)+len(r.value.members) == 0)
	}
	return unknown("%s", reasonOf("empty", r))
}

// equal compares what can be compared without doubt: known texts, numbers and
// booleans.
func equal(a, b result) result {
	if a.kind == boolResult && b.kind == boolResult {
		return ofBool(a.bool == b.bool)
	}
	x, known := a.known()
	y, too := b.known()
	if known && too && a.kind == b.kind {
		return ofBool(x == y)
	}
	return unknown("%s", reasonOf("equals", a, b))
}

// junction is and() or or().
func junction(name string, args []result) result {
	decides := name == "or"
	all := true
	for _, arg := range args {
		if arg.kind != boolResult {
			all = false
		} else if arg.bool == decides {
			return ofBool(decides)
		}
	}
	if all {
		return ofBool(!decides)
	}
	return unknown("%s", reasonOf(name, args...))
}

// reasonOf is why it is unknown what a function gives: for one of its arguments
// is, or for itself.
func reasonOf(function string, args ...result) string {
	if _, evaluated := arities[function]; evaluated {
		for _, arg := range args {
			for _, p := range arg.asPieces() {
				if p.reason != "" {
					return p.reason
				}
			}
		}
	}
	return "what " + function + "() gives is known only at deployment"
}
