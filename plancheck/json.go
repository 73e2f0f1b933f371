package plancheck

import (
	"bufio"
	"errors"
	"io"
	"regexp"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/jsonscan"
)

// document is what is kept of plan JSON. Terraform's "JSON output format" page
// describes it; the order of its members is nobody's promise.
type document struct {
	formatVersion    string
	terraformVersion string
	errored          bool
	complete         *bool
	deferred         int
	variables        map[string]plannedValue
	kept             int // bytes of values
	changes          changes
	configuration    *configuration // nil where there is no such section
	has              map[string]bool
}

// plannedValue is the value of a root variable, or why it was not kept.
type plannedValue struct {
	value   cty.Value
	problem string
}

// The members of the document that are looked at. The ones after the deferred
// changes only tell what the document is.
const (
	memberFormatVersion = iota
	memberTerraformVersion
	memberErrored
	memberComplete
	memberVariables
	memberResourceChanges
	memberConfiguration
	memberDeferredChanges
	memberOthers
)

var members = []string{
	"format_version", "terraform_version", "errored", "complete", "variables", "resource_changes", "configuration", "deferred_changes",
	"planned_values", "values", "lineage", "serial", "encrypted_data", "encryption_version", "remote_plan_format", "run_id",
	"$schema", "@level", "terraform", "provider", "resource", "variable", "module", "provider_schemas", "provider_selections", "valid",
}

// readJSON reads plan JSON. head is what it starts with.
func readJSON(r *bufio.Reader, head []byte) (*plan, error) {
	r, transcoded := asUTF8(r, head)
	if transcoded {
		head, _ = r.Peek(headSize)
		if Sniff(head) != tfcua.PlanJSON {
			return nil, fault(refusal(head))
		}
	}
	var text io.Reader = r
	var before int64
	if start, wrapped := documentStart(head); start > 0 {
		if _, err := r.Discard(start); err != nil {
			return nil, faultf("cannot be read: %s", why(err))
		}
		before = int64(start)
		if wrapped {
			text = &untilTrailer{r: r}
		}
	}
	d := &document{has: make(map[string]bool)}
	scanner := jsonscan.New(text)
	err := d.scan(scanner)
	if err == nil {
		err = scanner.End()
	}
	if err != nil && d.alien() == "" {
		return nil, d.broken(err, before, transcoded)
	}
	if err := d.recognise(); err != nil {
		return nil, err
	}
	return d.plan(), nil
}

func (d *document) scan(s *jsonscan.Scanner) error {
	return s.Object(members, func(member int) error {
		d.has[members[member]] = true
		if null, err := isNull(s); null || err != nil {
			d.has[members[member]] = !null
			return err
		}
		var err error
		switch member {
		case memberFormatVersion:
			d.formatVersion, err = text(s, 64)
		case memberTerraformVersion:
			d.terraformVersion, err = text(s, 64)
			d.terraformVersion = versionText(d.terraformVersion)
		case memberErrored:
			d.errored, err = s.Bool()
		case memberComplete:
			var complete bool
			complete, err = s.Bool()
			d.complete = &complete
		case memberVariables:
			err = d.scanVariables(s)
		case memberResourceChanges:
			err = s.Array(func(int) error { return d.scanChange(s) })
		case memberConfiguration:
			d.configuration = new(configuration)
			err = d.configuration.scan(s)
		case memberDeferredChanges:
			err = s.Array(func(int) error { d.deferred++; return nil })
		}
		return err
	})
}

// isNull reports whether the next value is null, as filters make of what is
// absent. It is skipped when nothing else reads it.
func isNull(s *jsonscan.Scanner) (bool, error) {
	kind, err := s.Kind()
	return kind == jsonscan.Null, err
}

// text reads a string, "" where it is null or longer than it may be.
func text(s *jsonscan.Scanner, limit int) (string, error) {
	if null, err := isNull(s); null || err != nil {
		return "", err
	}
	read, err := s.String(limit)
	var long *jsonscan.TooLongError
	if errors.As(err, &long) {
		return "", nil
	}
	return read, err
}

