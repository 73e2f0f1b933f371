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
	// Excerpt is the piece of the source line that may be shown.
	Excerpt string `json:"-"`
}

// Report is what [Check] found.
type Report struct {
	Inputs      []Input       `json:"inputs"`
	Findings    []Finding     `json:"findings"`
	Attribution []Attribution `json:"attribution"`
	// Coverage is how much of what each plan creates is attributed.
	Coverage []Coverage `json:"coverage"`
	// Unseen is what the inputs name and could not be seen.
	Unseen  []Unseen `json:"unseen"`
	Summary Summary  `json:"summary"`
}

// Summary counts the findings.
type Summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	// Allow is set where no finding is as grave as the severity that fails.
	Allow bool `json:"allow"`
}

// Join is one report of several, in their order. A finding as grave as failOn
// forbids.
func Join(reports []Report, failOn Severity) Report {
	// Empty, not nil: in JSON these are arrays.
	joined := Report{Inputs: []Input{}, Findings: []Finding{}, Attribution: []Attribution{}, Coverage: []Coverage{}, Unseen: []Unseen{}}
	joined.Summary.Allow = true
	for _, report := range reports {
		joined.Inputs = append(joined.Inputs, report.Inputs...)
		joined.Findings = append(joined.Findings, report.Findings...)
		joined.Attribution = append(joined.Attribution, report.Attribution...)
		joined.Coverage = append(joined.Coverage, report.Coverage...)
		joined.Unseen = append(joined.Unseen, report.Unseen...)
	}
	for _, finding := range joined.Findings {
		switch finding.Severity {
		case Error:
			joined.Summary.Errors++
		case Warning:
			joined.Summary.Warnings++
		default:
			joined.Summary.Notes++
		}
		if finding.Severity.AtLeast(failOn) {
			joined.Summary.Allow = false
		}
	}
	return joined
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
