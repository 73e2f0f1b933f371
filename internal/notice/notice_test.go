package notice

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
)

// TestEscape requires that Markdown shows a name sign for sign.
func TestEscape(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	for _, name := range []string{"Contoso, Ltd.", "A*B*C", "_x_", "[a](b)", "<b>", "&amp;", "`code`", `back\slash`, "~~a~~", "# 1", "a|b", "![i](j)", "Ünïcode 株式会社"} {
		var page bytes.Buffer
		if err := goldmark.Convert([]byte(Notice{Partner: name}.Markdown()), &page); err != nil {
			t.Fatal(err)
		}
		text := html.UnescapeString(tags.ReplaceAllString(page.String(), ""))
		if !strings.Contains(text, "When you deploy software of "+name+", the") {
			t.Errorf("%q is not shown so:\n%s", name, text)
		}
	}
}

func TestNames(t *testing.T) {
	text := Notice{Partner: "Contoso\n{software}", Offer: "\x1b[31mBackup"}.Text()
	if strings.ContainsAny(text, "\x1b") || !strings.Contains(text, "of Contoso {software}") {
		t.Errorf("a name is not taken for what it is:\n%s", text)
	}
}

func TestWays(t *testing.T) {
	for _, test := range []struct {
		ways  []string
		wants []string
		lacks []string
	}{
		{nil, []string{"Microsoft.Resources/deployments", "disable_terraform_partner_id = true", "call of the SDK"}, nil},
		{[]string{"terraform", "terraform"}, []string{"ARM_PARTNER_ID"}, []string{"Microsoft.Resources", "call of the SDK"}},
	} {
		for _, text := range []string{Notice{Partner: "Contoso", Ways: test.ways}.Markdown(), Notice{Partner: "Contoso", Ways: test.ways}.Text()} {
			flat := strings.Join(strings.Fields(text), " ")
			for _, want := range append(test.wants, "already stay attributed", "https://privacy.microsoft.com/privacystatement") {
				if strings.Count(flat, want) != 1 {
					t.Errorf("%v: %q stands there %d times", test.ways, want, strings.Count(flat, want))
				}
			}
			for _, lack := range test.lacks {
				if strings.Contains(flat, lack) {
					t.Errorf("%v: %q stands there", test.ways, lack)
				}
			}
		}
	}
	for line := range strings.Lines(Notice{Partner: "Contoso"}.Text()) {
		if len(line) > columns+1 {
			t.Errorf("too long: %s", line)
		}
	}
}
