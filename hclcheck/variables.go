package hclcheck

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/mattn/go-shellwords"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// givenValue is the value that a root variable is given, or its default.
type givenValue struct {
	by      string    // who gave it: "terraform.tfvars", "TF_VAR_partner_id", "its default"
	written argument  // where a file holds it
	value   cty.Value // of the declared type; NilVal where it is none or does not fit
	problem string    // why there is no value
}

// rootVariables gives the root module's variables their values in Terraform's
// order, the last one counting: default, TF_VAR_…, terraform.tfvars,
// terraform.tfvars.json, *.auto.tfvars and *.auto.tfvars.json by name, then -var
// and -var-file as they stand. It reports whether there are tfvars files.
func (r *Root) rootVariables(m *module) (map[string]givenValue, bool, error) {
	given := make(map[string]givenValue)
	for name, declared := range m.variables {
		given[name] = declared.initial()
	}
	files := m.folder.tfvarsFiles()
	if planned := r.options.Planned; planned != nil {
		return given, len(files) > 0, r.takePlanned(given, m, files)
	}
	return given, len(files) > 0, r.takeGiven(given, m, files)
}

// takePlanned takes the plan's values. What the plan leaves open, an ephemeral
// variable, Terraform takes at apply from where it takes any other.
func (r *Root) takePlanned(given map[string]givenValue, m *module, files []string) error {
	planned := r.options.Planned
	open := make(map[string]string) // with the reason
	for name, declared := range m.variables {
		if value, known := planned.Values[name]; known {
			given[name] = declared.take(value, "the plan", argument{})
		} else if reason, is := planned.Unknown[name]; is {
			open[name] = reason
		} else if given[name].value == cty.NilVal {
			open[name] = given[name].problem
		}
	}
	if len(open) == 0 {
		return nil // and nothing else is looked at, which may not be here any more
	}
	atApply := maps.Clone(given)
	if err := r.takeGiven(atApply, m, files); err != nil {
		return err
	}
	for name, reason := range open {
		if given[name] = atApply[name]; atApply[name].by == "its default" {
			given[name] = givenValue{by: "the plan", value: cty.NilVal, problem: reason}
		}
	}
	return nil
}

// takeGiven takes the values of the environment, of files and of arguments.
func (r *Root) takeGiven(given map[string]givenValue, m *module, files []string) error {
	for name, declared := range m.variables {
		if text, ok := r.options.Environment["TF_VAR_"+name]; ok {
			given[name] = declared.parse(text, "TF_VAR_"+name)
		}
	}
	for _, name := range files {
		text, err := m.folder.read(name)
		if err != nil {
			return &Error{File: m.folder.show(name), Message: "cannot be read: " + why(err)}
		}
		if err := takeFile(given, m, m.folder.show(name), text); err != nil {
			return err
		}
	}
	arguments, err := r.arguments()
	if err != nil {
		return err
	}
	for _, argument := range arguments {
		if err := takeArgument(given, m, argument, r.options.read); err != nil {
			return err
		}
	}
	return nil
}

// tfvarsFiles are the names of the files that Terraform takes by itself, in the
// order in which they count.
func (f folder) tfvarsFiles() []string {
	names, err := readDir(f)
	if err != nil {
		return nil
	}
	var first, auto []string
	for _, name := range names {
		switch {
		case name == "terraform.tfvars" || name == "terraform.tfvars.json":
			first = append(first, name)
		case strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json"):
			auto = append(auto, name)
		}
	}
	slices.Sort(first)
	slices.Sort(auto)
	return append(first, auto...)
}

// arguments are all -var and -var-file: those that TF_CLI_ARGS_plan and
// TF_CLI_ARGS add come first, as Terraform puts them.
func (r *Root) arguments() ([]Argument, error) {
	var all []Argument
	for _, name := range []string{"TF_CLI_ARGS_plan", "TF_CLI_ARGS"} {
		words, err := shellwords.Parse(r.options.Environment[name])
		if err != nil {
			return nil, fmt.Errorf("%s does not parse as words of a command line; mend its quotation marks", name)
		}
		for i := 0; i < len(words); i++ {
			flag, value, given := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(words[i], "-"), "-"), "=")
			if flag != "var" && flag != "var-file" || !strings.HasPrefix(words[i], "-") {
				continue
			}
			if !given && i+1 < len(words) {
				i++
				value = words[i]
			}
			all = append(all, Argument{File: flag == "var-file", Text: value})
		}
	}
	return append(all, r.options.Arguments...), nil
}

func takeArgument(given map[string]givenValue, m *module, a Argument, read func(name string) ([]byte, error)) error {
	if a.File {
		text, err := read(a.Text)
		if err != nil {
			return &Error{File: a.Text, Message: "cannot be read: " + why(err)}
		}
		return takeFile(given, m, filepath.ToSlash(a.Text), text)
	}
	name, text, ok := strings.Cut(a.Text, "=")
	if !ok {
		return fmt.Errorf("--var takes NAME=VALUE")
	}
	if declared := m.variables[strings.TrimSpace(name)]; declared != nil {
		given[declared.name] = declared.parse(text, "-var")
	} else {
		m.undeclared = append(m.undeclared, assignment{name: strings.TrimSpace(name)})
	}
	return nil
}

