package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	goldtext "github.com/yuin/goldmark/text"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

func TestMarkdownProse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"nothing", "nothing"},
		{"partner_id is pid-1 (from var.id ← its default): so it is.", "`partner_id` is `pid-1` (from `var.id ←` its default): so it is."},
		{`set partner_id = "<your registered GUID>" in file("id").`, "set `partner_id = \"<your registered GUID>\"` in `file(\"id\")`."},
		{"2 resources, 12) of 1234567 (3)", "2 resources, 12\\) of `1234567` (3)"},
		{"1. one", `1\. one`},
		{"- one well-formed pid-a-b", "\\- one well-formed `pid-a-b`"},
		{"# heading", "`#` heading"},
		{"on www. there", "on `www`. there"},
		{"a|b and |", "`a`\\|`b` and \\|"},
		{"a ``` fence`", "a ```` ``` fence` ````"},
		{"@team #12 GH-12 deadbee1 www.example.com. <b>", "`@team #12 GH-12 deadbee1 www.example.com`. `<b>`"},
		{"a\nline\tand \x1b[2J", "`a\\nline` and `\\x1b[2J`"},
	} {
		r := tfcua.Report{Findings: []tfcua.Finding{{Rule: "CUA101", Message: c.text}}}
		output := string(render(t, "markdown", r, report.Options{}))
		if !strings.Contains(output, "\\\n  "+c.want+"\\\n") {
			t.Errorf("%q: no line is %s in\n%s", c.text, c.want, output)
		}
	}
}

// Every finding is named, whether there are few or many, and one that is not
// told in full keeps its row.
func TestMarkdownManyFindings(t *testing.T) {
	r := manyModules(40, 6, 1)
	if len(r.Findings) <= 50 {
		t.Fatalf("%d findings are not many", len(r.Findings))
	}
	page := parseMarkdown(t, string(render(t, "markdown", r, report.Options{})))
	told := strings.Count(page.text, "Fix: ")
	if told != 50 {
		t.Errorf("%d findings are told in full", told)
	}
	for _, finding := range r.Findings {
		if !strings.Contains(page.text, finding.Address) {
			t.Errorf("nothing names %s", finding.Address)
		}
	}
	if got := strings.Count(page.text, "estate.tfplan"); got < len(r.Findings)-told {
		t.Errorf("%d findings name their input", got)
	}
	if got, want := strings.Count(page.text, "CUA")-told, len(r.Findings)-told+len(r.Ignored); got != want {
		t.Errorf("%d other findings are named, want %d", got, want)
	}
}

// How many findings fit into a comment on GitHub; docs say so.
func TestMarkdownLength(t *testing.T) {
	length := len(render(t, "markdown", manyModules(40, 6, 1), report.Options{}))
	if length > 65_536 {
		t.Errorf("the sample has %d bytes, more than a comment may have", length)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	f.Add("1. | --- |\n# x [a](http://b) ![c](d) <img src=x> &amp; \\` `` | @all #1 **b** _c_ ~~d~~ www.e.fg h@i.jk $x$ [^1] :smile:")
	f.Fuzz(func(t *testing.T, text string) {
		if writable(text) {
			sameMarkdown(t, text, 1)
		}
	})
}

// With more findings than are told in full there is a table of the others.
func TestMarkdownHostile(t *testing.T) {
	for _, text := range hostileTexts {
		sameMarkdown(t, text, 60)
	}
}

// sameMarkdown fails where the text makes another page than a harmless one.
func sameMarkdown(t *testing.T, text string, findings int) {
	t.Helper()
	want := parseMarkdown(t, string(render(t, "markdown", writtenWith("provider.azurerm", findings), report.Options{})))
	output := string(render(t, "markdown", writtenWith(text, findings), report.Options{}))
	got := parseMarkdown(t, output)
	if !slices.Equal(got.blocks, want.blocks) {
		t.Errorf("%q makes other blocks of the page:\n%s", text, output)
	}
	if !slices.Equal(got.links, want.links) {
		t.Errorf("%q links to %q", text, got.links)
	}
}

// markdownPage is what a consumer sees.
type markdownPage struct {
	blocks []string // the kinds of the blocks, with the cells of the rows
	links  []string
	text   string
}

// noticed is what GitHub makes something of, in text that is no code.
var noticed = regexp.MustCompile("(?i)[@#<>$~^*_|\\\\`\\[\\]{}=+]|://|www\\.|:[a-z0-9]|[a-z]-[0-9]|[0-9a-f]*[0-9][0-9a-f]{6}")

// parseMarkdown reads a page as GitHub does, and fails where an input could have
// written it.
func parseMarkdown(t testing.TB, page string) markdownPage {
	t.Helper()
	var p markdownPage
	var text strings.Builder
	source := []byte(page)
	root := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser().Parse(goldtext.NewReader(source))
	err := ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if node.Type() == ast.TypeBlock {
			block := node.Kind().String()
			if node.Kind() == extast.KindTableRow {
				block += fmt.Sprint(node.ChildCount())
			}
			if heading, ok := node.(*ast.Heading); ok {
				block += fmt.Sprint(heading.Level)
			}
			p.blocks = append(p.blocks, block)
		}
		switch node := node.(type) {
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.AutoLink, *ast.CodeBlock, *ast.FencedCodeBlock:
			t.Errorf("there is a %s", node.Kind())
		case *ast.Link:
			p.links = append(p.links, string(node.Destination))
			if !strings.HasPrefix(string(node.Destination), "https://github.com/tfcua/tfcua/blob/main/docs/rules.md#cua") {
				t.Errorf("there is a link to %s", node.Destination)
			}
		case *ast.CodeSpan:
			for child := node.FirstChild(); child != nil; child = child.NextSibling() {
				text.Write(child.(*ast.Text).Value(source))
			}
			text.WriteByte('\n')
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			words := string(node.Value(source))
			if unescaped := regexp.MustCompile(`\\[-.)|]`).ReplaceAllString(words, " "); noticed.MatchString(unescaped) && node.Parent().Kind() != ast.KindLink {
				t.Errorf("GitHub takes notice of %q", words)
			}
			text.WriteString(words)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p.text = text.String()
	return p
}
