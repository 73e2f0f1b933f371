package plancheck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/tfcua/tfcua"
)

// maxReferences bounds the references that are kept of one expression.
const maxReferences = 1000

// expression is what plan JSON shows of an expression: the constant that it is,
// or else the references in it, or, for a call over literals, nothing.
type expression struct {
	constant   cty.Value // NilVal where there is none
	references []string
	problem    string // why the constant is not known
}

// setting is what an argument of a provider configuration is, as far as plan
// JSON tells. An expression that refers to something proves nothing: var.x,
// "pid-${var.x}" and coalesce(var.x, "…") look alike.
func (d *document) setting(m *module, arguments map[string]expression, name string, kind cty.Type) tfcua.Setting {
	written, ok := arguments[name]
	switch {
	case !ok:
		return tfcua.UnsetSetting()
	case len(written.references) > 0: // JSON syntax has the text of the template beside them
		t := trail{document: d, kind: kind}
		return t.follow(m, written.references, nil)
	case written.problem != "":
		return tfcua.UnknownSetting(written.problem)
	case written.constant == cty.NilVal:
		return tfcua.UnknownSetting(callOverLiterals)
	}
	return constantSetting(written.constant, kind)
}

const callOverLiterals = "it is a function call over literals, and plan JSON does not show what such a call gives; the saved plan or the folder does"

// constantSetting is a literal, converted as Terraform does.
func constantSetting(constant cty.Value, kind cty.Type) tfcua.Setting {
	if constant.IsNull() {
		return tfcua.UnsetSetting()
	}
	if constant.Type() == cty.String && isTemplate(constant.AsString()) {
		return tfcua.UnknownSetting("it is a template in JSON syntax, and plan JSON does not show what it gives; the saved plan or the folder does")
	}
	text, ok := asText(constant, kind)
	if !ok {
		return tfcua.RefusedSetting("it is " + article(constant.Type()) + " where Terraform wants a " + kind.FriendlyName())
	}
	return tfcua.KnownSetting(text)
}

// isTemplate reports whether text of JSON syntax is a template: in native
// syntax a constant has none of its sequences left, but where they are escaped.
func isTemplate(text string) bool {
	return strings.Contains(text, "${") || strings.Contains(text, "%{")
}

// asText is a value of the wanted type as text.
func asText(value cty.Value, kind cty.Type) (string, bool) {
	if !value.Type().IsPrimitiveType() {
		return "", false
	}
	converted, err := convert.Convert(value, kind)
	if err != nil || converted.IsNull() || !converted.IsKnown() {
		return "", false
	}
	if kind == cty.Bool {
		return strconv.FormatBool(converted.True()), true
	}
	return converted.AsString(), true
}

func article(kind cty.Type) string {
	switch {
	case kind.IsPrimitiveType():
		return "a " + kind.FriendlyName()
	case kind.IsTupleType():
		return "a list"
	}
	return "an object"
}

// trail follows references from a provider block to a value: through the
// variables of modules and the arguments of their calls, up to a root variable,
// a default or a constant.
type trail struct {
	*document
	kind      cty.Type
	via       []string
	sensitive bool
}

// follow is what references in module m lead to; rest is the path into the
// object that they give.
func (t *trail) follow(m *module, references []string, rest []string) tfcua.Setting {
	object, path, problem := single(references)
	if problem != "" {
		return t.unknown(problem)
	}
	name, isVariable := strings.CutPrefix(object, "var.")
	if !isVariable {
		return t.unknown(unfollowed(object))
	}
	path = append(slices.Clone(path), rest...)
	step := "var." + strings.Join(append([]string{name}, path...), ".")
	if m != nil && m.parent != nil {
		step += " of " + m.address
	}
	t.via = append(t.via, step)
	if m == nil {
		return t.unknown("the module that " + object + " belongs to is not in the plan JSON")
	}
	declared := m.variables[name]
	t.sensitive = t.sensitive || declared.sensitive
	if m.parent == nil {
		return t.root(name, path)
	}
	given, ok := m.given[name]
	switch {
	case !ok && declared.problem != "":
		return t.unknown("its default: " + declared.problem)
	case !ok && declared.fallback == cty.NilVal:
		return t.unknown(m.address + " is given no such variable and it has no default")
	case !ok:
		return t.value(declared.fallback, path)
	case len(given.references) > 0:
		return t.follow(m.parent, given.references, path)
	case given.problem != "":
		return t.unknown("what " + m.address + " is given: " + given.problem)
	case given.constant == cty.NilVal:
		return t.unknown("what " + m.address + " is given: " + callOverLiterals)
	case given.constant.IsNull() && !declared.nullable && declared.fallback != cty.NilVal && !declared.fallback.IsNull():
		return t.unknown(m.address + " is given null, which is null, or the variable's default where it is not nullable: plan JSON does not say which; the saved plan or the folder does")
	case given.constant.Type() == cty.String && !given.constant.IsNull() && isTemplate(given.constant.AsString()):
		return t.unknown("what " + m.address + " is given is a template in JSON syntax, and plan JSON does not show what it gives")
	}
	return t.value(given.constant, path)
}

