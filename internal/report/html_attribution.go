package report

import (
	"fmt"
	"slices"

	"golang.org/x/net/html"

	"github.com/tfcua/tfcua"
)

// htmlPart is what the page says of one input.
type htmlPart struct {
	tfcua.Input
	of   tfcua.Report // what the report says of it
	rows []htmlRow
	plan tfcua.Coverage // empty where the input is no plan
}

// htmlRow is a row of the attribution as the tree and the table show it.
type htmlRow struct {
	tfcua.Attribution
	look    look
	name    string  // within its module
	entries []entry // what was found about it
}

func partsOf(report tfcua.Report, entries []entry) []htmlPart {
	about := make(map[[2]string][]entry)
	for _, e := range entries {
		key := [2]string{e.Input, e.Address}
		about[key] = append(about[key], e)
	}
	plans := make(map[string]tfcua.Coverage)
	for _, plan := range report.Coverage {
		plans[plan.Input] = plan
	}
	byPath := byInput(report)
	var parts []htmlPart
	for _, input := range report.Inputs {
		part := htmlPart{Input: input, of: byPath[input.Path], plan: plans[input.Path]}
		for _, row := range part.of.Attribution {
			_, name := modulesOf(row.Address)
			provider := fmt.Sprintf("provider[%q]", row.Source) // what concerns all of its configurations
			found := slices.Concat(about[[2]string{input.Path, row.Address}], about[[2]string{input.Path, provider}])
			part.rows = append(part.rows, htmlRow{Attribution: row, look: rowLook(row, found), name: name, entries: found})
		}
		parts = append(parts, part)
	}
	return parts
}

// attributionSection shows of each input what it sends: as a tree of modules, and
// in full as a table.
func attributionSection(report tfcua.Report, entries []entry) *html.Node {
	if len(report.Inputs) == 0 {
		return nil
	}
	parts := partsOf(report, entries)
	inside := []*html.Node{legend(parts)}
	for _, part := range parts {
		inside = append(inside, inputHead(part.Input), treeBlock(part), tableBlock(part))
		if !configured(part.of) {
			inside = append(inside, element("p", nil, shown(unconfigured(part.of))))
		}
	}
	return section("attribution", heading("Attribution", len(report.Attribution)), inside...)
}

// legend explains the marks that the page has; nil where it has none.
func legend(parts []htmlPart) *html.Node {
	used := make(map[look]bool)
	for _, part := range parts {
		for _, row := range part.rows {
			used[row.look] = true
		}
	}
	var items []*html.Node
	for _, l := range looks {
		if used[l] {
			items = append(items, element("li", class(l.class), markOf(l), shown(l.words)))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return block("ul", attrs{{"class", "key"}, {"aria-label", "marks"}}, items...)
}

// inputHead is "infra/prod folder, checked against .tfcua.hcl".
func inputHead(input tfcua.Input) *html.Node {
	kind := element("span", class("kind"), shown(inputKind(input)))
	if input.Policy != "" {
		kind.AppendChild(shown(", checked against "))
		kind.AppendChild(codeOf(input.Policy))
	}
	return element("h3", nil, codeOf(inputName(input.Path)), shown(" "), kind)
}

// sent are the words that a row sends, each as code, and links to what was found
// about it.
func sent(row htmlRow) []*html.Node {
	var nodes []*html.Node
	for i, word := range sends(row.Attribution).lines {
		if i > 0 {
			nodes = append(nodes, shown(" "))
		}
		nodes = append(nodes, codeOf(word))
	}
	for _, e := range row.entries {
		nodes = append(nodes, shown(" "), link("#"+e.id, e.Rule))
	}
	return nodes
}
