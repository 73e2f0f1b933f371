package report_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/report"
)

const rulesURL = "https://github.com/tfcua/tfcua/blob/main/docs/rules.md#cua"

func TestHTML(t *testing.T) {
	for name, r := range map[string]tfcua.Report{
		"everything": everythingPlanned(), "sound": sound(), "warned": warned(), "nothing": nothing(),
		"many modules": manyModules(40, 6, 1), "hostile": writtenWith(strings.Join(hostileTexts, " "), 60),
	} {
		t.Run(name, func(t *testing.T) {
			output := render(t, "html", r, report.Options{})
			if !bytes.Equal(output, render(t, "html", r, report.Options{})) {
				t.Error("the page is another one the second time")
			}
			page := parseHTML(t, output)
			page.standsAlone(t)
			page.names(t, r)
		})
	}
}

// Of a large estate every configuration stands in the table and in the tree, and
// most of it is folded.
func TestHTMLManyModules(t *testing.T) {
	r := manyModules(40, 6, 1)
	page := parseHTML(t, render(t, "html", r, report.Options{}))
	rows := page.texts("th", "row")
	var want []string
	for _, row := range r.Attribution {
		want = append(want, row.Address)
	}
	if !slices.Equal(rows, want) {
		t.Errorf("the table has %q", rows)
	}
	modules, open := 0, 0
	for node := range page.root.Descendants() {
		if node.DataAtom == atom.Details && attribute(node.Parent, "class") == "module" {
			modules++
			if hasAttribute(node, "open") {
				open++
			}
		}
	}
	if modules != 41 || open != 1 {
		t.Errorf("the tree has %d modules, and %d are open", modules, open)
	}
	missing := 0
	for _, n := range r.Coverage[0].Unattributed {
		if n > 0 {
			missing++
		}
	}
	if got := strings.Count(page.text, "to be created"); got != missing+1 { // and the line to quote
		t.Errorf("%d modules of %d show what is not attributed", got-1, missing)
	}
}

// A module is found by its address, also one that no configuration is in, and
// one that is deeper than the page nests.
func TestHTMLTree(t *testing.T) {
	deep := strings.Repeat("module.m.", 1000)
	r := tfcua.Join([]tfcua.Report{{
		Inputs: []tfcua.Input{{Path: "tfplan", Kind: tfcua.SavedPlan}},
		Attribution: []tfcua.Attribution{
			{Address: "module.provider.provider.azurerm.west", Input: "tfplan", Required: true, Sent: "pid-x", Origin: tfcua.FromBlock},
			{Address: deep + "provider.azurerm", Input: "tfplan", Required: true, Sent: "pid-x", Origin: tfcua.FromBlock},
		},
		Coverage: []tfcua.Coverage{{Input: "tfplan", Create: 3, Unattributed: map[string]int{"": 1, "module.a.module.b": 1, strings.TrimSuffix(deep, "."): 1}}},
	}}, tfcua.Error)
	page := parseHTML(t, render(t, "html", r, report.Options{}))
	names := page.texts("summary", "")
	for _, want := range []string{"root module", "module.provider", "module.a", "module.b", strings.TrimSuffix(strings.Repeat("module.m.", 1000-12), ".")} {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, want+" ") }) {
			t.Errorf("%.40s is not in the tree: %.300q", want, names)
		}
	}
	if !strings.Contains(page.text, "azurerm.west") || len(names) > 30 {
		t.Errorf("the tree has %d modules: %.300q", len(names), names)
	}
}

// The style stands in the page as it is in its file: nothing escapes it, so
// nothing in it may end it.
func TestHTMLStyle(t *testing.T) {
	style, err := os.ReadFile("html.css")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(style, []byte("</")) {
		t.Error("the style ends itself")
	}
	page := parseHTML(t, render(t, "html", nothing(), report.Options{}))
	if got := page.texts("style", ""); !slices.Equal(got, []string{"\n" + string(style)}) {
		t.Errorf("the style of the page is %q", got)
	}
}

// What is no provider configuration is not called one, and each input is shown
// with the policy that it was checked against.
func TestHTMLOtherInputs(t *testing.T) {
	var of []tfcua.Report
	for _, c := range []struct {
		input  tfcua.Input
		source string
	}{
		{tfcua.Input{Path: "infra", Kind: tfcua.Folder, Policy: "infra/.tfcua.hcl"}, azurerm},
		{tfcua.Input{Path: "app", Kind: tfcua.ARMTemplate, Policy: ".tfcua.hcl"}, tfcua.DeploymentType},
		{tfcua.Input{Path: "deploy.sh", Kind: tfcua.Sources}, tfcua.CodeSource},
	} {
		r := tfcua.Report{Inputs: []tfcua.Input{c.input}}
		for range 26 {
			r.Attribution = append(r.Attribution, tfcua.Attribution{Address: "x", Input: c.input.Path, Source: c.source, Required: true, Sent: "pid-" + contoso, Origin: tfcua.FromTemplate})
		}
		of = append(of, r)
	}
	page := parseHTML(t, render(t, "html", tfcua.Join(of, tfcua.Error), report.Options{}))
	page.standsAlone(t)
	heads := []string{"infra folder, checked against infra/.tfcua.hcl", "app ARM template, checked against .tfcua.hcl", "deploy.sh sources"}
	if got := page.texts("h3", ""); !slices.Equal(got, heads) {
		t.Errorf("the inputs are %q", got)
	}
	var folded []string
	for _, summary := range page.texts("summary", "") {
		what, _, _ := strings.Cut(summary, " ✓")
		folded = append(folded, what)
	}
	if want := []string{
		"root module", "Table of the 26 provider configurations",
		"main template", "Table of the 26 tracking deployments",
		"code", "Table of the 26 settings in code",
	}; !slices.Equal(folded, want) {
		t.Errorf("the inputs have %q", folded)
	}
}