// root is the value of a root variable. Terraform shows the defaults too.
func (t *trail) root(name string, path []string) tfcua.Setting {
	planned, ok := t.variables[name]
	switch {
	case !ok:
		return t.unknown(notInPlan(name))
	case planned.problem != "":
		return t.unknown(planned.problem)
	}
	return t.value(planned.value, path)
}

// value is the setting if the expressions on the way are nothing but the
// references: what that is worth, package tfcua decides.
func (t *trail) value(value cty.Value, path []string) tfcua.Setting {
	value, ok := dig(value, path)
	if !ok {
		return t.unknown("the value has nothing at " + t.via[len(t.via)-1])
	}
	what := ""
	switch {
	case value.IsNull():
		what = "null"
	case !value.IsKnown():
		what = "not known"
	case t.kind == cty.String && value.Type() != cty.String:
		what = "no text"
	case t.kind == cty.String && value.AsString() == "":
		what = `""`
	}
	text, ok := "", false
	if what == "" {
		if text, ok = asText(value, t.kind); !ok {
			what = "no " + t.kind.FriendlyName()
		}
	}
	if what != "" {
		return t.unknown("what it refers to is " + what + ", and the expression may make something else of it, which plan JSON does not show; the saved plan or the folder does")
	}
	return t.made(tfcua.InferredSetting(text))
}

func (t *trail) unknown(reason string) tfcua.Setting { return t.made(tfcua.UnknownSetting(reason)) }

func (t *trail) made(setting tfcua.Setting) tfcua.Setting {
	setting.Via, setting.Sensitive = t.via, t.sensitive
	return setting
}

// single is the one object that references lead to, and the path into it. Plan
// JSON lists an attribute and its object: var.azure.partner_id, var.azure.
func single(references []string) (object string, path []string, problem string) {
	var leaf []string
	for _, reference := range references {
		named, into := splitReference(reference)
		switch {
		case object == "":
			object, leaf = named, into
		case object != named:
			return "", nil, fmt.Sprintf("it refers to %s and to %s, and plan JSON does not show what it makes of them; the saved plan or the folder does", object, named)
		case hasPrefix(into, leaf):
			leaf = into
		case !hasPrefix(leaf, into):
			return "", nil, fmt.Sprintf("it refers to several parts of %s, and plan JSON does not show what it makes of them; the saved plan or the folder does", object)
		}
	}
	return object, leaf, ""
}

func hasPrefix(path, prefix []string) bool {
	return len(path) >= len(prefix) && slices.Equal(path[:len(prefix)], prefix)
}

// splitReference tells the object that is referred to from the path into it:
// var.azure and partner_id, data.t.n and id.
func splitReference(reference string) (object string, path []string) {
	steps := splitSteps(reference)
	n := 2
	if steps[0] == "data" || steps[0] == "ephemeral" {
		n = 3
	}
	n = min(n, len(steps))
	return strings.Join(steps[:n], "."), steps[n:]
}

// splitSteps takes a reference apart: a.b["c.d"][0] is a, b, c.d, 0.
func splitSteps(reference string) []string {
	var steps []string
	for reference != "" {
		switch {
		case reference[0] == '.':
			reference = reference[1:]
		case strings.HasPrefix(reference, `["`):
			end := quoteEnd([]byte(reference[1:]))
			if end < 0 {
				return append(steps, reference)
			}
			key, err := strconv.Unquote(reference[1 : 1+end])
			if err != nil {
				key = reference[2:end]
			}
			steps = append(steps, key)
			reference = strings.TrimPrefix(reference[1+end:], "]")
		case reference[0] == '[':
			key, rest, _ := strings.Cut(reference[1:], "]")
			steps, reference = append(steps, key), rest
		default:
			end := strings.IndexAny(reference, ".[")
			if end < 0 {
				end = len(reference)
			}
			steps, reference = append(steps, reference[:end]), reference[end:]
		}
	}
	if len(steps) == 0 {
		return []string{""}
	}
	return steps
}

// unfollowed says why the value of an object that is no variable is not known.
func unfollowed(object string) string {
	kind, name, _ := strings.Cut(object, ".")
	switch kind {
	case "local":
		return object + ": plan JSON does not hold locals; the saved plan or the folder does"
	case "module":
		return "it refers to an output of " + object + ", which plan JSON does not show; the saved plan or the folder may"
	case "path", "each", "count", "self", "terraform", "tofu":
		return "it refers to " + object + ", which plan JSON does not show; the saved plan or the folder may"
	case "data":
		return "it refers to the data source " + object + ", which is read at plan or at apply"
	case "ephemeral":
		return "it refers to the ephemeral resource " + object + ", which no plan holds"
	}
	if name == "" {
		return "it refers to something that plan JSON does not name"
	}
	return "it refers to the resource " + object + ", whose attributes may be known only at apply"
}

// dig is what is at a path into a value.
func dig(value cty.Value, path []string) (cty.Value, bool) {
	for _, step := range path {
		if value.IsNull() || !value.IsKnown() {
			return cty.NilVal, false
		}
		kind := value.Type()
		switch {
		case kind.IsObjectType() && kind.HasAttribute(step):
			value = value.GetAttr(step)
		case kind.IsTupleType():
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= value.LengthInt() {
				return cty.NilVal, false
			}
			value = value.Index(cty.NumberIntVal(int64(i)))
		default:
			return cty.NilVal, false
		}
	}
	return value, true
}
