package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/report"
	"github.com/tfcua/tfcua/plancheck"
)

// inRepository are the options of a run below the root of a repository.
var inRepository = report.Options{Dir: "/repo/stacks", Root: "/repo"}

func TestFormatsGolden(t *testing.T) {
	for name, format := range map[string]string{
		"everything.sarif":           "sarif",
		"everything-junit.xml":       "junit",
		"everything-github.txt":      "github",
		"everything-azuredevops.txt": "azuredevops",
		"everything-gitlab.json":     "gitlab",
		"everything-compact.txt":     "compact",
	} {
		got := render(t, format, everything(), inRepository)
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs (go test ./internal/report -update writes it); got:\n%s", path, got)
		}
	}
}

// named is a finding as a report names it: the rule, and all that is said.
type named struct {
	rule, says string
	ignored    bool
}

// readers read the findings out of a report. Those of pages are tested by what a
// browser makes of them.
var readers = map[string]func(testing.TB, []byte) []named{
	"text":        readText,
	"json":        readJSON,
	"opa":         readOPA,
	"sarif":       readSARIF,
	"junit":       readJUnit,
	"github":      readGitHub,
	"azuredevops": readAzureDevOps,
	"gitlab":      readGitLab,
	"compact":     readCompact,
}

// Every format names every finding, and every ignore: by the rule, what it is
// about and the message, or who accepted it. It names nothing else.
func TestEveryFindingIsNamed(t *testing.T) {
	reports := map[string]tfcua.Report{"everything": everything(), "warned": warned(), "sound": sound(), "nothing": nothing()}
	for seed := range uint64(40) {
		reports[fmt.Sprintf("forged %d", seed)] = forged(seed)
	}
	maps.Copy(reports, ofLab(t))
	options := inRepository
	options.Columns = 1 << 20 // text in one line
	for _, format := range report.Formats {
		read, ok := readers[format.Name]
		if !ok {
			if format.Name != "markdown" && format.Name != "html" {
				t.Errorf("no reader of %s", format.Name)
			}
			for name, r := range ofLab(t) {
				isOnPage(t, format.Name, name, render(t, format.Name, r, options), r)
			}
			continue
		}
		for name, r := range reports {
			output := render(t, format.Name, r, options)
			got := read(t, output)
			missing := slices.Clone(got)
			for _, finding := range r.Findings {
				missing = take(t, format.Name+" of "+name, missing, named{rule: finding.Rule}, finding.Message, subjectOf(format.Name, finding))
			}
			for _, ignored := range r.Ignored {
				missing = take(t, format.Name+" of "+name, missing, named{rule: ignored.Finding.Rule, ignored: true}, ignored.Where, ignored.Reason, subjectOf(format.Name, ignored.Finding))
			}
			if len(missing) > 0 || t.Failed() {
				t.Fatalf("%s of %s names what is not there: %v\n%s", format.Name, name, missing, output)
			}
		}
	}
}

// ofLab are reports on the plans of all cases of the lab, in which the real
// providers were seen; the one case without a plan is a configuration that
// Terraform refuses.
func ofLab(t *testing.T) map[string]tfcua.Report {
	files, err := filepath.Glob("../../plancheck/testdata/lab/*/*plan*")
	if err != nil {
		t.Fatal(err)
	}
	reports := make(map[string]tfcua.Report)
	for _, file := range files {
		folder := filepath.Dir(file)
		if filepath.Ext(file) == ".txt" {
			continue // an expectation
		}
		plan, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		configuration, err := plancheck.Read(filepath.Join(filepath.Base(folder), filepath.Base(file)), plan, nil, hclcheck.Options{})
		plan.Close()
		if err != nil {
			t.Fatal(err)
		}
		one := tfcua.Join([]tfcua.Report{tfcua.Check(configuration, nil, tfcua.Options{})}, tfcua.Error)
		one.Fingerprint(inRepository.FromRoot)
		reports[file] = one
	}
	if len(reports) < 200 {
		t.Fatalf("only %d plans were found", len(reports))
	}
	return reports
}

// isOnPage looks for each finding among the words of a page for people.
func isOnPage(t *testing.T, format, name string, page []byte, r tfcua.Report) {
	t.Helper()
	letters := func(text string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, text)
	}
	text := string(page)
	if format == "html" {
		text = html.UnescapeString(text)
	}
	text = letters(text)
	for _, finding := range r.Findings {
		for _, want := range []string{finding.Rule, finding.Name, finding.Message, finding.Fix, finding.Address} {
			if !strings.Contains(text, letters(want)) {
				t.Errorf("%s of %s does not say %q", format, name, want)
			}
		}
	}
}

