package hclcheck

import (
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// evaluator evaluates the expressions of one root module's tree.
type evaluator struct {
	functions func() map[string]function.Function // made when first asked for
	files     *fileFunctions
	workspace string
	depth     int
	budget    *budget
	exceeded  bool // a bound was met
	prepared  map[hcl.Expression]prepared
}

// prepared is an expression that is ready to be evaluated, and what it refers to.
type prepared struct {
	*counted
	variables []hcl.Traversal
	calls     []string
}

func newEvaluator(source Source, workspace string) *evaluator {
	e := &evaluator{workspace: workspace, budget: &budget{left: maxSteps}, prepared: make(map[hcl.Expression]prepared)}
	e.files = &fileFunctions{source: source, budget: e.budget}
	e.functions = sync.OnceValue(e.files.table)
	return e
}

// scope is one instance of a module: what its expressions see.
type scope struct {
	evaluator *evaluator
	node      *node
	parent    *scope // of the module call
	instance  instance
	given     map[string]givenValue // the root module's variables
	values    map[string]cty.Value  // what was evaluated, by reference
	busy      map[string]bool       // what is being evaluated
	children  map[string]*scope     // by call and instance
}

// instance is what count and for_each make of a module call.
type instance struct {
	id    string // tells the instances of one call apart
	each  map[string]cty.Value
	count map[string]cty.Value
}

// unknownInstance stands for any one instance of a call.
var unknownInstance = instance{
	id:    "*",
	each:  map[string]cty.Value{"key": cty.UnknownVal(cty.String), "value": cty.DynamicVal},
	count: map[string]cty.Value{"index": cty.UnknownVal(cty.Number)},
}

func (e *evaluator) rootScope(n *node, given map[string]givenValue) *scope {
	s := e.newScope(n, nil, instance{})
	s.given = given
	return s
}

// childScope is the scope of one instance of a called module.
func (e *evaluator) childScope(parent *scope, n *node, of instance) *scope {
	if n.call.count == nil && n.call.forEach == nil {
		of = instance{}
	}
	id := n.name + "\x00" + of.id
	if parent.children[id] == nil {
		parent.children[id] = e.newScope(n, parent, of)
	}
	return parent.children[id]
}

func (e *evaluator) newScope(n *node, parent *scope, of instance) *scope {
	return &scope{
		evaluator: e, node: n, parent: parent, instance: of,
		values: make(map[string]cty.Value), busy: make(map[string]bool), children: make(map[string]*scope),
	}
}

// evaluate is the value of an expression. Where Terraform would stop with an
// error, the value is [cty.NilVal] and problem says why, without quoting
// values.
func (s *scope) evaluate(expression hcl.Expression) (value cty.Value, problem string) {
	return s.evaluateWith(expression, s.instance)
}

func (s *scope) evaluateWith(expression hcl.Expression, of instance) (cty.Value, string) {
	e := s.evaluator
	if e.depth >= maxDepth || !e.budget.spend(stepsOfEvaluation) {
		e.exceeded = true
		return cty.DynamicVal, ""
	}
	e.depth++
	defer func() { e.depth-- }()
	written := e.prepare(expression)
	context := &hcl.EvalContext{
		Variables: s.visible(written.variables, of),
		Functions: e.functionsFor(written.calls),
	}
	before := e.budget.refusals
	value, diagnostics := written.Value(context)
	if e.budget.refusals > before { // whatever was made of what was not worked out
		e.exceeded = true
		return cty.DynamicVal, ""
	}
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == hcl.DiagError {
			return cty.NilVal, diagnostic.Summary
		}
	}
	return value, ""
}

// prepare makes an expression ready, once.
func (e *evaluator) prepare(expression hcl.Expression) prepared {
	if done, ok := e.prepared[expression]; ok {
		return done
	}
	ready := prepared{counted: e.budget.count(native(expression))}
	ready.variables, ready.calls = ready.Variables(), functionCalls(ready)
	e.prepared[expression] = ready
	return ready
}

// visible is what the traversals of an expression refer to. Only that is
// evaluated: one unknown thing does not make another unknown, and what nobody
// asks for costs nothing.
func (s *scope) visible(traversals []hcl.Traversal, of instance) map[string]cty.Value {
	roots := make(map[string]map[string]cty.Value)
	add := func(root, name string, value func() cty.Value) {
		if roots[root] == nil {
			roots[root] = make(map[string]cty.Value)
		}
		if _, done := roots[root][name]; !done && name != "" {
			roots[root][name] = value()
		}
	}
	variables := make(map[string]cty.Value)
	outputs := make(map[string][]hcl.Traversal)
	for _, traversal := range traversals {
		name := ""
		if len(traversal) > 1 {
			name = stepName(traversal[1])
		}
		switch root := traversal.RootName(); root {
		case "var":
			add(root, name, func() cty.Value { return s.variable(name) })
		case "local":
			add(root, name, func() cty.Value { return s.local(name) })
		case "module":
			add(root, name, func() cty.Value { return cty.NilVal })
			outputs[name] = append(outputs[name], traversal)
		case "path":
			add(root, name, func() cty.Value { return s.path(name) })
		case "terraform":
			add(root, name, func() cty.Value { return s.terraform(name) })
		case "each":
			for key, value := range of.each {
				add(root, key, func() cty.Value { return value })
			}
		case "count":
			for key, value := range of.count {
				add(root, key, func() cty.Value { return value })
			}
		default:
			// data, ephemeral, self, the resources: known to Terraform alone.
			variables[root] = cty.DynamicVal
		}
	}
	for _, name := range sortedKeys(outputs) {
		if name != "" {
			roots["module"][name] = s.moduleValue(name, outputs[name])
		}
	}
	for root, attributes := range roots {
		variables[root] = cty.ObjectVal(attributes)
	}
	return variables
}

// once evaluates what a reference stands for, once. What refers to itself is
// unknown: Terraform refuses it.
func (s *scope) once(reference string, evaluate func() cty.Value) cty.Value {
	if value, done := s.values[reference]; done {
		return value
	}
	if s.busy[reference] {
		return cty.DynamicVal
	}
	s.busy[reference] = true
	value := evaluate()
	delete(s.busy, reference)
	s.values[reference] = value
	return value
}

// local is the value of a local value. One that Terraform could not evaluate is
// unknown to what refers to it.
func (s *scope) local(name string) cty.Value {
	written, ok := s.node.locals[name]
	if !ok {
		return cty.DynamicVal
	}
	return s.once("local."+name, func() cty.Value { return orUnknown(s.evaluate(written.Expr)) })
}

func orUnknown(value cty.Value, problem string) cty.Value {
	if problem != "" {
		return cty.DynamicVal
	}
	return value
}

// path is path.module, path.root or path.cwd.
func (s *scope) path(name string) cty.Value {
	root := s
	for root.parent != nil {
		root = root.parent
	}
	switch name {
	case "module":
		return cty.StringVal(relative(root.node.folder.dir, s.node.folder.dir))
	case "root":
		return cty.StringVal(".")
	case "cwd":
		if absolute := s.evaluator.files.source.absolute; absolute != "" {
			return cty.StringVal(absolute)
		}
		return cty.UnknownVal(cty.String)
	}
	return cty.DynamicVal
}

func (s *scope) terraform(name string) cty.Value {
	if name == "workspace" {
		return cty.StringVal(s.evaluator.workspace)
	}
	return cty.DynamicVal
}

// sensitive marks a value as Terraform does.
func sensitive(value cty.Value, is bool) cty.Value {
	if is {
		return value.Mark(marks.Sensitive)
	}
	return value
}
