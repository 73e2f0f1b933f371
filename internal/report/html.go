package report

import (
	_ "embed" // the style
	"io"

	"golang.org/x/net/html"

	"github.com/tfcua/tfcua"
)

//go:embed html.css
var htmlStyle string

// contentPolicy forbids the page everything but its own style, whatever anybody
// might have got written into it.
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// unfolded is how many findings, modules or rows stand open. Of a longer list
// the page shows the heads, to be opened.
const unfolded = 25

// writeHTML writes the report as a page that needs nothing but itself: no script,
// no font, no request. It is made of nodes and not of a template: a package that
// calls methods by name, as html/template does, makes the linker keep every
// exported method of the whole command, and each start of it takes the memory.
func writeHTML(w io.Writer, report tfcua.Report, options Options) error {
	return html.Render(w, pageOf(report, options))
}

func pageOf(report tfcua.Report, options Options) *html.Node {
	word, sentence := verdict(report)
	entries := entriesOf(report)
	return wholePage(block("html", attrs{{"lang", "en"}},
		pageHead(word, options.Version),
		block("body", nil,
			banner(verdictLook(report.Summary), word, sentence, options.Version),
			block("main", nil,
				coverageSection(report),
				findingsSection(entries),
				attributionSection(report, entries),
				ignoredSection(report.Ignored),
			),
		),
	))
}

func pageHead(word, version string) *html.Node {
	return block("head", nil,
		element("meta", attrs{{"charset", "utf-8"}}),
		element("meta", attrs{{"http-equiv", "Content-Security-Policy"}, {"content", contentPolicy}}),
		element("meta", attrs{{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
		element("meta", attrs{{"name", "color-scheme"}, {"content", "light dark"}}),
		element("meta", attrs{{"name", "generator"}, {"content", "tfcua " + version}}),
		element("title", nil, shown("tfcua: "+word)),
		element("style", nil, verbatim("\n"+htmlStyle)),
	)
}

func banner(l look, word, sentence, version string) *html.Node {
	return block("header", class("verdict "+l.class),
		element("p", class("tool"), shown("tfcua "+version)),
		element("h1", nil, markOf(l), shown(capital(word))),
		element("p", class("sentence"), shown(sentence)),
	)
}