// subjectOf is what a report has to name besides the rule and the message.
func subjectOf(format string, finding tfcua.Finding) string {
	switch {
	case finding.Address != "":
		return finding.Address
	case finding.File != "":
		return finding.File
	case format == "text":
		return "" // it stands at the head of all findings of the input
	case finding.Input == "-" && format != "json" && format != "opa":
		return "standard input"
	}
	return finding.Input
}

// take takes a finding out of those that a report names.
func take(t *testing.T, where string, from []named, want named, says ...string) []named {
	for i, one := range from {
		if one.rule == want.rule && one.ignored == want.ignored && !slices.ContainsFunc(says, func(text string) bool {
			return !contains(one.says, text) && !contains(one.says, inRepository.FromRoot(text))
		}) {
			return slices.Delete(slices.Clone(from), i, i+1)
		}
	}
	t.Errorf("%s: %s (ignored: %v) is not there with %q", where, want.rule, want.ignored, says)
	return from
}

// contains looks for a text as it may be shown, however it is spaced.
func contains(says, text string) bool {
	shown := func(text string) string {
		text = strings.Join(strings.Fields(display.Harmless(text)), " ")
		return strings.NewReplacer(`\x3a`, ":", `\x23`, "#").Replace(text)
	}
	return strings.Contains(shown(says), shown(text)) ||
		strings.Contains(shown(says), shown(strings.ToValidUTF8(text, "\ufffd"))) // as JSON has it
}

// No report has a character in it that a terminal acts on, and the same report
// is written alike each time.
func TestFormatsAreHarmless(t *testing.T) {
	for _, format := range report.Formats {
		for seed := range uint64(40) {
			output := render(t, format.Name, forged(seed), inRepository)
			if !utf8.Valid(output) || bytes.ContainsFunc(output, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
				t.Errorf("%s lets a character through:\n%q", format.Name, output)
			}
			if !bytes.Equal(output, render(t, format.Name, forged(seed), inRepository)) {
				t.Errorf("%s of one report differs", format.Name)
			}
		}
	}
}

