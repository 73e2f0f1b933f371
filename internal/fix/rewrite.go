package fix

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// rewriting is another expression for what a provider block takes.
type rewriting struct {
	write func(expr string) string
	// calls is set where the expression may be a call: then nothing of what it
	// does is lost. Else it is to be nothing but a reference.
	calls bool
	shown string // the text that it brings and that may be shown
}

// rewrite is the edit that makes another expression of a definition's; false
// where the definition is more than that, or on several lines.
func (d *definition) rewrite(r rewriting) (edit, bool) {
	at := d.expr.Range()
	raw := d.source.Text[at.Start.Byte:at.End.Byte]
	if bytes.ContainsAny(raw, "\n") {
		return edit{}, false
	}
	if d.source.IsJSON() {
		inner, ok := strings.CutPrefix(string(raw), `"${`)
		inner, closed := strings.CutSuffix(inner, `}"`)
		if !ok || !closed || strings.ContainsAny(inner, `{}\`) || !r.calls && strings.ContainsAny(inner, "( ") {
			return edit{}, false
		}
		written := r.write(inner)
		if strings.HasPrefix(written, `"`) {
			return d.source.replace(at, written, r.shown), true
		}
		return d.source.replace(at, `"${`+strings.ReplaceAll(written, `"`, `\"`)+`}"`, r.shown), true
	}
	switch d.expr.(type) {
	case *hclsyntax.ScopeTraversalExpr:
	case *hclsyntax.FunctionCallExpr, *hclsyntax.IndexExpr, *hclsyntax.TemplateWrapExpr, *hclsyntax.ParenthesesExpr:
		if !r.calls {
			return edit{}, false
		}
	default:
		return edit{}, false
	}
	return d.source.replace(at, r.write(string(raw)), r.shown), true
}
