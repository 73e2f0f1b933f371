package report

import (
	"slices"

	"golang.org/x/net/html"
)

// tableBlock is the attribution table of an input, folded where it is long; nil
// where there are no rows.
func tableBlock(part htmlPart) *html.Node {
	if len(part.rows) == 0 {
		return nil
	}
	table := attributionTable(part)
	if len(part.rows) > unfolded {
		return block("details", class("fold"), element("summary", nil, shown("Table of the "+counted(part.of))), table)
	}
	return table
}

// attributionTable has the columns of registrations and of resources only where a
// row has something there. It scrolls for itself, by the keyboard too.
func attributionTable(part htmlPart) *html.Node {
	registered := slices.ContainsFunc(part.rows, func(row htmlRow) bool { return row.Registration != nil })
	planned := slices.ContainsFunc(part.rows, func(row htmlRow) bool { return row.Resources != nil })
	return block("div", attrs{{"class", "box"}, {"role", "region"}, {"aria-label", "attribution of " + inputName(part.Path)}, {"tabindex", "0"}},
		block("table", nil,
			element("thead", nil, tableHead(registered, planned)),
			block("tbody", nil, each(part.rows, func(row htmlRow) *html.Node { return tableRow(row, registered, planned) })...),
		),
	)
}

func tableHead(registered, planned bool) *html.Node {
	names := []string{"configuration", "version", "sends", "from"}
	if registered {
		names = append(names, "registered as")
	}
	head := element("tr", nil, each(names, func(name string) *html.Node {
		return element("th", attrs{{"scope", "col"}}, shown(name))
	})...)
	if planned {
		for _, name := range []string{"creates", "changes", "leaves"} {
			head.AppendChild(element("th", attrs{{"scope", "col"}, {"class", "number"}}, shown(name)))
		}
	}
	return head
}

func tableRow(row htmlRow, registered, planned bool) *html.Node {
	line := element("tr", class(row.look.class),
		element("th", attrs{{"scope", "row"}}, codeOf(row.Address)),
		element("td", nil, shown(version(row.Attribution))),
		sentCell(row),
		element("td", nil, shown(from(row.Attribution))),
	)
	if registered {
		words := ""
		if row.Registration != nil {
			words = row.Registration.Words()
		}
		line.AppendChild(element("td", class("wide"), shown(words)))
	}
	if planned {
		for _, cell := range counts(row.Attribution) {
			line.AppendChild(element("td", class("number"), shown(cell.lines[0])))
		}
	}
	return line
}

func sentCell(row htmlRow) *html.Node {
	cell := element("td", class("sent"), append([]*html.Node{markOf(row.look)}, sent(row)...)...)
	if row.Reason != "" {
		cell.AppendChild(element("p", class("quiet"), shown(row.Reason)))
	}
	return cell
}