func FuzzHTML(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	want := parseHTML(f, render(f, "html", writtenWith("harmless", 1), report.Options{}))
	f.Fuzz(func(t *testing.T, text string) {
		if !writable(text) {
			return
		}
		got := parseHTML(t, render(t, "html", writtenWith(text, 1), report.Options{}))
		if !slices.Equal(got.elements, want.elements) {
			t.Errorf("%q makes other elements of the page", text)
		}
		if !strings.Contains(got.text, display.Harmless(text)) {
			t.Errorf("%q is not in the text of the page", text)
		}
	})
}

// htmlPage is what a browser sees.
type htmlPage struct {
	root     *html.Node
	elements []string // and their attributes
	text     string
}

func parseHTML(t testing.TB, page []byte) htmlPage {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	p := htmlPage{root: root, text: textOf(root)}
	for node := range root.Descendants() {
		switch node.Type {
		case html.ElementNode:
			element := node.Data
			for _, a := range node.Attr {
				element += " " + a.Key
			}
			p.elements = append(p.elements, element)
		case html.CommentNode:
			t.Error("there is a comment in the page")
		}
	}
	return p
}

// standsAlone fails where the page needs, runs or leads to something else, or
// where it lacks what readers without sight go by.
func (p htmlPage) standsAlone(t *testing.T) {
	t.Helper()
	allowed := strings.Fields("html head meta title style body header main section h1 h2 h3 p span div ul li a code pre strong " +
		"figure figcaption article details summary table thead tbody tr th td")
	ids, level := make(map[string]bool), 0
	var links []string
	for node := range p.root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(allowed, node.Data) {
			t.Errorf("there is a %s in the page", node.Data)
		}
		for _, a := range node.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s is there twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href", a.Key == "aria-labelledby":
				links = append(links, a.Val)
			case a.Key == "src", strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s has %s", node.Data, a.Key)
			}
		}
		switch node.DataAtom {
		case atom.Style:
			if text := textOf(node); strings.Contains(text, "url(") || strings.Contains(text, "@import") {
				t.Error("the style loads something")
			}
		case atom.H1, atom.H2, atom.H3:
			if next := int(node.Data[1] - '0'); next > level+1 {
				t.Errorf("a heading of level %d follows one of level %d", next, level)
			} else {
				level = next
			}
		case atom.Th:
			if !hasAttribute(node, "scope") {
				t.Error("a head of a table has no scope")
			}
		}
	}
	for _, link := range links {
		if id := strings.TrimPrefix(link, "#"); !ids[id] && !strings.HasPrefix(link, rulesURL) {
			t.Errorf("there is a link to %s", link)
		}
	}
	const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
	if !slices.ContainsFunc(slices.Collect(p.root.Descendants()), func(node *html.Node) bool {
		return node.DataAtom == atom.Meta && attribute(node, "http-equiv") == "Content-Security-Policy" && attribute(node, "content") == policy
	}) {
		t.Error("the page has no content security policy")
	}
}

// names fails where something of the report is not named.
func (p htmlPage) names(t *testing.T, r tfcua.Report) {
	t.Helper()
	var findings []string
	for node := range p.root.Descendants() {
		if strings.HasPrefix(attribute(node, "id"), "finding-") {
			findings = append(findings, textOf(node))
		}
	}
	if len(findings) != len(r.Findings) {
		t.Fatalf("%d findings of %d are on the page", len(findings), len(r.Findings))
	}
	for i, finding := range r.Findings {
		for _, want := range []string{finding.Rule, finding.Name, string(finding.Severity), finding.Address, finding.File, finding.Message, finding.Fix} {
			if !strings.Contains(findings[i], display.Harmless(want)) {
				t.Errorf("finding %d does not say %q:\n%s", i+1, want, findings[i])
			}
		}
	}
	var others []string
	for _, ignored := range r.Ignored {
		others = append(others, ignored.Finding.Rule, ignored.Finding.Message, ignored.Reason, ignored.Where, ignored.Until)
	}
	for _, row := range r.Attribution {
		others = append(others, row.Address, row.Sent, row.Reason)
	}
	for _, input := range r.Inputs {
		others = append(others, input.TerraformVersion, input.Policy)
	}
	for _, want := range others {
		for _, word := range strings.Fields(want) {
			if !strings.Contains(p.text, display.Harmless(word)) {
				t.Errorf("the page does not say %q", want)
			}
		}
	}
}

// texts are the texts of the elements of that name, and of that scope unless it
// is "".
func (p htmlPage) texts(name, scope string) []string {
	var texts []string
	for node := range p.root.Descendants() {
		if node.Type == html.ElementNode && node.Data == name && (scope == "" || attribute(node, "scope") == scope) {
			texts = append(texts, textOf(node))
		}
	}
	return texts
}

func textOf(node *html.Node) string {
	var b strings.Builder
	for inner := range node.Descendants() {
		if inner.Type == html.TextNode {
			b.WriteString(inner.Data)
		}
	}
	return b.String()
}

func attribute(node *html.Node, key string) string {
	for _, a := range node.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(node *html.Node, key string) bool {
	return slices.ContainsFunc(node.Attr, func(a html.Attribute) bool { return a.Key == key })
}
