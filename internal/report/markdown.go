package report

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// toldInFull is how many findings a Markdown report tells with message and fix.
// The others are named in a table: GitHub refuses a comment of more than 65,536
// characters, and no finding may be lost.
const toldInFull = 50

// writeMarkdown writes the report for a comment on a pull request, or the summary
// of a job. There is no HTML in it, and no link but those to the rules.
func writeMarkdown(w io.Writer, report tfcua.Report, _ Options) error {
	word, sentence := verdict(report)
	m := markdown{several: len(report.Inputs) > 1}
	m.paragraph("## tfcua: ", word)
	m.paragraph(prose(sentence))
	m.coverage(report.Coverage)
	m.rules(report)
	m.findings(report.Findings)
	m.attributions(report)
	m.ignored(report.Ignored)
	_, err := io.WriteString(w, strings.TrimSuffix(m.String(), "\n"))
	return err
}

// markdown is a report in the making. What comes from an input goes through
// prose or code.
type markdown struct {
	strings.Builder
	several bool // inputs, so that their names tell them apart
}

func (m *markdown) line(parts ...string) {
	for _, part := range parts {
		m.WriteString(part)
	}
	m.WriteByte('\n')
}

func (m *markdown) paragraph(parts ...string) { m.list([]string{strings.Join(parts, "")}) }

// list writes lines, and the empty line that ends them.
func (m *markdown) list(lines []string) {
	for _, line := range lines {
		m.line(line)
	}
	if len(lines) > 0 {
		m.line()
	}
}

// coverage writes the lines to quote.
func (m *markdown) coverage(plans []tfcua.Coverage) {
	for _, of := range plans {
		line := prose(quote(of)) + "."
		if m.several {
			line = code(inputName(of.Input)) + ": " + line
		}
		m.paragraph(line)
	}
}

// rules says where the links of the rules lead. They stand before everything
// that might be cut off.
func (m *markdown) rules(report tfcua.Report) {
	named := make(map[string]bool)
	for _, finding := range report.Findings {
		named[finding.Rule] = true
	}
	for _, ignored := range report.Ignored {
		named[ignored.Finding.Rule] = true
	}
	var lines []string
	for _, rule := range slices.Sorted(maps.Keys(named)) {
		lines = append(lines, "["+rule+"]: "+ruleURL(rule))
	}
	m.list(lines)
}

func (m *markdown) findings(findings []tfcua.Finding) {
	if len(findings) == 0 {
		return
	}
	m.paragraph("### Findings")
	full := findings[:min(len(findings), toldInFull)]
	for _, finding := range full {
		m.line("- **", string(finding.Severity), "** [", finding.Rule, "] ", finding.Name, m.where(finding), `\`)
		m.line("  ", prose(finding.Message), `\`)
		m.line("  Fix: ", prose(finding.Fix))
	}
	m.line()
	m.named(findings[len(full):])
}

// where is what a finding is about, after a comma each: the address, the place,
// the input.
func (m *markdown) where(finding tfcua.Finding) string {
	var b strings.Builder
	names := []string{finding.Address, place(finding)}
	if m.several {
		names = append(names, inputName(finding.Input))
	}
	for _, name := range names {
		if name != "" {
			b.WriteString(", " + code(name))
		}
	}
	return b.String()
}

// named is the table of the findings that are not told in full.
func (m *markdown) named(findings []tfcua.Finding) {
	if len(findings) == 0 {
		return
	}
	m.paragraph(count(len(findings), "more finding"), ", without message and fix:")
	m.row("severity", "rule", "configuration", "place", "input")
	m.row("---", "---", "---", "---", "---")
	for _, finding := range findings {
		m.row(string(finding.Severity), "["+finding.Rule+"] "+finding.Name, code(finding.Address), code(place(finding)), code(inputName(finding.Input)))
	}
	m.line()
}

func (m *markdown) row(cells ...string) { m.line("| ", strings.Join(cells, " | "), " |") }

// attributions are the attribution tables of the inputs.
func (m *markdown) attributions(report tfcua.Report) {
	parts := byInput(report)
	for _, input := range report.Inputs {
		of := parts[input.Path]
		m.paragraph("### ", code(inputName(input.Path)), " (", prose(inputKind(input)), ")")
		m.attribution(of)
		if !configured(of) {
			m.paragraph(prose(unconfigured(of)))
		}
	}
}

func (m *markdown) attribution(of tfcua.Report) {
	if len(of.Attribution) == 0 {
		return
	}
	for i, line := range cells(of) {
		var row, rule []string
		for _, cell := range line {
			row = append(row, prose(strings.Join(cell.lines, " ")))
			if cell.right {
				rule = append(rule, "---:")
			} else {
				rule = append(rule, "---")
			}
		}
		m.row(row...)
		if i == 0 {
			m.row(rule...)
		}
	}
	m.line()
	var lines []string
	for _, row := range unexplained(of) {
		lines = append(lines, "- "+code(row.Address)+": "+prose(string(row.Origin)+", "+row.Reason))
	}
	for _, registration := range registrations(of) {
		lines = append(lines, "- "+code(registration.ID)+": "+prose(registration.Words()))
	}
	m.list(lines)
}

func (m *markdown) ignored(findings []tfcua.Ignored) {
	if len(findings) == 0 {
		return
	}
	m.paragraph("### Ignored")
	var lines []string
	for _, ignored := range findings {
		lines = append(lines, "- ["+ignored.Finding.Rule+"] "+ignored.Finding.Name+", "+code(subject(ignored.Finding))+": "+prose(acceptance(ignored)))
	}
	m.list(lines)
}
