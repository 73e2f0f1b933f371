package armcheck

import (
	"errors"
	"strconv"
	"strings"
)

// expression is an expression of the template language: a call, a text or a
// whole number, and what is taken of it.
type expression struct {
	call   string // with its namespace, in lower case; "" for a constant
	args   []*expression
	text   string
	number bool // a whole number, as text
	access []access
}

// access takes a member or an element of a value.
type access struct {
	name  string
	index *expression // nil for a member
}

// The bounds of an expression. Azure takes 24,576 characters.
const (
	maxExpression      = 64 << 10
	maxExpressionDepth = 100
)

var errExpression = errors.New("the expression does not parse, and Azure refuses it")

// parseExpression parses what stands between the brackets of an expression.
func parseExpression(source string) (*expression, error) {
	if len(source) > maxExpression {
		return nil, errors.New("the expression is longer than Azure takes")
	}
	r := expressionReader{text: source}
	e := r.expression()
	r.space()
	if r.failed || r.at < len(r.text) {
		return nil, errExpression
	}
	return e, nil
}

type expressionReader struct {
	text   string
	at     int
	depth  int
	failed bool
}

// fail ends the text, so that nothing else is read.
func (r *expressionReader) fail() *expression {
	r.failed, r.at = true, len(r.text)
	return &expression{}
}

func (r *expressionReader) next() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func (r *expressionReader) space() {
	for strings.IndexByte(" \t\r\n", r.next()) >= 0 && r.at < len(r.text) {
		r.at++
	}
}

// take passes over a byte, if it is the next one.
func (r *expressionReader) take(c byte) bool {
	r.space()
	if r.at == len(r.text) || r.text[r.at] != c {
		return false
	}
	r.at++
	return true
}

func (r *expressionReader) expression() *expression {
	if r.depth++; r.depth > maxExpressionDepth {
		return r.fail()
	}
	defer func() { r.depth-- }()
	r.space()
	e := &expression{}
	switch c := r.next(); {
	case c == '\'':
		e.text = r.quoted()
	case c == '-' || isDigit(c):
		e.text, e.number = r.number(), true
	default:
		e.call = strings.ToLower(r.name())
		for r.take('.') {
			e.call += "." + strings.ToLower(r.name())
		}
		if !r.take('(') {
			return r.fail()
		}
		r.arguments(e)
	}
	for !r.failed {
		switch {
		case r.take('.'):
			r.space()
			e.access = append(e.access, access{name: r.name()})
		case r.take('['):
			index := r.expression()
			if !r.take(']') {
				return r.fail()
			}
			e.access = append(e.access, access{index: index})
		default:
			return e
		}
	}
	return e
}

func (r *expressionReader) arguments(e *expression) {
	if r.take(')') {
		return
	}
	for !r.failed {
		e.args = append(e.args, r.expression())
		if r.take(')') {
			return
		}
		if !r.take(',') {
			r.fail()
		}
	}
}

// quoted reads a text in single quotes, where two of them stand for one.
func (r *expressionReader) quoted() string {
	var b strings.Builder
	for r.at++; r.at < len(r.text); r.at++ {
		c := r.text[r.at]
		if c == '\'' {
			if r.at+1 == len(r.text) || r.text[r.at+1] != '\'' {
				r.at++
				return b.String()
			}
			r.at++
		}
		b.WriteByte(c)
	}
	r.fail()
	return ""
}

func (r *expressionReader) number() string {
	start := r.at
	r.at++
	for isDigit(r.next()) || r.next() == '.' {
		r.at++
	}
	if _, err := strconv.ParseFloat(r.text[start:r.at], 64); err != nil {
		r.fail()
		return ""
	}
	return r.text[start:r.at]
}

func (r *expressionReader) name() string {
	start := r.at
	for c := r.next(); isLetter(c) || r.at > start && isDigit(c); c = r.next() {
		r.at++
	}
	if r.at == start {
		r.fail()
		return ""
	}
	return r.text[start:r.at]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '$' || c >= 0x80
}
