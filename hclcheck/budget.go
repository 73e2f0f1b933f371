package hclcheck

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Bounds on evaluation: a configuration can be written whose values double at
// every step, whose loops multiply, or whose references never end. Beyond them a
// value is unknown. They are counted and not timed, so that one configuration has
// one verdict on every machine.
const (
	// maxSteps bounds the evaluation of one root module with all modules that it
	// calls. A step is a part of an expression that is evaluated once, or an
	// element of a value that is handed on.
	maxSteps = 4_000_000
	// maxDepth bounds how long a chain of references is.
	maxDepth = 500
	// maxValueSize bounds a value: bytes of text and elements, together.
	maxValueSize = 1 << 20
	// maxLevels bounds how deep a value is nested.
	maxLevels = 2 * maxNesting

	stepsOfEvaluation = 50  // what the evaluation of an expression costs by itself
	stepsOfDiagnostic = 100 // an error, with all that it describes
	stepsOfFile       = 200 // a call of the file system
	bytesOfStep       = 64  // of text that is handed on
	bytesOfSyntax     = 2   // of a template that is parsed
)

// budget is the steps that are left.
type budget struct {
	left     int
	at       hcl.Range // where the last step was taken that there was
	refusals int       // how often a value was not worked out
}

// spend takes steps, and reports whether there were so many.
func (b *budget) spend(steps int) bool {
	if steps > b.left {
		b.left = 0
		b.refusals++
		return false
	}
	b.left -= steps
	return true
}

// templateName is the file's name in the places within a template that is rendered.
const templateName = ""

// spent says that all steps were taken, and where; "" if they were not.
func (b *budget) spent() string {
	if b.left > 0 {
		return ""
	}
	return fmt.Sprintf("to evaluate it takes more steps than tfcua takes: the last one was at %s:%d:%d", b.at.Filename, b.at.Start.Line, b.at.Start.Column)
}

// takes reports whether a value may be worked with, and spends the steps that
// it takes to look at all of it.
func (b *budget) takes(value cty.Value) bool {
	var m meter
	fits := m.measure(value, 0)
	if !fits {
		b.refusals++
	}
	return b.spend(m.elements+m.bytes/bytesOfStep) && fits
}

// meter measures a value, as far as it is within the bounds. A value that holds
// another one twice has it counted twice: so everyone who walks it sees it.
type meter struct{ elements, bytes int }

func (m *meter) measure(value cty.Value, level int) (fits bool) {
	m.elements++
	if m.elements+m.bytes > maxValueSize || level > maxLevels {
		return false
	}
	value, _ = value.Unmark()
	if value == cty.NilVal || !value.IsKnown() || value.IsNull() {
		return true
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		m.bytes += len(value.AsString())
		return m.elements+m.bytes <= maxValueSize
	case kind == cty.Number:
		return !isHuge(value)
	case value.CanIterateElements():
		for it := value.ElementIterator(); it.Next(); {
			key, element := it.Element()
			if key.Type() == cty.String && !kind.IsSetType() {
				m.bytes += len(key.AsString())
			}
			if !m.measure(element, level+1) {
				return false
			}
		}
	}
	return true
}

// maxExponent bounds numbers: a few letters can write one whose digits fill any
// memory.
const maxExponent = 4096 // of two

// isHuge reports whether a value is a number beyond the bound.
func isHuge(value cty.Value) bool {
	value, _ = value.Unmark()
	if value == cty.NilVal || !value.IsKnown() || value.IsNull() || value.Type() != cty.Number {
		return false
	}
	exponent := value.AsBigFloat().MantExp(nil)
	return exponent > maxExponent || exponent < -maxExponent
}

// holdsHuge reports whether a number in a value is beyond the bound.
func holdsHuge(value cty.Value) bool {
	holds := false
	_ = cty.Walk(value, func(_ cty.Path, v cty.Value) (bool, error) {
		holds = holds || isHuge(v)
		return !holds, nil
	})
	return holds
}

// counted is an expression that spends steps when it is evaluated, and whose
// value is within the bounds or unknown. Parentheses are what it is to everyone
// who walks the syntax.
type counted struct {
	*hclsyntax.ParenthesesExpr
	budget *budget
	// steps are the parts that are evaluated once with it: what a loop evaluates
	// for each element is counted by itself.
	steps int
	// arithmetic is set where a text is taken for the number that it writes.
	arithmetic bool
}

// Value implements [hcl.Expression].
func (c *counted) Value(context *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if c.budget.left > 0 && c.SrcRange.Filename != templateName {
		c.budget.at = c.SrcRange
	}
	if !c.budget.spend(c.steps) {
		return cty.DynamicVal, nil
	}
	value, diagnostics := c.Expression.Value(context)
	if !c.budget.spend(stepsOfDiagnostic*len(diagnostics)) || !c.budget.takes(value) {
		return cty.DynamicVal, nil
	}
	if text, ok := asString(value); ok && c.arithmetic && exponents(text) > maxWork {
		c.budget.refusals++
		return cty.DynamicVal, diagnostics
	}
	return value, diagnostics
}

// UnwrapExpression lets [hcl.ExprList] and its like see what is counted.
func (c *counted) UnwrapExpression() hcl.Expression { return c.Expression }

