package hclcheck

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/tfcua/tfcua"
)

// Shape is what of a configuration can be compared with a plan's.
type Shape struct {
	// Providers are the provider blocks with anything in them of all modules
	// that were seen, by address.
	Providers map[string]ProviderShape
	// Calls are the arguments of all module calls, by the call's address and the
	// argument's name.
	Calls map[string]map[string]ExpressionShape
	// Defaults are the defaults of all variables that have one, by the module's
	// address and the variable's name.
	Defaults map[string]map[string]cty.Value
	// Unseen are the addresses of the modules that could not be read: nothing is
	// known of what they hold.
	Unseen map[string]bool
}

// ProviderShape is the shape of those arguments of a provider block that tfcua
// looks at, by name (partner_id, …); an argument that is not written is absent.
type ProviderShape struct {
	Source    tfcua.Source
	Arguments map[string]ExpressionShape
}

// ExpressionShape is what plan JSON shows of an expression.
type ExpressionShape struct {
	// Constant is the value of a literal; [cty.NilVal] if it is none.
	Constant cty.Value
	// References are the objects that the expression refers to, each once,
	// sorted: "var.x", "local.y", "module.z", "data.t.n", "t.n", "path.module".
	References []string
}

var shapedArguments = []string{"partner_id", "disable_terraform_partner_id", "subscription_id", "tenant_id", "client_id"}

// Shape is the shape of the configuration.
func (r *Root) Shape() Shape {
	shape := Shape{
		Providers: make(map[string]ProviderShape), Calls: make(map[string]map[string]ExpressionShape),
		Defaults: make(map[string]map[string]cty.Value), Unseen: make(map[string]bool),
	}
	for _, unseen := range r.unseen {
		shape.Unseen[unseen.Address] = true
	}
	r.node.walk(func(n *node) {
		for name, call := range n.calls {
			shape.Calls[joinAddress(n.address(), "module."+name)] = call.shape(r.evaluator)
		}
		defaults := make(map[string]cty.Value)
		for name, declared := range n.variables {
			if declared.fallback.Attribute != nil {
				defaults[name] = declared.initial().value
			}
		}
		shape.Defaults[n.address()] = defaults
		for _, block := range n.providers {
			if block.empty || n.standsIn(block) {
				continue
			}
			config := tfcua.ProviderConfig{Module: n.address(), LocalName: block.name, Alias: block.alias}
			shape.Providers[config.Address()] = n.providerShape(block, r.evaluator)
		}
	})
	return shape
}

func (c *moduleCall) shape(e *evaluator) map[string]ExpressionShape {
	shape := make(map[string]ExpressionShape, len(c.inputs))
	for name, input := range c.inputs {
		shape[name] = e.shape(input.Expr)
	}
	return shape
}

func (n *node) providerShape(block *providerBlock, e *evaluator) ProviderShape {
	shape := ProviderShape{Source: n.sourceOf(block.name), Arguments: make(map[string]ExpressionShape)}
	for _, name := range shapedArguments {
		if written := block.arguments[name]; written.Attribute != nil {
			shape.Arguments[name] = e.shape(written.Expr)
		}
	}
	return shape
}

// shape shows a literal as plan JSON does: a call over literals is neither
// constant nor reference.
func (e *evaluator) shape(expression hcl.Expression) ExpressionShape {
	var shape ExpressionShape
	written := e.prepare(expression)
	for _, traversal := range written.variables {
		if reference := Reference(traversal); !slices.Contains(shape.References, reference) {
			shape.References = append(shape.References, reference)
		}
	}
	slices.Sort(shape.References)
	if len(shape.References) == 0 && len(written.calls) == 0 {
		shape.Constant, _ = constant(expression)
	}
	return shape
}

// Reference is the object that a traversal refers to, without its attributes:
// var.azure of var.azure.partner_id, data.t.n of data.t.n.id.
func Reference(traversal hcl.Traversal) string {
	steps := 2
	if traversal.RootName() == "data" {
		steps = 3
	}
	var names []string
	for i := 0; i < len(traversal) && i < steps; i++ {
		names = append(names, stepName(traversal[i]))
	}
	return strings.Join(names, ".")
}

