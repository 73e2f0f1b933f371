package tfcua

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity grades a finding.
type Severity string

// The severities, from the gravest to the least.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// ParseSeverity is the severity of that name; false for any other text.
func ParseSeverity(name string) (Severity, bool) {
	severity := Severity(name)
	return severity, slices.Contains([]Severity{Error, Warning, Note}, severity)
}

// rank orders severities, the gravest first.
func (s Severity) rank() int { return slices.Index([]Severity{Error, Warning, Note}, s) }

// AtLeast reports whether s is as grave as other, or graver.
func (s Severity) AtLeast(other Severity) bool { return s.rank() <= other.rank() }

// Finding is one thing that is wrong.
type Finding struct {
	Rule     string   `json:"rule"`
	Name     string   `json:"name"`
	Severity Severity `json:"severity"`
	// Message says what is wrong, what would happen at apply and where the
	// value came from; Fix says how to mend it.
	Message string `json:"message"`
	Fix     string `json:"fix"`
	Input   string `json:"input"`
	// Address is the provider configuration's, or provider["<source>"] for what
	// concerns all configurations of a provider; "" for what concerns the input.
	Address string `json:"address"`
	// File, Start and End are where the value is written, or the provider block
	// where none is; File is "" where the input shows no place.
	File  string   `json:"file"`
	Start Position `json:"start"`
	End   Position `json:"end"`
	// Fingerprint tells the finding from every other one of the report by its
	// content, wherever the lines of the file move; "" before [Report.Fingerprint].
	Fingerprint string `json:"fingerprint"`
	// about is what the finding is about, for its fingerprint: the address and
	// what is wrong there, without wording and paths; "" for the address alone.
	about string
	// Excerpt is the piece of the source line that may be shown.
	Excerpt string `json:"-"`
}

// Ignored is a finding that somebody accepted: it stands in no verdict, and in
// every report.
type Ignored struct {
	Finding Finding   `json:"finding"`
	By      IgnoredBy `json:"by"`
	Reason  string    `json:"reason"` // as it was given; "" for one of a baseline
	Until   string    `json:"until"`  // the last day on which it is ignored, 2027-01-31; "" for ever
	// Where is the file and line of the ignore, "main.tf:12".
	Where string `json:"where"`
}

// IgnoredBy is where an ignore is written.
type IgnoredBy string

// The places where an ignore can be written.
const (
	ByPolicy   IgnoredBy = "policy"
	ByComment  IgnoredBy = "comment"
	ByBaseline IgnoredBy = "baseline"
)

// Report is what [Check] found.
type Report struct {
	Inputs      []Input       `json:"inputs"`
	Findings    []Finding     `json:"findings"`
	Ignored     []Ignored     `json:"ignored"`
	Attribution []Attribution `json:"attribution"`
	// Coverage is how much of what each plan creates is attributed.
	Coverage []Coverage `json:"coverage"`
	// Unseen is what the inputs name and could not be seen.
	Unseen  []Unseen `json:"unseen"`
	Summary Summary  `json:"summary"`

	ignores []ignoreUse // for [Join]
}

// Summary counts the findings.
type Summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Ignored  int `json:"ignored"`
	// FailOn is the severity from which on a finding forbids.
	FailOn Severity `json:"fail_on"`
	// Allow is set where no finding is as grave as the severity that fails.
	Allow bool `json:"allow"`
	// Proved says what a report without findings proves, and on what condition;
	// "" if nothing.
	Proved string `json:"proved"`
}

// Join is one report of several, in their order. A finding as grave as failOn
// forbids.
func Join(reports []Report, failOn Severity) Report {
	// Empty, not nil: in JSON these are arrays.
	joined := Report{Inputs: []Input{}, Findings: []Finding{}, Ignored: []Ignored{}, Attribution: []Attribution{}, Coverage: []Coverage{}, Unseen: []Unseen{}}
	for _, report := range reports {
		joined.Inputs = append(joined.Inputs, report.Inputs...)
		joined.Findings = append(joined.Findings, report.Findings...)
		joined.Ignored = append(joined.Ignored, report.Ignored...)
		joined.ignores = append(joined.ignores, report.ignores...)
		joined.Attribution = append(joined.Attribution, report.Attribution...)
		joined.Coverage = append(joined.Coverage, report.Coverage...)
		joined.Unseen = append(joined.Unseen, report.Unseen...)
	}
	joined.Findings = append(joined.Findings, idle(joined.ignores)...)
	joined.ignores = nil // said
	joined.byInput()
	joined.judge(failOn)
	return joined
}

// byInput puts the findings into the order of the inputs, and those of an input
// into that of their places.
func (r *Report) byInput() {
	at := make(map[string]int, len(r.Inputs))
	for i, input := range r.Inputs {
		at[input.Path] = i
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(at[a.Input], at[b.Input]), inOrder(a, b))
	})
}

// judge makes the summary of what the report holds.
func (r *Report) judge(failOn Severity) {
	r.Summary = Summary{Ignored: len(r.Ignored), FailOn: failOn, Allow: true, Proved: r.proved()}
	for _, finding := range r.Findings {
		switch finding.Severity {
		case Error:
			r.Summary.Errors++
		case Warning:
			r.Summary.Warnings++
		default:
			r.Summary.Notes++
		}
		if finding.Severity.AtLeast(failOn) {
			r.Summary.Allow = false
		}
	}
}

// Policies are the policy files that the inputs were checked against, each once.
func (r *Report) Policies() []string {
	var files []string
	for _, input := range r.Inputs {
		if input.Policy != "" && !slices.Contains(files, input.Policy) {
			files = append(files, input.Policy)
		}
	}
	return files
}

// inOrder compares findings by place, then by rule and address.
func inOrder(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Start.Line, b.Start.Line),
		cmp.Compare(a.Start.Column, b.Start.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Address, b.Address),
		cmp.Compare(a.Message, b.Message),
	)
}

// count is "1 digit", "2 digits".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
