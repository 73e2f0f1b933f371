package report

import (
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// writeCompact writes a line for each finding, for editors and the problem
// matchers of a CI (docs/problem-matcher.json is GitHub's), and the verdict.
func writeCompact(w io.Writer, report tfcua.Report, _ Options) error {
	var b strings.Builder
	for _, finding := range report.Findings {
		b.WriteString(findingLine(finding, shownAt(finding)) + "\n")
	}
	for _, ignored := range report.Ignored {
		b.WriteString(ignoredLine(ignored, shownAt(ignored.Finding)) + "\n")
	}
	b.WriteString(verdictLine(report) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// shownAt is the path that a line begins with.
func shownAt(finding tfcua.Finding) string {
	if finding.File == "" {
		return inputName(finding.Input)
	}
	return finding.File
}

// findingLine is "main.tf:12:3: error CUA103 tracking-id-prefixed: partner_id is …".
func findingLine(finding tfcua.Finding, path string) string {
	return compactLine(finding, path, string(finding.Severity), statement(finding))
}

// ignoredLine is a line that no problem matcher takes for one of a finding.
func ignoredLine(ignored tfcua.Ignored, path string) string {
	return compactLine(ignored.Finding, path, "ignored", acceptedStatement(ignored))
}

// verdictLine is "not allowed: 2 errors in 3 provider configurations.".
func verdictLine(report tfcua.Report) string {
	word, sentence := verdict(report)
	return inert(display.Harmless(word + ": " + sentence))
}

// compactLine is a line on a finding. kind stands where compilers write how grave
// it is.
func compactLine(finding tfcua.Finding, path, kind, says string) string {
	place := withoutColons(path)
	if finding.File != "" && finding.Start.Line > 0 {
		place += ":" + strconv.Itoa(finding.Start.Line) + ":" + strconv.Itoa(finding.Start.Column)
	}
	return inert(display.Harmless(place) + ": " + kind + " " + finding.Rule + " " + finding.Name + ": " + says)
}

// withoutColons is a path in which only a drive keeps its colon: whatever a file
// is called, the first ": " of a line is the end of its place.
func withoutColons(path string) string {
	drive := filepath.VolumeName(path)
	return drive + strings.ReplaceAll(path[len(drive):], ":", `\x3a`)
}

// inert is a line in which no CI sees a command: those of GitHub and Azure
// Pipelines that may stand anywhere in a line begin with two hash signs.
func inert(line string) string { return strings.ReplaceAll(line, "##", `#\x23`) }

// statement is what a finding says, on one line: "partner_id is … (fix: …)
// [provider.azurerm]".
func statement(finding tfcua.Finding) string {
	says := finding.Message
	if finding.Fix != "" {
		says += " (fix: " + finding.Fix + ")"
	}
	return display.Harmless(says + about(finding))
}

// acceptedStatement says who accepted the finding in place of how to mend it.
func acceptedStatement(ignored tfcua.Ignored) string {
	return display.Harmless(ignored.Finding.Message + about(ignored.Finding) + " " + acceptance(ignored))
}

func about(finding tfcua.Finding) string {
	if finding.Address == "" {
		return ""
	}
	return " [" + finding.Address + "]"
}