// takeFile takes the values of a tfvars file.
func takeFile(given map[string]givenValue, m *module, shown string, text []byte) error {
	file, err := parse(shown, text)
	if err != nil {
		return err
	}
	found, diagnostics := file.body.JustAttributes()
	if err := firstError(shown, diagnostics); err != nil {
		return err
	}
	if !strings.HasSuffix(shown, ".json") {
		m.ignores = append(m.ignores, ignoreComments(shown, text)...)
	}
	for _, name := range sortedKeys(found) {
		attribute, declared := found[name], m.variables[name]
		if declared == nil {
			m.undeclared = append(m.undeclared, assignment{name, shown})
			continue
		}
		if hasLoop(attribute.Expr) {
			return errorAt(attribute.Expr.Range(), "%s holds a for expression, which tfcua does not evaluate in files of variables: write its value", name)
		}
		value, diagnostics := attribute.Expr.Value(nil)
		if err := firstError(shown, diagnostics); err != nil {
			return err
		}
		given[name] = declared.take(value, path.Base(shown), argument{attribute, file})
	}
	return nil
}

// initial is the default, or that there is none.
func (v *variable) initial() givenValue {
	if v.fallback.Attribute == nil {
		return givenValue{value: cty.NilVal, problem: "variable " + v.name + " has no default and is given no value here: give it with --var, --var-file or TF_VAR_" + v.name}
	}
	value, problem := constant(v.fallback.Expr)
	if problem != "" {
		return givenValue{value: cty.NilVal, problem: "the default of variable " + v.name + " " + problem}
	}
	return v.take(value, "its default", v.fallback)
}

// parse takes what an environment variable or an argument gives: text for a
// variable of a primitive type or of none, else an expression.
func (v *variable) parse(text, by string) givenValue {
	if v.literal {
		return v.take(cty.StringVal(text), by, argument{})
	}
	if isDeepExpression([]byte(text)) {
		return givenValue{by: by, value: cty.NilVal, problem: by + " is nested deeper than tfcua reads"}
	}
	expression, diagnostics := hclsyntax.ParseExpression([]byte(text), by, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return givenValue{by: by, value: cty.NilVal, problem: by + " does not parse as a value of the type of variable " + v.name}
	}
	value, problem := constant(expression)
	if problem != "" {
		return givenValue{by: by, value: cty.NilVal, problem: by + " " + problem}
	}
	return v.take(value, by, argument{})
}

// take converts a value to the variable's type. A null for a variable that is
// not nullable means its default.
func (v *variable) take(value cty.Value, by string, written argument) givenValue {
	if value.IsNull() && !v.nullable {
		if v.fallback.Attribute != nil && written.Attribute != v.fallback.Attribute {
			return v.initial()
		}
		return givenValue{by: by, written: written, value: cty.NilVal, problem: "variable " + v.name + " is null and not nullable, which Terraform refuses"}
	}
	converted, err := v.convert(value)
	if err != nil {
		return givenValue{by: by, written: written, value: cty.NilVal, problem: "the value of variable " + v.name + " (" + by + ") is not of its type, so Terraform refuses it"}
	}
	return givenValue{by: by, written: written, value: converted}
}

func (v *variable) convert(value cty.Value) (cty.Value, error) {
	if holdsHuge(value) {
		return cty.NilVal, errors.New("a number in it is larger than tfcua evaluates")
	}
	if v.defaults != nil && !value.IsNull() {
		value = v.defaults.Apply(value)
	}
	return convert.Convert(value, v.kind)
}

// variable is the value of a variable in the scope.
func (s *scope) variable(name string) cty.Value {
	declared := s.node.variables[name]
	if declared == nil {
		return cty.DynamicVal
	}
	return s.once("var."+name, func() cty.Value {
		value := s.givenTo(declared).value
		if value == cty.NilVal {
			value = cty.UnknownVal(declared.kind.WithoutOptionalAttributesDeep())
		}
		return sensitive(value, declared.sensitive)
	})
}

// givenTo is what a variable is given: to a called module by its call.
func (s *scope) givenTo(declared *variable) givenValue {
	if s.parent == nil {
		return s.given[declared.name]
	}
	input, ok := s.node.call.inputs[declared.name]
	if !ok {
		return declared.initial()
	}
	value, problem := s.parent.evaluateWith(input.Expr, s.instanceForInputs())
	if problem != "" {
		return givenValue{by: "the module call", written: input, value: cty.NilVal, problem: problem}
	}
	if !value.IsKnown() {
		return givenValue{by: "the module call", written: input, value: cty.NilVal}
	}
	unmarked, with := value.Unmark()
	taken := declared.take(unmarked, "the module call", input)
	if taken.value != cty.NilVal {
		taken.value = taken.value.WithMarks(with)
	}
	return taken
}

// instanceForInputs is what each and count mean in the arguments of the call
// that made the scope.
func (s *scope) instanceForInputs() instance {
	of := s.parent.instance
	if s.node.call.forEach != nil {
		of.each = s.instance.each
	}
	if s.node.call.count != nil {
		of.count = s.instance.count
	}
	return of
}
