// Package property_test holds tfcua against itself and against the real
// terraform on configurations that are made up.
package property_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/generate"
	"github.com/tfcua/tfcua/internal/input"
	"github.com/tfcua/tfcua/internal/standin"
)

var (
	first = flag.Uint64("first", 0, "the number of the first configuration that the real terraform applies")
	many  = flag.Uint64("many", 6, "how many configurations the real terraform applies")
)

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	standin.Remove()
	os.Exit(code)
}

// TestAgainstTerraform has the real terraform plan and apply configurations, and
// holds what the folder, the plan JSON, the saved plan and two of them together
// say against each other and against the words that the provider sent.
func TestAgainstTerraform(t *testing.T) {
	terraform := standin.Find(t)
	for number := *first; number < *first+*many; number++ {
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			t.Parallel()
			made := generate.NewConfiguration(number)
			a := newApplied(t, terraform, made)
			t.Cleanup(func() {
				if t.Failed() {
					t.Logf("terraform said:\n%s\nof\n%s", a.output, made)
				}
			})
			a.run(t)
		})
	}
}

// applied is a configuration that the real terraform plans and applies.
type applied struct {
	generate.Configuration
	terraform standin.Terraform
	folder    string
	log       string
	output    string // what terraform said last
	reports   map[string]tfcua.Report
}

func newApplied(t *testing.T, terraform standin.Terraform, made generate.Configuration) *applied {
	a := &applied{Configuration: made, terraform: terraform, folder: t.TempDir(), reports: make(map[string]tfcua.Report)}
	a.log = filepath.Join(t.TempDir(), "log")
	if err := made.Write(a.folder); err != nil {
		t.Fatal(err)
	}
	return a
}

