package policy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// maxNesting is how deep brackets are nested in a policy: an ignore in a for
// block needs two.
const maxNesting = 10

// plain makes sure that nothing is computed in a file, and that its brackets are
// nested as a policy's are. A policy says what it says; and the parser follows
// operators and brackets by calling itself, so that a file of a million of them
// would end the process.
func (d *decoder) plain(shown string, text []byte) bool {
	tokens, _ := hclsyntax.LexConfig(text, shown, hcl.InitialPos) // what is wrong with them the parser tells
	depth := 0
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen:
			if depth++; depth > maxNesting {
				d.wrong(token.Range, "Nested too deep", "No policy needs so many brackets within each other.")
				return false
			}
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen:
			depth = max(depth-1, 0)
		case hclsyntax.TokenMinus, hclsyntax.TokenBang, hclsyntax.TokenQuestion, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			d.wrong(token.Range, "Something computed", "A policy says what it says: it has no operators and no templates.")
			return false
		}
	}
	return true
}

// entries reads an object whose keys are literal, in the order of the keys.
func (d *decoder) entries(attribute *hcl.Attribute, entry func(key string, at hcl.Range, value hcl.Expression)) {
	if attribute == nil {
		return
	}
	pairs, diagnostics := hcl.ExprMap(attribute.Expr)
	d.diagnostics = append(d.diagnostics, diagnostics...)
	seen := make(map[string]bool)
	for _, pair := range pairs {
		key, ok := d.text(pair.Key)
		switch {
		case !ok:
		case seen[key]:
			d.wrong(pair.Key.Range(), "Given twice", fmt.Sprintf("There is an entry for %s already.", key))
		default:
			seen[key] = true
			entry(key, pair.Key.Range(), pair.Value)
		}
	}
}

// text is the value of an expression that is a literal text.
func (d *decoder) text(expression hcl.Expression) (string, bool) {
	value, ok := d.value(expression, cty.String)
	if !ok {
		return "", false
	}
	return value.AsString(), true
}

// value is the value of an expression of a type. There are no variables and no
// functions: a policy says what it says.
func (d *decoder) value(expression hcl.Expression, kind cty.Type) (cty.Value, bool) {
	value, diagnostics := expression.Value(nil)
	if !diagnostics.HasErrors() {
		converted, err := convert.Convert(value, kind)
		if err == nil && converted.IsKnown() && !converted.IsNull() {
			return converted, true
		}
		diagnostics = hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Another type", Subject: expression.Range().Ptr(),
			Detail: "What is wanted here is a " + kind.FriendlyName() + ".",
		}}
	}
	d.diagnostics = append(d.diagnostics, diagnostics...)
	return cty.NilVal, false
}
