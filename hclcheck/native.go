package hclcheck

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// native is an expression in native syntax: itself, or what one in JSON stands
// for, its texts being templates.
func native(expression hcl.Expression) hclsyntax.Expression {
	if written, ok := expression.(hclsyntax.Expression); ok {
		return written
	}
	place := expression.Range()
	if elements, diagnostics := hcl.ExprList(expression); !diagnostics.HasErrors() {
		tuple := &hclsyntax.TupleConsExpr{SrcRange: place, OpenRange: place}
		for _, element := range elements {
			tuple.Exprs = append(tuple.Exprs, native(element))
		}
		return tuple
	}
	if pairs, diagnostics := hcl.ExprMap(expression); !diagnostics.HasErrors() {
		return nativeObject(pairs, place)
	}
	value, diagnostics := expression.Value(nil) // without a context, JSON text is not evaluated
	if diagnostics.HasErrors() {
		return refused(place, diagnostics)
	}
	text, ok := asString(value)
	if !ok || !strings.Contains(text, "${") && !strings.Contains(text, "%{") {
		return &hclsyntax.LiteralValueExpr{Val: value, SrcRange: place}
	}
	if isDeepTemplate([]byte(text)) {
		return refused(place, nil)
	}
	start := hcl.Pos{Line: place.Start.Line, Column: place.Start.Column + 1, Byte: place.Start.Byte + 1}
	template, diagnostics := hclsyntax.ParseTemplate([]byte(text), place.Filename, start)
	if diagnostics.HasErrors() {
		return refused(place, diagnostics)
	}
	return template
}

// nativeObject is an object. One name twice is an error in JSON, and in native
// syntax the last one counts.
func nativeObject(pairs []hcl.KeyValuePair, place hcl.Range) hclsyntax.Expression {
	object := &hclsyntax.ObjectConsExpr{SrcRange: place, OpenRange: place}
	seen := make(map[string]bool, len(pairs))
	for _, pair := range pairs {
		if name, diagnostics := pair.Key.Value(nil); !diagnostics.HasErrors() {
			text, _ := asString(name)
			if seen[text] {
				at := pair.Key.Range()
				return refused(place, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Duplicate object attribute", Subject: &at}})
			}
			seen[text] = true
		}
		object.Items = append(object.Items, hclsyntax.ObjectConsItem{KeyExpr: native(pair.Key), ValueExpr: native(pair.Value)})
	}
	return object
}

// refused is an expression that cannot be evaluated: an error where there are
// diagnostics, and else unknown.
func refused(place hcl.Range, diagnostics hcl.Diagnostics) hclsyntax.Expression {
	return &hclsyntax.ExprSyntaxError{Placeholder: cty.DynamicVal, ParseDiags: diagnostics, SrcRange: place}
}
