package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// attribution writes the attribution table of one input.
func (t *text) attribution(of tfcua.Report) {
	if len(of.Attribution) > 0 {
		t.table(cells(of))
		t.reasons(of)
		t.registrations(of)
		t.line()
	}
	if !configured(of) {
		t.paragraph("", "", t.plain, unconfigured(of))
		t.line()
	}
}

// unconfigured says of a folder or plan that there is nothing to tag. A plan is
// always of a root module, a folder need not be.
func unconfigured(of tfcua.Report) string {
	const here = "There is no azurerm provider configuration here."
	if slices.ContainsFunc(of.Inputs, func(input tfcua.Input) bool { return input.Kind == tfcua.Folder }) {
		return here + " A module that is made to be called has none: its caller configures the provider."
	}
	return here
}

// configured reports whether the input configures a provider of the catalogue. Of
// templates and sources that is not asked.
func configured(of tfcua.Report) bool {
	for _, input := range of.Inputs {
		if input.Kind == tfcua.ARMTemplate || input.Kind == tfcua.Sources {
			return true
		}
	}
	return len(of.Attribution) > 0
}

// cell is a cell of a table: one line, or several below each other.
type cell struct {
	lines []string
	right bool // numbers are aligned to the right
	paint func(palette, string) string
}

func words(text string) cell { return cell{lines: []string{text}} }

func number(n int) cell { return cell{lines: []string{strconv.Itoa(n)}, right: true} }

// cells are the attribution table, its head first. The counts of resources
// stand there only where a row has them.
func cells(of tfcua.Report) [][]cell {
	planned := false
	for _, row := range of.Attribution {
		planned = planned || row.Resources != nil
	}
	head := []cell{words("configuration"), words("version"), words("sends"), words("from")}
	if planned {
		for _, name := range []string{"creates", "changes", "leaves"} {
			head = append(head, cell{lines: []string{name}, right: true})
		}
	}
	table := [][]cell{head}
	for _, row := range of.Attribution {
		line := []cell{words(display.Harmless(row.Address)), words(version(row)), sends(row), words(from(row))}
		if wrong(of, row.Address) {
			line[2].paint = palette.bad
		}
		if planned {
			line = append(line, counts(row)...)
		}
		if row.Origin == tfcua.UnusedOrigin {
			for i := range line {
				line[i].paint = palette.faint
			}
		}
		table = append(table, line)
	}
	return table
}

// wrong reports whether there is an error about the provider configuration.
func wrong(of tfcua.Report, address string) bool {
	return slices.ContainsFunc(of.Findings, func(finding tfcua.Finding) bool {
		return finding.Address == address && finding.Severity == tfcua.Error
	})
}

// version is the selected version, else the constraint.
func version(row tfcua.Attribution) string {
	switch {
	case row.SelectedVersion != "":
		return display.Harmless(row.SelectedVersion)
	case row.Constraint != "":
		return display.Harmless(row.Constraint)
	case !isProvider(row):
		return "-"
	default:
		return "any"
	}
}

// sends is what would be sent: each word in a line of its own.
func sends(row tfcua.Attribution) cell {
	switch row.Origin {
	case tfcua.RefusedOrigin:
		return cell{lines: []string{"refused"}, paint: palette.bad}
	case tfcua.UnknownOrigin:
		return cell{lines: []string{"unknown"}, paint: palette.bad}
	case tfcua.UnusedOrigin:
		return words("-")
	}
	sent := strings.Fields(row.Sent)
	if len(sent) == 0 {
		return words("nothing")
	}
	c := cell{paint: palette.good}
	for _, word := range sent {
		c.lines = append(c.lines, display.Harmless(word))
	}
	if row.Origin == tfcua.FromDefault {
		c.paint = palette.bad
	}
	return c
}

func from(row tfcua.Attribution) string {
	switch row.Origin {
	case tfcua.FromUserAgent:
		if row.Source == tfcua.CodeSource {
			return "user agent"
		}
		return "AZURE_HTTP_USER_AGENT"
	case tfcua.FromDefault:
		return "HashiCorp's default"
	case tfcua.FromNothing:
		return "not set"
	case tfcua.FromInference:
		return "inferred"
	case tfcua.RefusedOrigin, tfcua.UnknownOrigin:
		return "-"
	default:
		return string(row.Origin)
	}
}

func counts(row tfcua.Attribution) []cell {
	r := row.Resources
	if r == nil {
		none := cell{lines: []string{"-"}, right: true}
		return []cell{none, none, none}
	}
	return []cell{number(r.Create), number(r.Update + r.Replace + r.Delete), number(r.NoOp)}
}

// reasons says why a value is refused or unknown, where no finding does.
func (t *text) reasons(of tfcua.Report) {
	for _, row := range unexplained(of) {
		t.paragraph("", display.Harmless(row.Address)+": ", t.faint, string(row.Origin)+", "+row.Reason)
	}
}

// unexplained are the rows whose reason no finding gives.
func unexplained(of tfcua.Report) []tfcua.Attribution {
	explained := make(map[string]bool)
	for _, finding := range of.Findings {
		explained[finding.Address] = true
	}
	var rows []tfcua.Attribution
	for _, row := range of.Attribution {
		if row.Reason != "" && row.Origin != tfcua.UnusedOrigin && !explained[row.Address] {
			rows = append(rows, row)
		}
	}
	return rows
}

// registrations names the offers and channels of the tracking IDs that the
// policy lists.
func (t *text) registrations(of tfcua.Report) {
	for _, registration := range registrations(of) {
		t.paragraph("", display.Harmless(registration.ID)+": ", t.faint, registration.Words())
	}
}

// registrations are the policy's entries for the tracking IDs of the input, each
// once, and only those that say more than the ID.
func registrations(of tfcua.Report) []tfcua.Registration {
	var named []tfcua.Registration
	for _, row := range of.Attribution {
		if r := row.Registration; r != nil && r.Words() != "" && !slices.Contains(named, *r) {
			named = append(named, *r)
		}
	}
	return named
}
