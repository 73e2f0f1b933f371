package hclcheck

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// origin is where a value is written, and how it gets from there to the
// argument that it was looked for in.
type origin struct {
	name  string         // of the argument, or of the attribute in an object
	value hcl.Expression // the argument's, or a part of it
	text  []byte         // of the file that it stands in
	via   []string
	seen  []hcl.Expression
}

func originOf(written argument) origin {
	return origin{name: written.Name, value: written.Expr, text: written.source.text}
}

// trace follows an argument that is nothing but a reference, from variable to
// module call to variable, to where the value is written. Any other expression
// is where its value is written.
func (s *scope) trace(written argument, of instance) origin {
	return s.traceExpression(originOf(written), of)
}

func (s *scope) traceExpression(o origin, of instance) origin {
	if slices.Contains(o.seen, o.value) {
		return o // it refers to itself
	}
	o.seen = append(o.seen, o.value)
	if native, ok := o.value.(hclsyntax.Expression); ok {
		o.value = unwrap(native)
		if choice, ok := o.value.(*hclsyntax.ConditionalExpr); ok {
			if chosen := s.chosen(choice, of); chosen != nil {
				o.value = chosen
				return s.traceExpression(o, of)
			}
		}
	}
	traversal := referenceOf(o.value)
	if len(traversal) < 2 {
		return o
	}
	name, rest := stepName(traversal[1]), traversal[2:]
	switch traversal.RootName() {
	case "var":
		return s.traceVariable(o, name, rest)
	case "local":
		if written, ok := s.node.locals[name]; ok {
			o.via = append(o.via, s.qualified("local."+name))
			return s.traceInto(o, written, rest, s.instance)
		}
	case "module":
		child := s.node.children[name]
		if child == nil || child.call.count != nil || child.call.forEach != nil || len(rest) == 0 {
			return o
		}
		if declared := child.outputs[stepName(rest[0])]; declared != nil && declared.value.Attribute != nil {
			o.via = append(o.via, child.scope.qualified("output."+stepName(rest[0])))
			return child.scope.traceInto(o, declared.value, rest[1:], child.scope.instance)
		}
	}
	return o
}

func (s *scope) traceVariable(o origin, name string, rest hcl.Traversal) origin {
	declared := s.node.variables[name]
	if declared == nil {
		return o
	}
	o.via = append(o.via, s.qualified("var."+name))
	given := s.givenTo(declared)
	if s.parent != nil && given.by == "the module call" {
		if given.written.Attribute == nil {
			return o
		}
		return s.parent.traceInto(o, given.written, rest, s.instanceForInputs())
	}
	if given.by != "" {
		o.via = append(o.via, given.by)
	}
	if given.written.Attribute == nil {
		return o
	}
	return s.traceInto(o, given.written, rest, s.instance)
}

// traceInto goes on in another argument, at the part of it that rest names.
func (s *scope) traceInto(o origin, written argument, rest hcl.Traversal, of instance) origin {
	next := originOf(written)
	next.via, next.seen = o.via, o.seen
	for _, step := range rest {
		part := partOf(next.value, step)
		if part == nil {
			return next
		}
		next.name, next.value = partName(step), part
	}
	return s.traceExpression(next, of)
}

// qualified is a reference with the module that it stands in.
func (s *scope) qualified(reference string) string {
	if s.parent == nil {
		return reference
	}
	return reference + " of " + s.node.address()
}

// chosen is the branch that a conditional takes; nil where that is not known.
func (s *scope) chosen(choice *hclsyntax.ConditionalExpr, of instance) hcl.Expression {
	condition, problem := s.evaluateWith(choice.Condition, of)
	if problem != "" {
		return nil
	}
	condition, _ = condition.Unmark()
	if !condition.IsKnown() || condition.IsNull() || condition.Type() != cty.Bool {
		return nil
	}
	if condition.True() {
		return choice.TrueResult
	}
	return choice.FalseResult
}

// unwrap takes parentheses and "${…}" off an expression.
func unwrap(expression hclsyntax.Expression) hcl.Expression {
	for {
		switch wrapped := expression.(type) {
		case *counted:
			expression = wrapped.Expression
		case *hclsyntax.ParenthesesExpr:
			expression = wrapped.Expression
		case *hclsyntax.TemplateWrapExpr:
			expression = wrapped.Wrapped
		default:
			return expression
		}
	}
}

// referenceOf is the traversal that an expression is nothing but; nil if it is
// more.
func referenceOf(expression hcl.Expression) hcl.Traversal {
	if native, ok := expression.(hclsyntax.Expression); ok {
		if traversal, ok := native.(*hclsyntax.ScopeTraversalExpr); ok {
			return traversal.Traversal
		}
		return nil
	}
	if wrapped, ok := unwrap(native(expression)).(*hclsyntax.ScopeTraversalExpr); ok {
		return wrapped.Traversal
	}
	return nil
}

func partName(step hcl.Traverser) string {
	if index, ok := step.(hcl.TraverseIndex); ok {
		name, _ := asString(index.Key)
		return name
	}
	return stepName(step)
}

// partOf is the element of a written object that a step of a traversal names.
func partOf(expression hcl.Expression, step hcl.Traverser) hcl.Expression {
	name := partName(step)
	pairs, diagnostics := hcl.ExprMap(expression)
	if diagnostics.HasErrors() || name == "" {
		return nil
	}
	for _, pair := range pairs {
		if keyword(pair.Key) == name {
			return pair.Value
		}
	}
	return nil
}
