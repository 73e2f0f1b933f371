package hclcheck

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// explain says why the value of an expression is not known: which of the things
// that it refers to, or calls, Terraform alone knows.
func (s *scope) explain(expression hcl.Expression, of instance) string {
	if reason := s.evaluator.budget.spent(); reason != "" {
		return reason
	}
	if reason := s.explainWithin(expression, of, make(explained)); reason != "" {
		return reason
	}
	if s.evaluator.exceeded {
		return "a value on the way to it is larger, or deeper, than tfcua evaluates"
	}
	return "it depends on what Terraform alone knows"
}

// explained holds the expressions that were looked at: false while they are
// being looked at, true when they told no reason.
type explained map[hcl.Expression]bool

func (s *scope) explainWithin(expression hcl.Expression, of instance, seen explained) string {
	if done, looked := seen[expression]; looked {
		if done {
			return ""
		}
		return "it refers to itself, which Terraform refuses"
	}
	seen[expression] = false
	defer func() { seen[expression] = true }()
	written := s.evaluator.prepare(expression)
	calls := written.calls
	for _, name := range calls {
		if reason, ok := impure[name]; ok {
			return "it calls " + name + "(): " + reason
		}
		if strings.HasPrefix(name, "provider::") {
			return "it calls a provider's function, which only the provider can run"
		}
		if _, ok := s.evaluator.functions()[name]; !ok {
			return "it calls a function that tfcua does not know"
		}
	}
	for _, traversal := range written.variables {
		if reason := s.explainReference(traversal, of, seen); reason != "" {
			return reason
		}
	}
	for _, name := range calls {
		if strings.HasPrefix(name, "file") || slices.Contains([]string{"templatefile", "abspath", "pathexpand"}, name) {
			s.evaluator.files.refusal = ""
			s.evaluateWith(expression, of)
			if reason := s.evaluator.files.refusal; reason != "" {
				return "it calls " + name + "(): " + reason
			}
		}
	}
	return ""
}

// explainReference says why one reference is not known; "" if it is.
func (s *scope) explainReference(traversal hcl.Traversal, of instance, seen explained) string {
	if len(traversal) < 2 {
		return ""
	}
	name := stepName(traversal[1])
	switch root := traversal.RootName(); root {
	case "var":
		return s.explainVariable(name, seen)
	case "local":
		written, ok := s.node.locals[name]
		if !ok {
			return "local." + name + " is not declared"
		}
		value, problem := s.evaluate(written.Expr)
		if problem != "" {
			return "local." + name + " cannot be evaluated: " + problem
		}
		if !value.IsWhollyKnown() {
			return s.explainWithin(written.Expr, s.instance, seen)
		}
	case "module":
		return s.explainModule(name, traversal, seen)
	case "each":
		if !of.each["key"].IsKnown() {
			return "each is not known: the instances of the module are not"
		}
	case "count":
		if !of.count["index"].IsKnown() {
			return "count is not known: the instances of the module are not"
		}
	case "path":
		if name == "cwd" && s.evaluator.files.source.absolute == "" {
			return "path.cwd is the folder that Terraform runs in"
		}
	case "terraform":
		if name != "workspace" {
			return "terraform." + name + " is known to Terraform alone"
		}
	case "data":
		address := "data." + name
		if len(traversal) > 2 {
			address += "." + stepName(traversal[2])
		}
		return address + " is read by Terraform, at plan or at apply"
	default:
		return root + "." + name + " is known to Terraform alone, at apply at the latest"
	}
	return ""
}

func (s *scope) explainVariable(name string, seen explained) string {
	declared := s.node.variables[name]
	if declared == nil {
		return "variable " + name + " is not declared"
	}
	given := s.givenTo(declared)
	if given.problem != "" {
		return given.problem
	}
	if s.parent != nil && !s.variable(name).IsWhollyKnown() && given.written.Attribute != nil {
		return s.parent.explainWithin(given.written.Expr, s.instanceForInputs(), seen)
	}
	return ""
}

func (s *scope) explainModule(name string, traversal hcl.Traversal, seen explained) string {
	child := s.node.children[name]
	if child == nil {
		if s.node.calls[name] == nil {
			return "module." + name + " is not declared"
		}
		return "module." + name + " could not be seen"
	}
	wanted := wantedOutputs([]hcl.Traversal{traversal})
	for _, output := range sortedKeys(child.outputs) {
		written := child.outputs[output].value
		if wanted(output) && written.Attribute != nil && !child.scope.output(output, child.outputs[output]).IsWhollyKnown() {
			if reason := child.scope.explainWithin(written.Expr, child.scope.instance, seen); reason != "" {
				return reason
			}
		}
	}
	return ""
}