// broken says what is wrong with the document, and where.
func (d *document) broken(err error, before int64, transcoded bool) error {
	var plain fault
	if errors.As(err, &plain) {
		return plain
	}
	in := ""
	if transcoded {
		in = " of its text in UTF-8"
	}
	var syntax *jsonscan.SyntaxError
	var kind *jsonscan.KindError
	var failure *jsonscan.ReadError
	switch {
	case errors.As(err, &syntax) && errors.Is(err, jsonscan.ErrTruncated):
		return faultf("is cut off: the JSON ends at byte %d%s; write the whole output of terraform show -json PLAN", before+syntax.Offset, in)
	case errors.As(err, &syntax):
		return faultf("is no plan JSON: at byte %d%s: %s; give the output of terraform show -json PLAN as it is", before+syntax.Offset, in, harmless(syntax))
	case errors.As(err, &kind):
		return faultf("is no plan JSON that tfcua knows: at byte %d%s: found %v instead of %v; give the output of terraform show -json PLAN as it is", before+kind.Offset, in, kind.Got, kind.Want)
	case errors.As(err, &failure):
		return faultf("cannot be read beyond byte %d%s: %s", before+failure.Offset, in, why(failure.Err))
	}
	return fault("is no plan JSON: a name in it is longer than any that Terraform writes")
}

// harmless is the scanner's message without the name that it may quote.
func harmless(err *jsonscan.SyntaxError) string {
	if duplicateName.MatchString(err.Message) {
		return "a name is there twice in one object"
	}
	return err.Message
}

var duplicateName = regexp.MustCompile(`^duplicate name `)

// alien says what the document is, if it is of a kind that is no plan.
func (d *document) alien() string {
	has := d.has
	switch {
	case has["encrypted_data"] || has["encryption_version"]:
		return "is encrypted by OpenTofu: tfcua does not decrypt; give the output of tofu show -json PLAN"
	case has["remote_plan_format"] || has["run_id"] && !has["format_version"]:
		return "is the bookmark of a run in HCP Terraform, no plan: give the output of terraform show -json PLAN, made where the bookmark was saved"
	case has["lineage"] || has["serial"] && !has["format_version"]:
		return "is a state file, no plan: give the output of terraform show -json PLAN, or the saved plan of terraform plan -out"
	case has["@level"]:
		return "is the log of terraform plan -json, no plan: give the output of terraform show -json PLAN, made of the saved plan of terraform plan -out"
	case has["$schema"] && !has["format_version"]:
		return "is JSON with a schema of its own, such as an ARM template, no plan: give the output of terraform show -json PLAN"
	case has["format_version"]:
		switch {
		case has["provider_schemas"]:
			return "is the output of terraform providers schema, no plan: give that of terraform show -json PLAN"
		case has["valid"]:
			return "is the output of terraform validate, no plan: give that of terraform show -json PLAN"
		}
	case has["terraform"] || has["provider"] || has["resource"] || has["module"] || has["variable"]:
		return "is Terraform configuration in JSON syntax, no plan: give the folder that it is in"
	case has["provider_selections"]:
		return "is the output of terraform version, no plan: give that of terraform show -json PLAN"
	}
	return ""
}

// recognise refuses a document that is no plan, or of a version that is not
// known.
func (d *document) recognise() error {
	if alien := d.alien(); alien != "" {
		return fault(alien)
	}
	has := d.has
	anyOfPlan := has["planned_values"] || has["resource_changes"] || has["configuration"]
	switch {
	case !has["format_version"]:
		return fault("is JSON without a format_version, no plan: give the whole output of terraform show -json PLAN")
	case !anyOfPlan && has["values"]:
		return fault("is the JSON of a state, no plan: terraform show -json was run without a plan; run terraform show -json PLAN")
	case !knownVersion.MatchString(d.formatVersion):
		return fault("has a format_version that tfcua does not know (it knows 0.1 to 1.x): use a tfcua that does, or give the saved plan itself")
	case !has["resource_changes"] && !has["configuration"]:
		return fault("holds neither resource_changes nor configuration, so what it plans is not in it: give the whole output of terraform show -json PLAN")
	}
	return nil
}

