package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// writeGitHub writes workflow commands, of which GitHub Actions makes
// annotations. What was ignored stands in the log alone: a step has ten
// annotations of a kind, and none to spare for what nobody has to look at.
func writeGitHub(w io.Writer, report tfcua.Report, options Options) error {
	var b strings.Builder
	for _, finding := range report.Findings {
		b.WriteString(annotation(finding, options) + "\n")
	}
	for _, ignored := range report.Ignored {
		b.WriteString(ignoredLine(ignored, options.artifact(ignored.Finding)) + "\n")
	}
	b.WriteString(verdictLine(report) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

var githubCommand = map[tfcua.Severity]string{tfcua.Error: "error", tfcua.Warning: "warning", tfcua.Note: "notice"}

// annotation is "::error file=main.tf,line=12,…,title=CUA103 …::partner_id is …".
func annotation(finding tfcua.Finding, options Options) string {
	var properties []string
	set := func(name, value string) {
		properties = append(properties, name+"="+githubProperty.Replace(display.Harmless(value)))
	}
	number := func(name string, value int) {
		if value > 0 {
			set(name, strconv.Itoa(value))
		}
	}
	if finding.File != "" {
		set("file", options.FromRoot(finding.File))
		number("line", finding.Start.Line)
		number("endLine", finding.End.Line)
		if finding.Start.Line == finding.End.Line { // else GitHub takes no columns
			number("col", finding.Start.Column)
			number("endColumn", finding.End.Column)
		}
	}
	set("title", finding.Rule+" "+finding.Name)
	return "::" + githubCommand[finding.Severity] + " " + strings.Join(properties, ",") + "::" + githubData.Replace(remark(finding))
}

// The escapes of the runner, which undoes these and no others.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// remark is the statement of a finding for a service that shows the file beside
// it; where there is none, it begins with the input.
func remark(finding tfcua.Finding) string {
	if finding.File != "" {
		return statement(finding)
	}
	return display.Harmless(inputName(finding.Input)) + ": " + statement(finding)
}