// do runs terraform and reports whether it went well.
func (a *applied) do(t *testing.T, arguments ...string) bool {
	t.Helper()
	command := exec.Command(a.terraform.Program, arguments...)
	command.Dir = a.folder
	command.Env = slices.Concat(a.terraform.Environ, []string{"HOME=" + a.folder, "STANDIN_LOG=" + a.log}, a.Environment)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	a.output = stdout.String() + stderr.String()
	if arguments[0] == "show" && err == nil {
		if err := os.WriteFile(filepath.Join(a.folder, "plan.json"), stdout.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return err == nil
}

func (a *applied) run(t *testing.T) {
	if !a.do(t, "init", "-input=false", "-no-color") {
		t.Fatal("it cannot be initialised")
	}
	a.check(t, "folder", a.folder)
	arguments := []string{"plan", "-out=tfplan", "-input=false", "-no-color"}
	for _, given := range a.Arguments {
		arguments = append(arguments, "-var="+given)
	}
	if !a.do(t, arguments...) {
		if refusal := a.refusal(); refusal != "" && a.reports["folder"].Summary.Allow {
			t.Errorf("terraform refuses (%s), and the folder is allowed", refusal)
		}
		return
	}
	if !a.do(t, "show", "-json", "tfplan") {
		t.Fatal("the plan cannot be shown")
	}
	saved, plan := filepath.Join(a.folder, "tfplan"), filepath.Join(a.folder, "plan.json")
	a.check(t, "saved plan", saved)
	a.check(t, "plan JSON", plan)
	a.check(t, "plan JSON and folder", a.folder, plan)
	a.check(t, "saved plan and folder", a.folder, saved)
	went := a.do(t, "apply", "-input=false", "-no-color", "tfplan")
	for name, report := range a.reports {
		a.holdAgainstSent(t, name, report, went)
		for other, report2 := range a.reports {
			if name < other {
				agree(t, name, report, other, report2)
			}
		}
	}
}

// refusal is the error of the provider, or for want of a block, that terraform
// ended with; "" for any other.
func (a *applied) refusal() string {
	for _, message := range []string{"partner_id is no tracking ID", "is no truth value", "Insufficient features blocks"} {
		if strings.Contains(a.output, message) {
			return message
		}
	}
	return ""
}

func (a *applied) check(t *testing.T, name string, paths ...string) {
	t.Helper()
	environment := tfcua.NewEnvironment(a.Environment)
	evaluation := hclcheck.Options{Environment: environment}
	for _, given := range a.Arguments {
		evaluation.Arguments = append(evaluation.Arguments, hclcheck.Argument{Text: given})
	}
	inputs, err := input.Read(input.Request{Paths: paths, Evaluation: evaluation})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	report := tfcua.Check(inputs[0].Configuration, environment, tfcua.Options{ShowSensitive: true})
	a.reports[name] = tfcua.Join([]tfcua.Report{report}, tfcua.Error)
}

// knows reports whether a row says what is sent.
func knows(row tfcua.Attribution) bool {
	return row.Origin != tfcua.UnknownOrigin && row.Origin != tfcua.FromInference
}

// agree requires of two reports the same of each provider configuration that
// both know. Whether one is used, a folder does not know of what a plan leaves
// out.
func agree(t *testing.T, name string, report tfcua.Report, other string, report2 tfcua.Report) {
	t.Helper()
	rows := make(map[string]tfcua.Attribution)
	for _, row := range report2.Attribution {
		rows[row.Address] = row
	}
	for _, row := range report.Attribution {
		row2, ok := rows[row.Address]
		if !ok || !knows(row) || !knows(row2) || row.Origin == tfcua.UnusedOrigin || row2.Origin == tfcua.UnusedOrigin {
			continue
		}
		if row.Origin != row2.Origin || row.Sent != row2.Sent {
			t.Errorf("%s: %s sends %q (%s), %s says %q (%s)", row.Address, name, row.Sent, row.Origin, other, row2.Sent, row2.Origin)
		}
		if rules, rules2 := rulesOf(report, row.Address), rulesOf(report2, row.Address); !slices.Equal(rules, rules2) {
			t.Errorf("%s: %s breaks %q, %s says %q", row.Address, name, rules, other, rules2)
		}
	}
}

// rulesOf are the rules on tracking IDs that a configuration breaks.
func rulesOf(report tfcua.Report, address string) []string {
	var rules []string
	for _, finding := range report.Findings {
		if finding.Address == address && strings.HasPrefix(finding.Rule, "CUA1") {
			rules = append(rules, finding.Rule)
		}
	}
	slices.Sort(rules)
	return rules
}

// holdAgainstSent requires that what a report says is what was sent: the word of
// each resource that was created, where the report knows all, and in a proof
// none that is not an ID of somebody's own.
func (a *applied) holdAgainstSent(t *testing.T, name string, report tfcua.Report, went bool) {
	t.Helper()
	var predicted, own []string
	sure, counted, refused := true, true, false
	for _, row := range report.Attribution {
		if row.Origin == tfcua.UnusedOrigin {
			if row.Resources != nil && row.Resources.Create > 0 {
				t.Errorf("%s: %s is unused and creates %d", name, row.Address, row.Resources.Create)
			}
			continue
		}
		sure = sure && knows(row)
		// Of what creates nothing, plan JSON may not know that it is unused.
		refused = refused || row.Origin == tfcua.RefusedOrigin && (!strings.HasPrefix(name, "plan JSON") || row.Resources.Create > 0)
		if row.Origin == tfcua.FromBlock || row.Origin == tfcua.FromEnvironment {
			own = append(own, row.Sent)
		}
		if row.Resources == nil {
			counted = false
			predicted = append(predicted, row.Sent)
			continue
		}
		for range row.Resources.Create {
			predicted = append(predicted, row.Sent)
		}
	}
	if !went {
		if refusal := a.refusal(); refusal != "" && report.Summary.Allow {
			t.Errorf("%s: the apply was refused (%s), and it is allowed", name, refusal)
		}
		return
	}
	if refused {
		t.Errorf("%s: it is to be refused, and was applied", name)
	}
	sent := a.sent(t)
	rest := slices.Clone(sent)
	for _, word := range predicted {
		if i := slices.Index(rest, word); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		} else if sure && counted {
			t.Errorf("%s: predicted is %q, and sent was %q", name, predicted, sent)
		}
	}
	// What plan JSON cannot attribute to one configuration, no row counts.
	if sure && counted && len(rest) > 0 && !strings.HasPrefix(name, "plan JSON") {
		t.Errorf("%s: predicted is %q, and sent was %q", name, predicted, sent)
	}
	for _, word := range sent {
		if sure && !counted && !slices.Contains(predicted, word) {
			t.Errorf("%s: predicted is %q, and sent was %q", name, predicted, word)
		}
		if report.Summary.Proved != "" && !slices.Contains(own, word) {
			t.Errorf("%s: %s And sent was %q.", name, report.Summary.Proved, word)
		}
	}
}

// sent are the words that the provider sent, one for each resource, sorted.
func (a *applied) sent(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(a.log)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var words []string
	for line := range strings.Lines(string(text)) {
		word, _, _ := strings.Cut(line, " ")
		if word == "-" {
			word = ""
		}
		words = append(words, word)
	}
	slices.Sort(words)
	return words
}
