package hclcheck

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// maxInstances bounds the instances of a module call that are evaluated.
const maxInstances = 1000

// moduleValue is what module.<name> means: an object of outputs, or the tuple
// or object of them that count or for_each makes. Only outputs that one of the
// traversals may reach are evaluated.
func (s *scope) moduleValue(name string, traversals []hcl.Traversal) cty.Value {
	child := s.node.children[name]
	if child == nil {
		return cty.DynamicVal
	}
	wanted := wantedOutputs(traversals)
	switch {
	case child.call.count != nil:
		return s.counted(child, wanted)
	case child.call.forEach != nil:
		return s.forEach(child, wanted)
	default:
		return s.outputs(child, instance{}, wanted)
	}
}

func (s *scope) counted(child *node, wanted func(string) bool) cty.Value {
	value, problem := s.evaluate(child.call.count)
	if problem != "" {
		return cty.DynamicVal
	}
	value, _ = value.Unmark()
	if !value.IsKnown() || value.IsNull() || value.Type() != cty.Number {
		return cty.DynamicVal
	}
	count, _ := value.AsBigFloat().Int64()
	if count < 0 || count > maxInstances {
		return cty.DynamicVal
	}
	if !s.evaluator.budget.spend(int(count)) {
		return cty.DynamicVal
	}
	elements := make([]cty.Value, count)
	for i := range elements {
		index := instance{id: strconv.Itoa(i), count: map[string]cty.Value{"index": cty.NumberIntVal(int64(i))}}
		elements[i] = s.outputs(child, index, wanted)
	}
	return cty.TupleVal(elements)
}

func (s *scope) forEach(child *node, wanted func(string) bool) cty.Value {
	instances, known := s.instances(child.call.forEach)
	if !known {
		return cty.DynamicVal
	}
	if !s.evaluator.budget.spend(len(instances)) {
		return cty.DynamicVal
	}
	elements := make(map[string]cty.Value, len(instances))
	for _, of := range instances {
		elements[of.id] = s.outputs(child, of, wanted)
	}
	return cty.ObjectVal(elements)
}

// instances are the instances that a for_each expression makes, in the order of
// their keys; false where they are not known.
func (s *scope) instances(forEach hcl.Expression) ([]instance, bool) {
	value, problem := s.evaluate(forEach)
	if problem != "" {
		return nil, false
	}
	value, _ = value.Unmark()
	if !value.IsKnown() || value.IsNull() || !value.CanIterateElements() || value.LengthInt() > maxInstances {
		return nil, false
	}
	var instances []instance
	for iterator := value.ElementIterator(); iterator.Next(); {
		key, element := iterator.Element()
		if value.Type().IsSetType() {
			key = element
		}
		id, ok := asString(key)
		if !ok {
			return nil, false
		}
		instances = append(instances, instance{id: id, each: map[string]cty.Value{"key": key, "value": element}})
	}
	return instances, true
}

func (s *scope) outputs(child *node, of instance, wanted func(string) bool) cty.Value {
	inside := s.evaluator.childScope(s, child, of)
	values := make(map[string]cty.Value)
	for _, name := range sortedKeys(child.outputs) {
		if wanted(name) {
			values[name] = inside.output(name, child.outputs[name])
		}
	}
	return cty.ObjectVal(values)
}

func (s *scope) output(name string, declared *output) cty.Value {
	if declared.value.Attribute == nil {
		return cty.DynamicVal
	}
	return s.once("output."+name, func() cty.Value {
		return sensitive(orUnknown(s.evaluate(declared.value.Expr)), declared.sensitive)
	})
}

// wantedOutputs tells which outputs the traversals module.x.y, module.x[0].y
// may reach; all of them where a traversal ends before it names one.
func wantedOutputs(traversals []hcl.Traversal) func(string) bool {
	named := make(map[string]bool)
	for _, traversal := range traversals {
		name := ""
		for _, step := range traversal[2:] {
			if attribute, ok := step.(hcl.TraverseAttr); ok {
				name = attribute.Name
				break
			}
		}
		if name == "" {
			return func(string) bool { return true }
		}
		named[name] = true
		// module.x["y"]: the index may be the name of an output, or of an instance
		if index, ok := traversal[2].(hcl.TraverseIndex); ok && index.Key.Type() == cty.String {
			return func(string) bool { return true }
		}
	}
	return func(name string) bool { return named[name] }
}
