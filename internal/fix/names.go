package fix

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// join is the address of a module that another one calls.
func join(parent, call string) string {
	if parent == "" {
		return "module." + call
	}
	return parent + ".module." + call
}

// callOf is the name by which one module calls another; false if it does not.
func callOf(parent, child string) (string, bool) {
	name, ok := strings.CutPrefix(child, join(parent, ""))
	return name, ok && name != "" && !strings.Contains(name, ".")
}

// stepNames are the names of a traversal's steps, up to the first that is none.
func stepNames(traversal hcl.Traversal) []string {
	var names []string
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			names = append(names, step.Name)
		case hcl.TraverseIndex:
			if step.Key.Type() != cty.String {
				return names
			}
			names = append(names, step.Key.AsString())
		default:
			return names
		}
	}
	return names
}

// plainText is the text of an expression that is a literal text.
func plainText(expr hcl.Expression) (string, bool) {
	if len(expr.Variables()) > 0 {
		return "", false
	}
	value, diagnostics := expr.Value(nil)
	if diagnostics.HasErrors() || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}

// keyOf is the key of an object, written bare or quoted.
func keyOf(key hcl.Expression) string {
	if name := hcl.ExprAsKeyword(key); name != "" {
		return name
	}
	text, _ := plainText(key)
	return text
}
