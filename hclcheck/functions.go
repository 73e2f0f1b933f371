package hclcheck

import (
	"encoding/base64"
	"errors"
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// impure are the functions whose result Terraform alone will know.
var impure = map[string]string{
	"timestamp":     "it is the time of the apply",
	"plantimestamp": "it is the time of the plan",
	"uuid":          "it is random",
	"bcrypt":        "it is salted at random",
}

// table is Terraform's functions: the library's, with those that touch files
// confined to the repository, and those that are younger than the library.
func (f *fileFunctions) table() map[string]function.Function {
	table := libraryFunctions()
	for name := range impure {
		table[name] = unknownFunction
	}
	maps.Copy(table, f.confined())
	f.budget.guard(table)
	table["issensitive"] = isSensitiveFunction
	table["nonsensitive"] = nonSensitiveFunction
	table["base64decode"] = base64DecodeFunction
	table["ephemeralasnull"] = ephemeralAsNullFunction
	templates := maps.Clone(table) // a template cannot render templates
	table["templatefile"] = f.templateFile(templates)
	table["templatestring"] = f.templateString(templates)
	for name, is := range maps.Clone(table) {
		table["core::"+name] = is
	}
	return table
}

// functionsFor is the table, with unknown results for the functions that are
// called and the table lacks: provider functions, and what a later
// Terraform brings.
func (e *evaluator) functionsFor(calls []string) map[string]function.Function {
	if calls == nil {
		return nil // most expressions call none
	}
	table := e.functions()
	for _, name := range calls {
		if _, ok := table[name]; !ok {
			table = maps.Clone(table)
			table[name] = unknownFunction
		}
	}
	return table
}

// functionCalls are the names of the functions that an expression calls.
func functionCalls(expression hclsyntax.Expression) (calls []string) {
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := node.(*hclsyntax.FunctionCallExpr); ok {
			calls = append(calls, strings.TrimPrefix(call.Name, "core::"))
		}
		return nil
	})
	return calls
}

// unknownFunction takes anything and returns what is not known.
var unknownFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{
		Name: "arguments", Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	},
	Type: function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
})

var isSensitiveFunction = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}},
	Type: function.StaticReturnType(cty.Bool),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		if !arguments[0].IsKnown() && !arguments[0].HasMark(marks.Sensitive) {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.BoolVal(arguments[0].HasMark(marks.Sensitive)), nil
	},
})

// nonSensitiveFunction takes what is not sensitive too, as Terraform does since
// 1.8; the library's refuses it.
var nonSensitiveFunction = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}},
	Type: func(arguments []cty.Value) (cty.Type, error) { return arguments[0].Type(), nil },
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		value, with := arguments[0].Unmark()
		delete(with, marks.Sensitive)
		return value.WithMarks(with), nil
	},
})

// base64DecodeFunction says nothing but whether it can; the library's writes
// what it decoded to the log.
var base64DecodeFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		decoded, err := base64.StdEncoding.DecodeString(arguments[0].AsString())
		if err != nil || !utf8.Valid(decoded) {
			return cty.UnknownVal(cty.String), errors.New("the text is not UTF-8 in base64")
		}
		return cty.StringVal(string(decoded)), nil
	},
})

// ephemeralAsNullFunction returns its argument: which values are ephemeral is
// not followed, so one that may be is unknown.
var ephemeralAsNullFunction = unknownFunction

// templateString renders a template that is a value.
func (f *fileFunctions) templateString(functions map[string]function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "template", Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType},
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			return f.render([]byte(arguments[0].AsString()), arguments[1], functions)
		},
	})
}

// render evaluates a template with the attributes of an object as its
// variables.
func (f *fileFunctions) render(template []byte, with cty.Value, functions map[string]function.Function) (cty.Value, error) {
	if !with.IsWhollyKnown() {
		return cty.DynamicVal, nil
	}
	if !with.Type().IsObjectType() && !with.Type().IsMapType() {
		return cty.DynamicVal, function.NewArgErrorf(1, "must be a map or an object")
	}
	for name := range with.AsValueMap() {
		if !hclsyntax.ValidIdentifier(name) {
			return cty.DynamicVal, function.NewArgErrorf(1, "has a name that no variable can have")
		}
	}
	if isDeepTemplate(template) {
		f.budget.refusals++
		return cty.DynamicVal, nil
	}
	if !f.budget.spend(len(template) / bytesOfSyntax) {
		return cty.DynamicVal, nil
	}
	expression, diagnostics := hclsyntax.ParseTemplate(template, templateName, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, function.NewArgErrorf(0, "is no valid template")
	}
	ready := f.budget.count(expression)
	for _, name := range functionCalls(ready) {
		if _, ok := functions[name]; !ok {
			return cty.DynamicVal, nil
		}
	}
	value, diagnostics := ready.Value(&hcl.EvalContext{Variables: with.AsValueMap(), Functions: functions})
	if diagnostics.HasErrors() {
		return cty.DynamicVal, function.NewArgErrorf(1, "does not fit the template")
	}
	return value, nil
}
