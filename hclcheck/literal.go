package hclcheck

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// literalString is the text of an expression that is a literal text.
func literalString(expression hcl.Expression) (string, bool) {
	if written := native(expression); hasLoop(written) || len(written.Variables()) > 0 {
		return "", false
	}
	value, problem := constant(expression)
	if problem != "" || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}

// literalBool is the value of an argument that is a literal bool; otherwise
// where it is absent or anything else.
func literalBool(written argument, otherwise bool) bool {
	if written.Attribute == nil {
		return otherwise
	}
	value, problem := constant(written.Expr)
	if problem != "" {
		return otherwise
	}
	value, err := convert.Convert(value, cty.Bool)
	if err != nil || value.IsNull() || !value.IsKnown() {
		return otherwise
	}
	return value.True()
}

// keyword is the key of an object, written bare or quoted.
func keyword(key hcl.Expression) string {
	if name := hcl.ExprAsKeyword(key); name != "" {
		return name
	}
	text, _ := literalString(key)
	return text
}

// providerReference decodes azurerm, azurerm.west, "azurerm.west" (as Terraform
// 0.11 had it) and OpenTofu's azurerm.by_region[each.key].
func providerReference(expression hcl.Expression) (localProvider, bool) {
	traversal, diagnostics := hcl.AbsTraversalForExpr(expression)
	if diagnostics.HasErrors() {
		if text, ok := literalString(expression); ok {
			name, alias, _ := strings.Cut(text, ".")
			return localProvider{name, alias}, name != ""
		}
		written := native(expression)
		if hasLoop(written) {
			return localProvider{}, false
		}
		variables := written.Variables()
		if len(variables) == 0 {
			return localProvider{}, false
		}
		traversal = variables[0]
	}
	provider := localProvider{name: traversal.RootName()}
	if len(traversal) > 1 {
		provider.alias = stepName(traversal[1])
	}
	return provider, true
}
