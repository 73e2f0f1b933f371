package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// writeAzureDevOps writes logging commands, of which Azure Pipelines makes the
// issues of a run. It knows errors and warnings only: a note, which nobody has to
// mend, and what was ignored stand in the log. No command says how the task
// ended, as the exit code does.
func writeAzureDevOps(w io.Writer, report tfcua.Report, options Options) error {
	var b strings.Builder
	for _, finding := range report.Findings {
		if finding.Severity == tfcua.Note {
			b.WriteString(findingLine(finding, options.artifact(finding)) + "\n")
			continue
		}
		b.WriteString(issue(finding, options) + "\n")
	}
	for _, ignored := range report.Ignored {
		b.WriteString(ignoredLine(ignored, options.artifact(ignored.Finding)) + "\n")
	}
	b.WriteString(verdictLine(report) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// issue is "##vso[task.logissue type=error;…;code=CUA103;]tracking-id-prefixed: …".
// The name is in the message because the code is shown only beside a file.
func issue(finding tfcua.Finding, options Options) string {
	var b strings.Builder
	set := func(name, value string) {
		b.WriteString(name + "=" + azureDevOps.Replace(display.Harmless(value)) + ";")
	}
	set("type", string(finding.Severity))
	if finding.File != "" {
		set("sourcepath", options.FromRoot(finding.File))
		if finding.Start.Line > 0 {
			set("linenumber", strconv.Itoa(finding.Start.Line))
			set("columnnumber", strconv.Itoa(finding.Start.Column))
		}
	}
	set("code", finding.Rule)
	return "##vso[task.logissue " + b.String() + "]" + azureDevOps.Replace(finding.Name+": "+remark(finding))
}

// azureDevOps escapes as the agent unescapes, which is the same in properties
// and messages.
var azureDevOps = strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A", ";", "%3B", "]", "%5D")
