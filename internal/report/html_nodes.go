package report

import (
	"strconv"

	"golang.org/x/net/html"

	"github.com/tfcua/tfcua/internal/display"
)

// attrs are the attributes of an element, names and values, as they are written.
type attrs [][2]string

func class(names string) attrs { return attrs{{"class", names}} }

// element is an element with its children on one line. Those that are nil are
// left out, so that a part of the page that has nothing to say can be nil.
func element(name string, with attrs, children ...*html.Node) *html.Node {
	node := &html.Node{Type: html.ElementNode, Data: name}
	for _, a := range with {
		node.Attr = append(node.Attr, html.Attribute{Key: a[0], Val: display.Harmless(a[1])})
	}
	for _, child := range children {
		if child != nil {
			node.AppendChild(child)
		}
	}
	return node
}

// block is an element with each child on a line of its own: the page is read as
// a file too. It is for elements in which white space means nothing.
func block(name string, with attrs, children ...*html.Node) *html.Node {
	node := element(name, with, verbatim("\n"))
	for _, child := range children {
		if child != nil {
			node.AppendChild(child)
			node.AppendChild(verbatim("\n"))
		}
	}
	return node
}

// wholePage is the document around the root element.
func wholePage(root *html.Node) *html.Node {
	page := &html.Node{Type: html.DocumentNode}
	for _, part := range []*html.Node{{Type: html.DoctypeNode, Data: "html"}, verbatim("\n"), root, verbatim("\n")} {
		page.AppendChild(part)
	}
	return page
}

// shown is text of the report: it is escaped when the page is written, and
// nothing in it does anything else than stand there.
func shown(text string) *html.Node { return verbatim(display.Harmless(text)) }

// verbatim is text of the page itself, with its line breaks.
func verbatim(text string) *html.Node { return &html.Node{Type: html.TextNode, Data: text} }

// each are the nodes that are made of the items.
func each[T any](items []T, node func(T) *html.Node) []*html.Node {
	var nodes []*html.Node
	for _, item := range items {
		nodes = append(nodes, node(item))
	}
	return nodes
}

func codeOf(text string) *html.Node { return element("code", nil, shown(text)) }

func link(to, text string) *html.Node { return element("a", attrs{{"href", to}}, shown(text)) }

// markOf is the mark of a look. Who does not see it reads the words beside it.
func markOf(l look) *html.Node {
	return element("span", attrs{{"class", "mark"}, {"aria-hidden", "true"}}, shown(l.mark))
}

// swatch is a piece of a bar of the coverage, to say what that stands for.
func swatch(kind string) *html.Node {
	return element("span", attrs{{"class", "swatch " + kind}, {"aria-hidden", "true"}})
}

// section is a part of the page under its heading.
func section(id string, heading []*html.Node, parts ...*html.Node) *html.Node {
	head := element("h2", attrs{{"id", id}}, heading...)
	return block("section", attrs{{"aria-labelledby", id}}, append([]*html.Node{head}, parts...)...)
}

// heading is that of a section, with the number of what is listed below it.
func heading(text string, n int) []*html.Node {
	return []*html.Node{shown(text + " "), element("span", class("count"), shown(strconv.Itoa(n)))}
}