// knownVersion is the format of Terraform 0.12 to 1.0 and of 1.1 and later.
var knownVersion = regexp.MustCompile(`^(0\.[1-9][0-9]{0,3}|1\.[0-9]{1,4})$`)

// scanVariables reads the effective values of the root variables.
func (d *document) scanVariables(s *jsonscan.Scanner) error {
	d.variables = make(map[string]plannedValue)
	return s.Members(func(name string) error {
		kind, err := s.Kind()
		if err != nil || kind != jsonscan.Object || len(name) > maxName || len(d.variables) >= maxVariables {
			return err
		}
		kept := plannedValue{problem: "the plan holds no value of var." + name}
		err = s.Object([]string{"value"}, func(int) error {
			raw, err := s.Raw(maxValue)
			var long *jsonscan.TooLongError
			switch {
			case errors.As(err, &long) || err == nil && d.kept+len(raw) > maxValues:
				kept = plannedValue{problem: tooLarge("var." + name)}
				return nil
			case err != nil:
				return err
			}
			d.kept += len(raw)
			value, ok := decodeJSON(raw)
			if !ok {
				kept = plannedValue{problem: "the value of var." + name + " cannot be decoded"}
				return nil
			}
			kept = plannedValue{value: value}
			return nil
		})
		d.variables[name] = kept
		return err
	})
}

// scanChange adds one element of resource_changes to what they sum up to.
func (d *document) scanChange(s *jsonscan.Scanner) error {
	if kind, err := s.Kind(); err != nil || kind != jsonscan.Object {
		return err
	}
	var address, mode, provider string
	var actions []string
	err := s.Object([]string{"address", "mode", "provider_name", "change"}, func(member int) error {
		var err error
		switch member {
		case 0:
			address, err = text(s, 16<<10)
		case 1:
			mode, err = text(s, 32)
		case 2:
			provider, err = text(s, maxName)
		case 3:
			if null, err := isNull(s); null || err != nil {
				return err
			}
			err = s.Object([]string{"actions"}, func(int) error {
				if null, err := isNull(s); null || err != nil {
					return err
				}
				return s.Array(func(i int) error {
					if i >= 4 {
						return nil
					}
					name, err := text(s, 32)
					actions = append(actions, name)
					return err
				})
			})
		}
		return err
	})
	if err != nil || !concerns(provider) {
		return err
	}
	what := actionOf(actions)
	if mode == "data" {
		what = noAction
	}
	d.changes.add(address, provider, what)
	return nil
}

// plan makes a plan of the document.
func (d *document) plan() *plan {
	r := newReading(d)
	r.configure()
	r.use()
	complete := !d.errored
	if d.complete != nil {
		complete = *d.complete
	}
	return &plan{
		configuration: tfcua.Configuration{
			Input:        tfcua.Input{Kind: tfcua.PlanJSON, TerraformVersion: d.terraformVersion},
			Providers:    r.providers(),
			Requirements: r.requirements(),
			Unseen:       r.unseen,
			Plan:         &tfcua.Plan{Errored: d.errored, Complete: complete, Deferred: d.deferred},
		},
		shape:     r.shape(),
		variables: d.plannedVariables(),
	}
}

// plannedVariables are the root variables for a folder to be evaluated with.
// Terraform shows the defaults too: one without an entry is ephemeral, or was
// not given.
func (d *document) plannedVariables() hclcheck.PlannedVariables {
	planned := hclcheck.PlannedVariables{Values: make(map[string]cty.Value), Unknown: make(map[string]string)}
	for name, kept := range d.variables {
		if kept.problem != "" {
			planned.Unknown[name] = kept.problem
			continue
		}
		planned.Values[name] = kept.value
	}
	if d.configuration != nil && d.configuration.root != nil {
		for name := range d.configuration.root.variables {
			if _, ok := d.variables[name]; !ok {
				planned.Unknown[name] = notInPlan(name)
			}
		}
	}
	return planned
}

func notInPlan(name string) string {
	return "var." + name + " has no value in the plan: it is ephemeral, or was not given"
}
