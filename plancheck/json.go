package plancheck

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"

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
)

var members = []string{
	"format_version", "terraform_version", "errored", "complete", "variables", "resource_changes", "configuration", "deferred_changes",
	"planned_values", "values", "lineage", "serial", "encrypted_data", "encryption_version", "remote_plan_format", "run_id",
	"$schema", "@level", "terraform", "provider", "resource", "variable", "module", "provider_schemas", "provider_selections", "valid", "resources",
}

// readJSON reads plan JSON. head is what it starts with.
func readJSON(r *bufio.Reader, head []byte, mirrors tfcua.Mirrors) (*plan, error) {
	r, transcoded := asUTF8(r, head)
	if transcoded {
		head, _ = r.Peek(headSize)
		if Sniff(head) != tfcua.PlanJSON {
			return nil, fault(refusal(head))
		}
	}
	var text io.Reader = r
	var before int64
	start, wrapped := documentStart(head)
	if start > 0 {
		if _, err := r.Discard(start); err != nil {
			return nil, faultf("cannot be read: %s", why(err))
		}
		before = int64(start)
		if wrapped {
			text = &untilTrailer{r: r}
		}
	}
	d := &document{has: make(map[string]bool), changes: changes{mirrors: mirrors}}
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
	p := d.plan()
	if wrapped {
		p.configuration.Unseen = append(p.configuration.Unseen, wrapperLines)
	}
	return p, nil
}

// wrapperLines name what stands around a wrapped document.
var wrapperLines = tfcua.Unseen{
	Address: "the lines around the JSON",
	Reason:  "a CI wrapper wrote them ([command]… before it), and they were passed over",
	Fix:     "with the setup-terraform action, set terraform_wrapper: false",
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
			err = d.changes.scan(s)
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
	return read, ignoreLong(err)
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
	if strings.HasPrefix(err.Message, "duplicate name ") {
		return "a name is there twice in one object"
	}
	return err.Message
}

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
	case !has["format_version"] && has["resources"]:
		return fault(`is JSON without a format_version, no plan, and without a "$schema" or a "contentVersion", no ARM template: give the output of terraform show -json PLAN, or a template with its "$schema"`)
	case !has["format_version"]:
		return fault("is JSON without a format_version, no plan: give the whole output of terraform show -json PLAN")
	case !anyOfPlan && has["values"]:
		return fault("is the JSON of a state, no plan: terraform show -json was run without a plan; run terraform show -json PLAN")
	case !isKnownVersion(d.formatVersion):
		return fault("has a format_version that tfcua does not know (it knows 0.1 to 1.x): use a tfcua that does, or give the saved plan itself")
	case !has["resource_changes"] && !has["configuration"]:
		return fault("holds neither resource_changes nor configuration, so what it plans is not in it: give the whole output of terraform show -json PLAN")
	}
	return nil
}

// isKnownVersion reports whether a format version is one of Terraform 0.12 to
// 1.0 (0.1 and later), or of 1.1 and later (1.0 and later).
func isKnownVersion(version string) bool {
	major, minor, _ := strings.Cut(version, ".")
	n, err := strconv.ParseUint(minor, 10, 14)
	return err == nil && (major == "1" || major == "0" && n > 0)
}

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
			Unexplained:  r.without,
			Templates:    d.changes.templates.read,
			Unseen:       d.changes.templates.allUnseen(),
			Plan:         &tfcua.Plan{Errored: d.errored, Complete: complete, Deferred: d.deferred},
		},
		shape:     r.shape(),
		unnamed:   r.unnamed,
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