// forgeries are pieces of the formats themselves.
var forgeries = append([]string{
	"::error::x", "::error file=x::", "\n::add-mask::x", "##[error]x", "##vso[task.setvariable variable=x]y", "###[", "]", ";", "%0A", "%3A", "%25", "%AZP25",
	"]]>", "</testcase>", `"/>`, "](", "[x](y)", `\`, `\](`, ": error CUA999 x: ", ":1:2: error CUA103 x: y", ", ", "=", "{0}", "://", "//", "..", "/", "C:", "#", "##", "?",
	" ", "\r\n", "\t", "é網", "\ufe0f", "\u0085", "provider.azurerm", `provider["x"]`,
}, hostileTexts...)

// forged is a report of which all that comes from an input is made of forgeries.
func forged(seed uint64) tfcua.Report {
	random := rand.New(rand.NewPCG(seed, 1))
	text := func() string {
		var b strings.Builder
		for range random.IntN(4) {
			b.WriteString(forgeries[random.IntN(len(forgeries))])
		}
		return b.String()
	}
	written := 0
	some := func() string { // none like another
		written++
		return fmt.Sprintf("<%d>", written) + text()
	}
	perhaps := func() string {
		if random.IntN(3) == 0 {
			return ""
		}
		return text()
	}
	inputs := []tfcua.Input{{Path: some(), Kind: tfcua.Folder}, {Path: "-", Kind: tfcua.PlanJSON}}
	finding := func() tfcua.Finding {
		rule := tfcua.Rules[random.IntN(len(tfcua.Rules))]
		severity := []tfcua.Severity{tfcua.Error, tfcua.Warning, tfcua.Note}[random.IntN(3)]
		return tfcua.Finding{
			Rule: rule.ID, Name: rule.Name, Severity: severity, Message: some(), Fix: perhaps(),
			Input: inputs[random.IntN(2)].Path, Address: perhaps(), File: perhaps(),
			Start: tfcua.Position{Line: random.IntN(4), Column: random.IntN(4)}, End: tfcua.Position{Line: random.IntN(4), Column: random.IntN(4)},
			Excerpt: text(),
		}
	}
	r := tfcua.Report{Inputs: inputs}
	for range 6 {
		r.Findings = append(r.Findings, finding())
		by := []tfcua.IgnoredBy{tfcua.ByPolicy, tfcua.ByComment, tfcua.ByBaseline}[random.IntN(3)]
		r.Ignored = append(r.Ignored, tfcua.Ignored{Finding: finding(), By: by, Reason: perhaps(), Until: perhaps(), Where: some()})
		row := tfcua.Attribution{Address: some(), Input: inputs[random.IntN(2)].Path, Source: azurerm, Required: true, Constraint: perhaps(), Sent: text(), Origin: tfcua.FromBlock}
		if random.IntN(2) == 0 {
			row.Address, row.Origin, row.Reason = r.Findings[len(r.Findings)-1].Address, tfcua.UnusedOrigin, perhaps()
		}
		r.Attribution = append(r.Attribution, row)
		r.Unseen = append(r.Unseen, tfcua.Unseen{Address: some(), Reason: some(), Input: inputs[0].Path})
	}
	return joined(r, []tfcua.Severity{tfcua.Error, tfcua.Warning, tfcua.Note}[random.IntN(3)])
}

// fuzzed is a report with one finding and one ignored.
func fuzzed(severity uint8, file, input, address, message, fix string, line int) (tfcua.Report, tfcua.Finding) {
	finding := tfcua.Finding{
		Rule: "CUA103", Name: "tracking-id-prefixed", Severity: []tfcua.Severity{tfcua.Error, tfcua.Warning, tfcua.Note}[severity%3],
		Message: message, Fix: fix, Input: input, Address: address, File: file, Start: tfcua.Position{Line: line, Column: 3}, End: tfcua.Position{Line: line, Column: 9},
	}
	ignored := tfcua.Ignored{Finding: finding, By: tfcua.ByPolicy, Reason: message, Until: fix, Where: file}
	return joined(tfcua.Report{
		Inputs:   []tfcua.Input{{Path: input, Kind: tfcua.Folder}},
		Findings: []tfcua.Finding{finding}, Ignored: []tfcua.Ignored{ignored},
	}, tfcua.Error), finding
}

// seeds are texts for each place of a fuzzed report.
func seeds(f *testing.F) {
	for i, text := range forgeries {
		other := forgeries[(i+7)%len(forgeries)]
		f.Add(uint8(i), text, other, text, other, text, i%3)
		f.Add(uint8(i), "", text+other, "", other+text, "", 0)
	}
}

// said is what the message of a finding has to be in a line.
func said(finding tfcua.Finding) string {
	says := finding.Message
	if finding.Fix != "" {
		says += " (fix: " + finding.Fix + ")"
	}
	if finding.Address != "" {
		says += " [" + finding.Address + "]"
	}
	return display.Harmless(says)
}

// remarked is said after the input, where no file says what it is about.
func remarked(finding tfcua.Finding) string {
	switch {
	case finding.File != "":
		return said(finding)
	case finding.Input == "-":
		return "standard input: " + said(finding)
	}
	return display.Harmless(finding.Input) + ": " + said(finding)
}

// threeLines are the lines of a fuzzed report: the finding, the ignored one and
// the verdict.
func threeLines(t *testing.T, output []byte) (finding, ignored, verdict string) {
	lines := strings.Split(strings.TrimSuffix(string(output), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("there are %d lines: %q", len(lines), lines)
	}
	return lines[0], lines[1], lines[2]
}

// The formats of before.

var (
	textFinding = regexp.MustCompile(`(?m)^(?:error|warning|note) (CUA\d+).*(?:\n  .*)*`)
	textIgnored = regexp.MustCompile(`(?m)^  (CUA\d+).*\n    by .*`)
)

func readText(_ testing.TB, output []byte) []named {
	var all []named
	for _, found := range textFinding.FindAllSubmatch(output, -1) {
		all = append(all, named{rule: string(found[1]), says: string(found[0])})
	}
	for _, found := range textIgnored.FindAllSubmatch(output, -1) {
		all = append(all, named{rule: string(found[1]), says: string(found[0]), ignored: true})
	}
	return all
}

func readJSON(t testing.TB, output []byte) []named {
	var document tfcua.Report
	if err := json.Unmarshal(output, &document); err != nil {
		t.Fatal(err)
	}
	says := func(f tfcua.Finding) string {
		return strings.Join([]string{f.Message, f.Address, f.File, f.Input}, "\n")
	}
	var all []named
	for _, f := range document.Findings {
		all = append(all, named{rule: f.Rule, says: says(f)})
	}
	for _, i := range document.Ignored {
		all = append(all, named{rule: i.Finding.Rule, says: says(i.Finding) + i.Where + "\n" + i.Reason, ignored: true})
	}
	return all
}

func readOPA(t testing.TB, output []byte) []named {
	type reason struct{ Rule, Msg, Address, File, Input, Where, Reason string }
	var decision struct{ Deny, Warn, Note, Ignored []reason }
	if err := json.Unmarshal(output, &decision); err != nil {
		t.Fatal(err)
	}
	var all []named
	add := func(reasons []reason, ignored bool) {
		for _, r := range reasons {
			all = append(all, named{r.Rule, strings.Join([]string{r.Msg, r.Address, r.File, r.Input, r.Where, r.Reason}, "\n"), ignored})
		}
	}
	add(slices.Concat(decision.Deny, decision.Warn, decision.Note), false)
	add(decision.Ignored, true)
	return all
}