// Difference says in what two shapes differ, "" if in nothing that both show.
// The receiver is the folder's, the other the plan's.
func (s Shape) Difference(plan Shape) string {
	for _, call := range sortedKeys(s.Calls) {
		planned, ok := plan.Calls[call]
		if !ok {
			return "the folder has " + call + ", the plan has not"
		}
		if argument := firstDifference(s.Calls[call], planned); argument != "" {
			return "the two give " + call + " another " + argument
		}
	}
	for _, call := range sortedKeys(plan.Calls) {
		if _, ok := s.Calls[call]; !ok && !s.hides(call) {
			return "the plan has " + call + ", the folder has not"
		}
	}
	for _, module := range sortedKeys(s.Defaults) {
		for _, name := range sortedKeys(s.Defaults[module]) {
			if planned, ok := plan.Defaults[module][name]; ok && !sameValue(s.Defaults[module][name], planned) {
				return "the two have different defaults of var." + name + " in " + cmp.Or(module, "the root module")
			}
		}
	}
	for _, address := range sortedKeys(s.Providers) {
		if _, ok := plan.Providers[address]; !ok {
			return "the folder has " + address + ", the plan has not"
		}
	}
	for _, address := range sortedKeys(plan.Providers) {
		mine, ok := s.Providers[address]
		switch {
		case !ok && !s.hides(address):
			return "the plan has " + address + ", the folder has not"
		case ok:
			if difference := mine.difference(plan.Providers[address]); difference != "" {
				return difference + " of " + address
			}
		}
	}
	return ""
}

// hides reports whether an address lies in a module that could not be seen.
func (s Shape) hides(address string) bool {
	for unseen := range s.Unseen {
		if strings.HasPrefix(address, unseen+".") {
			return true
		}
	}
	return false
}

func (s ProviderShape) difference(plan ProviderShape) string {
	if s.Source != plan.Source {
		return "the two have different sources"
	}
	for _, name := range shapedArguments {
		mine, written := s.Arguments[name]
		planned, inPlan := plan.Arguments[name]
		switch {
		case written && !inPlan:
			return fmt.Sprintf("the folder sets, and the plan does not set, %s", name)
		case !written && inPlan:
			return fmt.Sprintf("the plan sets, and the folder does not set, %s", name)
		case written && !mine.equal(planned):
			return fmt.Sprintf("the two have different values or references in %s", name)
		}
	}
	return ""
}

func (e ExpressionShape) equal(other ExpressionShape) bool {
	if !slices.Equal(e.References, other.References) {
		return false
	}
	if len(e.References) > 0 || e.Constant == cty.NilVal || other.Constant == cty.NilVal {
		// A reference beside which a constant stands is a template of JSON syntax.
		return len(e.References) > 0 || (e.Constant == cty.NilVal) == (other.Constant == cty.NilVal)
	}
	return sameValue(e.Constant, other.Constant)
}

// firstDifference is the first argument in which two module calls differ.
func firstDifference(a, b map[string]ExpressionShape) string {
	for _, name := range sortedKeys(a) {
		if other, ok := b[name]; !ok || !a[name].equal(other) {
			return name
		}
	}
	for _, name := range sortedKeys(b) {
		if _, ok := a[name]; !ok {
			return name
		}
	}
	return ""
}

// sameValue compares values as JSON shows them, which knows fewer types. What
// one of the two cannot show is not held against anyone.
func sameValue(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal || !a.IsWhollyKnown() || !b.IsWhollyKnown() {
		return true
	}
	if holdsHuge(a) || holdsHuge(b) { // its digits would fill any memory
		return holdsHuge(a) && holdsHuge(b)
	}
	ours, err := ctyjson.Marshal(a, a.Type())
	theirs, otherErr := ctyjson.Marshal(b, b.Type())
	return err != nil || otherErr != nil || bytes.Equal(ours, theirs)
}

// OtherFile names a configuration file in which two configurations differ, "" if
// they were read from the same files. A saved plan holds its own sources, so
// another file beside it is another revision, whatever it looks like.
func (r *Root) OtherFile(planned *Root) string {
	other := ""
	planned.node.walk(func(theirs *node) {
		mine := r.node.find(theirs)
		if other == "" && mine != nil {
			other = otherFile(mine.folder, theirs.folder)
		}
	})
	return other
}

// find is the node at the place of a node in another tree; nil if there is none.
func (n *node) find(other *node) *node {
	if other.parent == nil {
		return n
	}
	if parent := n.find(other.parent); parent != nil {
		return parent.children[other.name]
	}
	return nil
}

func otherFile(mine, theirs folder) string {
	mineText, theirText := mine.texts(), theirs.texts()
	for _, name := range sortedKeys(theirText) {
		if text, ok := mineText[name]; !ok || !bytes.Equal(text, theirText[name]) {
			return mine.show(name)
		}
	}
	for _, name := range sortedKeys(mineText) {
		if _, ok := theirText[name]; !ok {
			return mine.show(name)
		}
	}
	return ""
}

// texts are the folder's configuration files. One that cannot be read is empty,
// and so another than any that can.
func (f folder) texts() map[string][]byte {
	texts := make(map[string][]byte)
	primary, overrides, err := f.configurationFiles()
	if err != nil {
		return texts
	}
	for _, name := range append(primary, overrides...) {
		texts[name], _ = f.read(name)
	}
	return texts
}
