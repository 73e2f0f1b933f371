package hclcheck

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The parsers follow brackets and operators by calling themselves, and so does
// who evaluates: a stack that overflows cannot be caught.
const (
	// maxNesting bounds how deep brackets are nested.
	maxNesting = 2000
	// maxOperators bounds the operators of one expression, with those of the
	// expressions that it stands in.
	maxOperators = 10_000
	// maxSyntax bounds the brackets, operators, commas, quotation marks and lines
	// that are parsed at once: each takes some 400 bytes of memory. A file that
	// people write reaches maxFileSize before.
	maxSyntax = 2_000_000
)

const tooDeepMessage = "an expression is nested deeper than tfcua reads"

// tooMuch reports whether a text has more syntax in it than is parsed at once.
func tooMuch(text []byte) bool {
	if len(text) <= maxSyntax {
		return false
	}
	syntax := 0
	for _, c := range text {
		if kinds[c] != 0 || c == ',' || c == '"' || c == '\n' {
			syntax++
		}
	}
	return syntax > maxSyntax
}

// tooDeep is the line at which an expression of a file is nested too deep, 0 if
// none is.
func tooDeep(text []byte, isJSON bool) int {
	at := -1
	if isJSON {
		at = deepInJSON(text)
	} else if mayBeDeep(text) {
		tokens, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos) // what is wrong with them the parser tells
		at = deepAt(tokens)
	}
	if at < 0 {
		return 0
	}
	return 1 + bytes.Count(text[:at], []byte("\n"))
}

// isDeepTemplate and isDeepExpression are tooDeep for a text that is one alone.
func isDeepTemplate(text []byte) bool {
	if !mayBeDeep(text) {
		return false
	}
	tokens, _ := hclsyntax.LexTemplate(text, "", hcl.InitialPos)
	return deepAt(tokens) >= 0
}

func isDeepExpression(text []byte) bool {
	if !mayBeDeep(text) {
		return false
	}
	tokens, _ := hclsyntax.LexExpression(text, "", hcl.InitialPos)
	return deepAt(tokens) >= 0
}

// mayBeDeep reports whether a text holds so many brackets or operators at all,
// wherever they stand. Nearly none does, and then nothing has to be told apart.
func mayBeDeep(text []byte) bool {
	brackets, operators := 0, 0
	for _, c := range text {
		switch kinds[c] {
		case opening:
			brackets++
		case operator:
			operators++
		}
	}
	return brackets > maxNesting || operators > maxOperators
}

// deepInJSON is where JSON is nested too deep, or a text in it that may be a
// template; -1 if nowhere.
func deepInJSON(text []byte) int {
	depth, within, inText := 0, 0, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case inText && c == '\\':
			i++
		case c == '"':
			inText, within = !inText, 0
		case inText && kinds[c] != 0:
			within++
		case !inText && (c == '[' || c == '{'):
			depth++
		case !inText && (c == ']' || c == '}'):
			depth = max(depth-1, 0)
		}
		if depth > maxNesting || within > maxOperators {
			return i
		}
	}
	return -1
}

// kinds has what a byte may be in an expression.
var kinds = [256]byte{
	'{': opening, '[': opening, '(': opening,
	'!': operator, '-': operator, '+': operator, '*': operator, '/': operator, '%': operator,
	'?': operator, '=': operator, '<': operator, '>': operator, '&': operator, '|': operator,
}

const (
	opening = iota + 1
	operator
)

// nesting counts the brackets and operators around a place.
type nesting struct {
	operators []int // for each open bracket, the outermost first
	lines     []bool
	total     int
}

func newNesting() *nesting { return &nesting{operators: []int{0}, lines: []bool{true}} }

// open is a bracket; in a brace a line ends an expression.
func (n *nesting) open(brace bool) (fine bool) {
	n.operators, n.lines = append(n.operators, 0), append(n.lines, brace)
	return len(n.operators) <= maxNesting
}

func (n *nesting) close() {
	n.end()
	if last := len(n.operators) - 1; last > 0 {
		n.operators, n.lines = n.operators[:last], n.lines[:last]
	}
}

// end is the end of an expression: a comma, or a line.
func (n *nesting) end() {
	last := len(n.operators) - 1
	n.total -= n.operators[last]
	n.operators[last] = 0
}

func (n *nesting) line() {
	if n.lines[len(n.lines)-1] {
		n.end()
	}
}

func (n *nesting) operator() (fine bool) {
	n.operators[len(n.operators)-1]++
	n.total++
	return n.total <= maxOperators
}

// deepAt is where an expression is nested too deep; -1 if nowhere.
func deepAt(tokens hclsyntax.Tokens) int {
	n := newNesting()
	for _, token := range tokens {
		fine := true
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
			hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			fine = n.open(token.Type == hclsyntax.TokenOBrace)
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
			n.close()
		case hclsyntax.TokenNewline:
			n.line()
		case hclsyntax.TokenComma:
			n.end()
		case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent,
			hclsyntax.TokenQuestion, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq,
			hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq, hclsyntax.TokenAnd, hclsyntax.TokenOr:
			fine = n.operator()
		case hclsyntax.TokenComment:
			if strings.HasSuffix(string(token.Bytes), "\n") {
				n.line()
			}
		}
		if !fine {
			return token.Range.Start.Byte
		}
	}
	return -1
}
