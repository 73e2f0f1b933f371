package fix

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// literal is a text, a template or a null within the expression of a definition.
type literal struct {
	*definition
	at    hcl.Range // with its quotation marks
	whole bool      // it is all of the expression
	path  []string  // the keys that lead to it in written objects
	form  form
	text  string // of a plain text
}

type form int

const (
	plain    form = iota
	template      // with something else than text in it
	null
)

// literals are the literals within the definition's expression, in the order of
// the file.
func (d *definition) literals() []literal {
	var found []literal
	if native, ok := d.expr.(hclsyntax.Expression); ok {
		d.nativeLiterals(&found, native, nil, true)
	} else {
		d.jsonLiterals(&found, d.expr, nil, true)
	}
	return found
}

func (d *definition) nativeLiterals(found *[]literal, expr hclsyntax.Expression, path []string, whole bool) {
	add := func(as form, text string) {
		*found = append(*found, literal{d, expr.Range(), whole, path, as, text})
	}
	switch expr := expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		d.nativeLiterals(found, expr.Expression, path, whole)
	case *hclsyntax.TemplateWrapExpr:
		d.nativeLiterals(found, expr.Wrapped, path, false)
	case *hclsyntax.LiteralValueExpr:
		if expr.Val.IsNull() {
			add(null, "")
		}
	case *hclsyntax.TemplateExpr:
		if text, ok := plainText(expr); ok {
			add(plain, text)
			return
		}
		add(template, "")
		for _, part := range expr.Parts {
			if _, isText := part.(*hclsyntax.LiteralValueExpr); !isText {
				d.nativeLiterals(found, part, nil, false)
			}
		}
	case *hclsyntax.ObjectConsExpr:
		for _, item := range expr.Items {
			d.nativeLiterals(found, item.ValueExpr, append(path[:len(path):len(path)], keyOf(item.KeyExpr)), false)
		}
	case *hclsyntax.ConditionalExpr:
		d.nativeLiterals(found, expr.TrueResult, nil, false)
		d.nativeLiterals(found, expr.FalseResult, nil, false)
	case *hclsyntax.FunctionCallExpr:
		for _, given := range expr.Args {
			d.nativeLiterals(found, given, nil, false)
		}
	case *hclsyntax.TupleConsExpr:
		for _, element := range expr.Exprs {
			d.nativeLiterals(found, element, nil, false)
		}
	case *hclsyntax.IndexExpr:
		d.nativeLiterals(found, expr.Collection, nil, false)
	case *hclsyntax.RelativeTraversalExpr:
		d.nativeLiterals(found, expr.Source, nil, false)
	case *hclsyntax.ForExpr:
		d.nativeLiterals(found, expr.CollExpr, nil, false)
		d.nativeLiterals(found, expr.ValExpr, nil, false)
	case *hclsyntax.SplatExpr:
		d.nativeLiterals(found, expr.Source, nil, false)
	}
}

func (d *definition) jsonLiterals(found *[]literal, expr hcl.Expression, path []string, whole bool) {
	if pairs, diagnostics := hcl.ExprMap(expr); !diagnostics.HasErrors() {
		for _, pair := range pairs {
			d.jsonLiterals(found, pair.Value, append(path[:len(path):len(path)], keyOf(pair.Key)), false)
		}
		return
	}
	if elements, diagnostics := hcl.ExprList(expr); !diagnostics.HasErrors() {
		for _, element := range elements {
			d.jsonLiterals(found, element, nil, false)
		}
		return
	}
	value, diagnostics := expr.Value(nil) // without a context, text is not evaluated
	if diagnostics.HasErrors() {
		return
	}
	one := literal{d, expr.Range(), whole, path, plain, ""}
	switch {
	case value.IsNull():
		one.form = null
	case value.Type() != cty.String:
		return
	case strings.Contains(value.AsString(), "${") || strings.Contains(value.AsString(), "%{"):
		one.form = template
	default:
		one.text = value.AsString()
	}
	*found = append(*found, one)
}

// raw is the literal as it is written.
func (l literal) raw() []byte { return l.source.Text[l.at.Start.Byte:l.at.End.Byte] }

// replace is the edit that writes a text in the literal's place.
func (l literal) replace(text string) edit {
	e := l.source.replace(l.at, quote(text), l.text, text)
	e.name = l.name
	return e
}

// replaceByNull is the edit that writes null in the literal's place.
func (l literal) replaceByNull() edit {
	e := l.source.replace(l.at, "null", "")
	e.name = l.name
	return e
}

// strip is the edit that takes a text off the literal's beginning and another
// off its end; false where they do not stand there letter for letter.
func (l literal) strip(start, end string) (edit, bool) {
	inner, ok := bytes.CutPrefix(l.raw(), []byte(`"`))
	inner, closed := bytes.CutSuffix(inner, []byte(`"`))
	inner, starts := bytes.CutPrefix(inner, []byte(start))
	inner, ends := bytes.CutSuffix(inner, []byte(end))
	if !ok || !closed || !starts || !ends || start+end == "" {
		return edit{}, false
	}
	written := `"` + string(inner) + `"`
	if !l.source.IsJSON() {
		// terraform fmt writes a reference without quotation marks.
		if expr, diagnostics := hclsyntax.ParseExpression([]byte(written), "", hcl.InitialPos); !diagnostics.HasErrors() {
			if wrapped, ok := expr.(*hclsyntax.TemplateWrapExpr); ok {
				at := wrapped.Wrapped.Range()
				written = written[at.Start.Byte:at.End.Byte]
			}
		}
	}
	e := l.source.replace(l.at, written, start, string(inner))
	e.name = l.name
	return e, true
}

// quote writes a text as a literal. What is written is made of what tracking IDs
// and version constraints are made of, none of which is to be escaped.
func quote(text string) string { return `"` + text + `"` }
