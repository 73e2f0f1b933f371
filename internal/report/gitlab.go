package report

import (
	"io"

	"github.com/tfcua/tfcua"
)

// degradation is an entry of GitLab's Code Quality report.
type degradation struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
			End   int `json:"end,omitempty"`
		} `json:"lines"`
	} `json:"location"`
}

// gitlabSeverity grades findings for GitLab, which fails nothing by it. An error
// is critical, as usage is credited to somebody else; a blocker it is not called,
// as the exit code blocks. Nothing but what was ignored is info.
var gitlabSeverity = map[tfcua.Severity]string{tfcua.Error: "critical", tfcua.Warning: "major", tfcua.Note: "minor"}

// writeGitLab writes a Code Quality report, which knows no suppressions: what
// was ignored is said to be.
func writeGitLab(w io.Writer, report tfcua.Report, options Options) error {
	entries := []degradation{}
	for _, finding := range report.Findings {
		entries = append(entries, degrades(finding, gitlabSeverity[finding.Severity], statement(finding), options))
	}
	for _, ignored := range report.Ignored {
		entries = append(entries, degrades(ignored.Finding, "info", "ignored, "+acceptedStatement(ignored), options))
	}
	return writeDocument(w, entries)
}

func degrades(finding tfcua.Finding, severity, says string, options Options) degradation {
	d := degradation{
		Description: finding.Name + ": " + says,
		CheckName:   finding.Rule,
		Fingerprint: finding.Fingerprint,
		Severity:    severity,
	}
	d.Location.Path = options.artifact(finding)
	d.Location.Lines.Begin = 1 // there has to be one
	if finding.File != "" && finding.Start.Line > 0 {
		d.Location.Lines.Begin, d.Location.Lines.End = finding.Start.Line, finding.End.Line
	}
	return d
}
