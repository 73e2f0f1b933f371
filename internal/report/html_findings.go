package report

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// entry is a finding with its place on the page.
type entry struct {
	tfcua.Finding
	id     string
	of     string // the name of the input, where there are several
	folded bool
}

func entriesOf(report tfcua.Report) []entry {
	var entries []entry
	for i, finding := range report.Findings {
		e := entry{Finding: finding, id: fmt.Sprintf("finding-%d", i+1), folded: i >= unfolded}
		if len(report.Inputs) > 1 {
			e.of = inputName(finding.Input)
		}
		entries = append(entries, e)
	}
	return entries
}

func findingsSection(entries []entry) *html.Node {
	if len(entries) == 0 {
		return nil
	}
	return section("findings", heading("Findings", len(entries)), each(entries, findingBlock)...)
}

func findingBlock(e entry) *html.Node {
	name, head := "article", findingHead(e)
	if e.folded {
		name, head = "details", element("summary", nil, head)
	}
	about := element("p", class("quiet"), link(ruleURL(e.Rule), "About "+e.Rule))
	if e.of != "" {
		about.AppendChild(shown(", found in "))
		about.AppendChild(codeOf(e.of))
	}
	return block(name, attrs{{"class", "finding " + severityLook(e.Severity).class}, {"id", e.id}},
		head,
		findingSource(e),
		element("p", nil, shown(e.Message)),
		element("p", class("fix"), element("strong", nil, shown("Fix")), shown(" "+e.Fix)),
		about,
	)
}

func findingHead(e entry) *html.Node {
	head := element("h3", nil,
		element("span", class("severity"), markOf(severityLook(e.Severity)), shown(string(e.Severity))),
		shown(" "),
		element("span", class("rule"), shown(e.Rule+" "+e.Name)),
	)
	if e.Address != "" {
		head.AppendChild(shown(" "))
		head.AppendChild(codeOf(e.Address))
	}
	return head
}

// findingSource is where a finding is, and what stands there; nil where neither
// is known.
func findingSource(e entry) *html.Node {
	if e.File == "" && e.Excerpt == "" {
		return nil
	}
	source := element("div", class("source"))
	if at := place(e.Finding); at != "" {
		source.AppendChild(element("p", class("place"), shown(at)))
	}
	if e.Excerpt != "" {
		source.AppendChild(element("pre", nil, codeOf(strings.TrimSpace(display.Harmless(e.Excerpt)))))
	}
	return source
}

func ignoredSection(findings []tfcua.Ignored) *html.Node {
	if len(findings) == 0 {
		return nil
	}
	return section("ignored", heading("Ignored", len(findings)), block("ul", class("list"), each(findings, func(ignored tfcua.Ignored) *html.Node {
		finding := ignored.Finding
		return block("li", nil,
			element("p", nil, link(ruleURL(finding.Rule), finding.Rule), shown(" "+finding.Name+" "), codeOf(subject(finding))),
			element("p", nil, shown(finding.Message)),
			element("p", class("quiet"), shown(capital(acceptance(ignored)))),
		)
	})...))
}
