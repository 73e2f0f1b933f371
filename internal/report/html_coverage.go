package report

import (
	"fmt"

	"golang.org/x/net/html"

	"github.com/tfcua/tfcua"
)

// coverageSection shows of each plan how much of what it creates is attributed.
func coverageSection(report tfcua.Report) *html.Node {
	if len(report.Coverage) == 0 {
		return nil
	}
	return section("coverage", []*html.Node{shown("Coverage")}, each(report.Coverage, func(plan tfcua.Coverage) *html.Node {
		var of *html.Node
		if len(report.Inputs) > 1 {
			of = element("p", class("of"), codeOf(inputName(plan.Input)))
		}
		bar, key := coverageBar(plan)
		return block("figure", class("coverage"), of, bar, key, element("figcaption", nil, shown(quote(plan))))
	})...)
}

// coverageBar is the coverage in lengths, and what they stand for; nil where
// nothing is created.
func coverageBar(plan tfcua.Coverage) (bar, key *html.Node) {
	if plan.Create == 0 {
		return nil, nil
	}
	attributed := 0
	for _, n := range plan.Attributed {
		attributed += n
	}
	var lengths, items []*html.Node
	for _, part := range []struct {
		class, words string
		n            int
	}{{"yes", "attributed", attributed}, {"no", "not attributed", plan.Create - attributed}} {
		if part.n > 0 {
			lengths = append(lengths, element("span", attrs{{"class", part.class}, {"style", fmt.Sprintf("flex-grow: %d", part.n)}}))
			items = append(items, element("li", nil, swatch(part.class), shown(fmt.Sprintf("%d %s", part.n, part.words))))
		}
	}
	return element("div", attrs{{"class", "bar"}, {"aria-hidden", "true"}}, lengths...), block("ul", class("key"), items...)
}
