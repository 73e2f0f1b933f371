package report

import (
	"fmt"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// ignored lists what was found and accepted.
func (t *text) ignored(findings []tfcua.Ignored) {
	if len(findings) == 0 {
		return
	}
	t.line(t.strong("Ignored"))
	for _, ignored := range findings {
		t.line("  ", ignored.Finding.Rule, " ", display.Harmless(subject(ignored.Finding)))
		t.paragraph("    ", "", t.plain, acceptance(ignored))
	}
	t.line()
}

// subject names what a finding is about: its address, else its place, else its
// input.
func subject(finding tfcua.Finding) string {
	switch {
	case finding.Address != "":
		return finding.Address
	case finding.File != "":
		return place(finding)
	}
	return finding.Input
}

// place is "main.tf:12:3", as far as it is known.
func place(finding tfcua.Finding) string {
	if finding.Start.Line == 0 {
		return finding.File
	}
	return fmt.Sprintf("%s:%d:%d", finding.File, finding.Start.Line, finding.Start.Column)
}

// acceptance is "by the policy (.tfcua.hcl:12) until 2027-01-31, reason: …".
func acceptance(ignored tfcua.Ignored) string {
	var b strings.Builder
	switch ignored.By {
	case tfcua.ByPolicy:
		b.WriteString("by the policy")
	case tfcua.ByComment:
		b.WriteString("by a comment")
	case tfcua.ByBaseline:
		b.WriteString("by the baseline")
	}
	fmt.Fprintf(&b, " (%s)", ignored.Where)
	if ignored.Until != "" {
		b.WriteString(" until " + ignored.Until)
	}
	if ignored.Reason != "" {
		b.WriteString(", reason: " + ignored.Reason)
	}
	return b.String()
}
