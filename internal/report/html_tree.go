package report

import (
	"slices"
	"strconv"

	"golang.org/x/net/html"

	"github.com/tfcua/tfcua"
)

// treeBlock is the tree of modules of an input; nil where there is nothing in it.
func treeBlock(part htmlPart) *html.Node {
	root := treeOf(rootName(part.Kind), part.rows, part.plan)
	if root == nil {
		return nil
	}
	return block("ul", class("tree"), moduleItem(root))
}

// rootName is what the root of the tree is to people.
func rootName(kind tfcua.Kind) string {
	switch kind {
	case tfcua.ARMTemplate:
		return "main template"
	case tfcua.Sources:
		return "code"
	default:
		return "root module"
	}
}

func moduleItem(m *module) *html.Node {
	var state attrs
	if !m.folded {
		state = attrs{{"open", ""}}
	}
	inside := slices.Concat(each(m.rows, rowItem), []*html.Node{unattributedItem(m.unattributed)}, each(m.modules, moduleItem))
	return element("li", class("module"), block("details", state, moduleSummary(m), block("ul", nil, inside...)))
}

// moduleSummary is what is left of a module when it is folded: how many rows in it
// have which look, and how many of its resources are not attributed.
func moduleSummary(m *module) *html.Node {
	summary := element("summary", nil, codeOf(m.name))
	for _, tally := range m.tallies() {
		summary.AppendChild(shown(" "))
		summary.AppendChild(element("span", class("tally "+tally.class),
			markOf(tally.look), shown(strconv.Itoa(tally.n)), element("span", class("hidden"), shown(" "+tally.words))))
	}
	if n := m.missing(); n > 0 {
		summary.AppendChild(shown(" "))
		summary.AppendChild(element("span", class("tally bad"), swatch("no"), shown(count(n, "resource")+" not attributed")))
	}
	return summary
}

func rowItem(row htmlRow) *html.Node {
	words := element("span", class("hidden"), shown(row.look.words+": "))
	return element("li", class("row "+row.look.class),
		markOf(row.look),
		element("code", class("name"), shown(row.name)),
		shown(" "),
		element("span", class("sends"), append([]*html.Node{words}, sent(row)...)...),
	)
}

func unattributedItem(n int) *html.Node {
	if n == 0 {
		return nil
	}
	return element("li", class("row bad"), swatch("no"), shown(count(n, "resource")+" to be created "+are(n)+" not attributed"))
}
