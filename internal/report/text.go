package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// columnsOfNoTerminal is how wide a report is that is not read on a terminal.
const columnsOfNoTerminal = 100

// writeText writes the report for a person at a terminal: for each input the
// findings, the attribution table and what was not seen; then the verdict.
func writeText(w io.Writer, report tfcua.Report, options Options) error {
	t := text{palette: palette{options.Color}, columns: options.Columns, terminal: options.Columns > 0}
	if !t.terminal {
		t.columns = columnsOfNoTerminal
	}
	parts := byInput(report)
	for _, input := range report.Inputs {
		if len(report.Inputs) > 1 {
			t.heading(input)
		}
		of := parts[input.Path]
		for _, finding := range of.Findings {
			t.finding(finding)
		}
		t.attribution(of)
		t.ignored(of.Ignored)
	}
	t.summary(report)
	t.coverage(report)
	_, err := io.WriteString(w, t.String())
	return err
}

// byInput is what a report says of each of its inputs, by path.
func byInput(report tfcua.Report) map[string]tfcua.Report {
	parts := make(map[string]tfcua.Report, len(report.Inputs))
	add := func(path string, put func(*tfcua.Report)) {
		part := parts[path]
		put(&part)
		parts[path] = part
	}
	for _, input := range report.Inputs {
		add(input.Path, func(part *tfcua.Report) { part.Inputs = append(part.Inputs, input) })
	}
	for _, finding := range report.Findings {
		add(finding.Input, func(part *tfcua.Report) { part.Findings = append(part.Findings, finding) })
	}
	for _, row := range report.Attribution {
		add(row.Input, func(part *tfcua.Report) { part.Attribution = append(part.Attribution, row) })
	}
	for _, ignored := range report.Ignored {
		add(ignored.Finding.Input, func(part *tfcua.Report) { part.Ignored = append(part.Ignored, ignored) })
	}
	return parts
}

// text is a report in the making.
type text struct {
	strings.Builder
	palette
	columns  int
	terminal bool
}

func (t *text) line(parts ...string) {
	t.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	t.WriteByte('\n')
}

// paragraph writes wrapped text, indented. The label before it stands in the
// first line; the others are indented below it.
func (t *text) paragraph(indent, label string, paint func(string) string, words string) {
	lines := display.Wrap(display.Harmless(words), t.columns-display.Width(indent+label))
	for i, line := range lines {
		if i == 0 {
			t.line(indent, paint(label), line)
			continue
		}
		t.line(indent, strings.Repeat(" ", display.Width(label)), line)
	}
}

func (t *text) heading(input tfcua.Input) {
	t.line(t.strong(display.Harmless(inputName(input.Path))), t.faint(" ("+display.Harmless(inputKind(input))+")"))
	t.line()
}

func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// inputKind is "plan JSON of Terraform 1.11.4".
func inputKind(input tfcua.Input) string {
	if input.TerraformVersion == "" {
		return kinds[input.Kind]
	}
	return kinds[input.Kind] + " of Terraform " + input.TerraformVersion
}

var kinds = map[tfcua.Kind]string{
	tfcua.Folder:      "folder",
	tfcua.PlanJSON:    "plan JSON",
	tfcua.SavedPlan:   "saved plan",
	tfcua.ARMTemplate: "ARM template",
	tfcua.Sources:     "sources",
}

func (t *text) finding(finding tfcua.Finding) {
	t.line(t.severity(finding.Severity), " ", t.strong(finding.Rule), " ", finding.Name, "  ", t.strong(display.Harmless(finding.Address)))
	if finding.File != "" {
		place := display.Harmless(finding.File)
		if finding.Start.Line > 0 {
			place += fmt.Sprintf(":%d:%d", finding.Start.Line, finding.Start.Column)
		}
		line := "  " + t.faint(place)
		if excerpt := strings.TrimSpace(display.Harmless(finding.Excerpt)); excerpt != "" {
			line += t.faint(" | ") + excerpt
		}
		t.line(line)
	}
	t.paragraph("  ", "", t.plain, finding.Message)
	t.paragraph("  ", "fix: ", t.good, finding.Fix)
	t.line()
}

func (t *text) plain(text string) string { return text }
