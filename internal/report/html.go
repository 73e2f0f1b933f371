package report

import (
	"bytes"
	_ "embed" // the template and the style
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

//go:embed html.tmpl
var htmlTemplate string

//go:embed html.css
var htmlStyle string

// unfolded is how many findings, modules or rows stand open. Of a longer list
// the page shows the heads, to be opened.
const unfolded = 25

// writeHTML writes the report as a page that needs nothing but itself: no script,
// no font, no request. It is made when asked for, as most reports are not pages.
func writeHTML(w io.Writer, report tfcua.Report, options Options) error {
	page, err := template.New("page").Funcs(template.FuncMap{
		"show": display.Harmless, "trim": strings.TrimSpace, "capital": capital, "quote": quote, "place": place, "subject": subject,
		"acceptance": acceptance, "count": count, "are": are, "version": version, "from": from,
		"inputName": inputName, "inputKind": inputKind, "ruleURL": ruleURL, "severity": severityLook,
	}).Parse(htmlTemplate)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, pageOf(report, options)); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// htmlPage is what the template writes.
type htmlPage struct {
	tfcua.Report
	Style          template.CSS
	Version        string
	Look           look
	Word, Sentence string
	Several        bool // inputs, so that their names tell them apart
	Bars           []bar
	Entries        []entry
	Parts          []htmlPart
	Legend         []look // those that the page has
	Unconfigured   string
}

// entry is a finding with its place on the page.
type entry struct {
	tfcua.Finding
	ID     string
	Of     string // the name of the input, where there are several
	Folded bool
}

// bar is the coverage of a plan in two lengths.
type bar struct {
	tfcua.Coverage
	Yes, No int
}

// htmlPart is what the page says of one input.
type htmlPart struct {
	tfcua.Input
	Tree       *module
	Rows       []htmlRow
	Planned    bool // there are counts of resources
	Registered bool // the policy knows the ID of one
	Configured bool
	Folded     bool
}

// htmlRow is a provider configuration.
type htmlRow struct {
	tfcua.Attribution
	Look    look
	Name    string // within its module
	Sends   []string
	Counts  []string
	Entries []entry // what was found about it
}

func pageOf(report tfcua.Report, options Options) htmlPage {
	p := htmlPage{
		Report: report, Style: template.CSS(htmlStyle), Version: options.Version, Look: verdictLook(report.Summary),
		Several: len(report.Inputs) > 1, Unconfigured: unconfigured,
	}
	p.Word, p.Sentence = verdict(report)
	for _, plan := range report.Coverage {
		b := bar{Coverage: plan, No: plan.Create}
		for _, n := range plan.Attributed {
			b.Yes += n
			b.No -= n
		}
		p.Bars = append(p.Bars, b)
	}
	about := make(map[[2]string][]entry)
	for i, finding := range report.Findings {
		e := entry{Finding: finding, ID: fmt.Sprintf("finding-%d", i+1), Folded: i >= unfolded}
		if p.Several {
			e.Of = inputName(finding.Input)
		}
		p.Entries = append(p.Entries, e)
		key := [2]string{finding.Input, finding.Address}
		about[key] = append(about[key], e)
	}
	has := make(map[look]bool)
	parts := byInput(report)
	for _, input := range report.Inputs {
		of := parts[input.Path]
		part := htmlPart{Input: input, Configured: configured(of), Folded: len(of.Attribution) > unfolded}
		for _, row := range of.Attribution {
			_, name := modulesOf(row.Address)
			provider := fmt.Sprintf("provider[%q]", row.Source)
			entries := slices.Concat(about[[2]string{input.Path, row.Address}], about[[2]string{input.Path, provider}])
			line := htmlRow{Attribution: row, Look: rowLook(row, entries), Name: name, Sends: sends(row).lines, Entries: entries}
			for _, cell := range counts(row) {
				line.Counts = append(line.Counts, cell.lines...)
			}
			part.Rows = append(part.Rows, line)
			has[line.Look] = true
			part.Planned = part.Planned || row.Resources != nil
			part.Registered = part.Registered || row.Registration != nil
		}
		part.Tree = treeOf(part.Rows, planOf(report, input.Path))
		p.Parts = append(p.Parts, part)
	}
	for _, l := range looks {
		if has[l] {
			p.Legend = append(p.Legend, l)
		}
	}
	return p
}

// planOf is the coverage of an input, an empty one where it is no plan.
func planOf(report tfcua.Report, input string) tfcua.Coverage {
	for _, plan := range report.Coverage {
		if plan.Input == input {
			return plan
		}
	}
	return tfcua.Coverage{}
}