// count makes an expression a counted one, together with all parts of it that a
// loop repeats or whose values someone walks. One that is larger than all steps
// allow is refused.
func (b *budget) count(expression hclsyntax.Expression) *counted {
	all, counting := b.wrap(expression), &counter{budget: b}
	_ = hclsyntax.Walk(all, counting) // none of its methods has diagnostics
	if counting.total > maxSteps {
		all = b.wrap(refused(expression.Range(), nil))
		all.steps = counting.total
	}
	return all
}

func (b *budget) wrap(expression hclsyntax.Expression) *counted {
	if already, ok := expression.(*counted); ok {
		return already
	}
	return &counted{ParenthesesExpr: &hclsyntax.ParenthesesExpr{Expression: expression, SrcRange: expression.Range()}, budget: b}
}

// counter is the walk that wraps what is to be counted and counts the rest.
type counter struct {
	budget *budget
	steps  []int // of the counted expressions that are being walked
	loops  int   // around the place: a name is looked up in each of them
	total  int
}

// Enter implements [hclsyntax.Walker].
func (c *counter) Enter(node hclsyntax.Node) hcl.Diagnostics {
	switch node.(type) {
	case *counted:
		c.steps = append(c.steps, 0)
		return nil
	case hclsyntax.ChildScope:
		c.loops++
		return nil
	}
	c.steps[len(c.steps)-1] += 1 + c.loops
	c.total += 1 + c.loops
	c.wrapParts(node)
	return nil
}

// Exit implements [hclsyntax.Walker].
func (c *counter) Exit(node hclsyntax.Node) hcl.Diagnostics {
	switch node := node.(type) {
	case *counted:
		last := len(c.steps) - 1
		node.steps, c.steps = c.steps[last], c.steps[:last]
	case hclsyntax.ChildScope:
		c.loops--
	}
	return nil
}

func (c *counter) wrapParts(node hclsyntax.Node) {
	switch node := node.(type) {
	case *hclsyntax.ForExpr:
		c.wrap(&node.CollExpr, &node.KeyExpr, &node.ValExpr, &node.CondExpr)
	case *hclsyntax.SplatExpr:
		c.wrap(&node.Source, &node.Each)
	case *hclsyntax.BinaryOpExpr:
		c.wrap(&node.LHS, &node.RHS)
		if node.Op != hclsyntax.OpEqual && node.Op != hclsyntax.OpNotEqual {
			for _, side := range []hclsyntax.Expression{node.LHS, node.RHS} {
				if side, ok := side.(*counted); ok {
					side.arithmetic = true
				}
			}
		}
	case *hclsyntax.ConditionalExpr:
		c.wrap(&node.TrueResult, &node.FalseResult)
	case *hclsyntax.FunctionCallExpr:
		// Terraform takes a reference there, and its error is one that try catches.
		if strings.TrimPrefix(node.Name, "core::") == "templatestring" && len(node.Args) > 0 {
			if _, is := node.Args[0].(*hclsyntax.ScopeTraversalExpr); !is {
				node.Args[0] = refused(node.Args[0].Range(), nil)
			}
		}
		for i := range node.Args {
			c.wrap(&node.Args[i])
		}
	case *hclsyntax.TemplateExpr:
		for i := range node.Parts {
			c.wrap(&node.Parts[i])
		}
	case *hclsyntax.ObjectConsKeyExpr:
		c.wrapMade(&node.Wrapped)
	case *hclsyntax.IndexExpr:
		c.wrapMade(&node.Collection)
		c.wrap(&node.Key)
	case *hclsyntax.RelativeTraversalExpr:
		c.wrapMade(&node.Source)
	}
}

func (c *counter) wrap(parts ...*hclsyntax.Expression) {
	for _, part := range parts {
		switch written := (*part).(type) {
		case nil:
		case *hclsyntax.LiteralValueExpr: // nothing is to be saved
			if isHuge(written.Val) {
				*part = c.budget.wrap(written)
			}
		default:
			*part = c.budget.wrap(written)
		}
	}
}

// wrapMade wraps what a part is taken of where it is made for that. To take a
// part of what is there costs nothing, however large that is.
func (c *counter) wrapMade(part *hclsyntax.Expression) {
	switch (*part).(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.IndexExpr, *hclsyntax.RelativeTraversalExpr, *hclsyntax.AnonSymbolExpr:
	default:
		c.wrap(part)
	}
}

// hasLoop reports whether an expression holds a for expression.
func hasLoop(expression hcl.Expression) bool {
	written, ok := expression.(hclsyntax.Expression)
	if !ok {
		return false // without a context, JSON text is not evaluated
	}
	found := false
	_ = hclsyntax.VisitAll(written, func(node hclsyntax.Node) hcl.Diagnostics {
		if _, is := node.(*hclsyntax.ForExpr); is {
			found = true
		}
		return nil
	})
	return found
}

// constant is the value of an expression that refers to nothing, or what is wrong
// with it. One with a loop is not worked out: nobody counts its steps.
func constant(expression hcl.Expression) (value cty.Value, problem string) {
	if hasLoop(expression) {
		return cty.NilVal, "holds a for expression, which tfcua does not evaluate there"
	}
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() {
		return cty.NilVal, "cannot be evaluated"
	}
	return value, ""
}
