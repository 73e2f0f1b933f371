package armcheck

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestEvaluate(t *testing.T) {
	template := parsed(t, `{
		"variables": {
			"guid": "a1b2", "Name": "[concat('pid-', variables('guid'))]", "n": 3, "yes": true, "none": null,
			"list": ["x", "[variables('guid')]"], "object": {"Inner": {"name": "[variables('name')]"}}, "loop": "[variables('loop')]",
			"big": "[concat(variables('big2'), variables('big2'))]", "big2": "[concat(variables('big3'), variables('big3'))]", "big3": "`+strings.Repeat("x", maxText/2)+`"
		},
		"parameters": {"p": {"defaultValue": "default"}, "none": {}}
	}`)
	for _, c := range []struct{ expression, want, reason string }{
		{"'it''s'", "it's", ""},
		{"concat('a', 1, variables('n'))", "a13", ""},
		{"VARIABLES('NAME')", "pid-a1b2", ""},
		{"variables('object').inner.NAME", "pid-a1b2", ""},
		{"variables('list')[1]", "a1b2", ""},
		{"variables('object')['inner'].name", "pid-a1b2", ""},
		{"variables('list')[2]", "", "element"},
		{"variables('list').x", "", "element"},
		{"variables('object').x", "", "member"},
		{"variables('guid').x", "", "member"},
		{"variables('lost')", "", "no variable"},
		{"variables('loop')", "", "itself"},
		{"variables('big')", "", "longer"},
		{"parameters('p')", "", `"p" is up to`},
		{"parameters('lost')", "", "no parameter"},
		{"concat('pid-', parameters('p'), '-x')", "pid-", `"p" is up to`},
		{"format('{0}-{1}{{}}', 'a', uniqueString('b'))", "a-", "uniquestring"},
		{"format('{0}', 'a', 'b')", "a", ""},
		{"format('{1}', 'a')", "", "nothing fills"},
		{"format('}', 'a')", "", "nothing fills"},
		{"format('{0:N2}', 1)", "", "style"},
		{"format(parameters('p'))", "", "format()"},
		{"take(concat('pid-', variables('guid'), '-', guid('x')), 64)", "pid-a1b2-", "guid()"},
		{"take('äöü', 2)", "äö", ""},
		{"take('ab', -1)", "", ""},
		{"take('ab', parameters('p'))", "", "take()"},
		{"toLower('ÄB')", "äb", ""},
		{"toUpper(concat('a', parameters('p')))", "A", `"p"`},
		{"replace('a-b', '-', '')", "ab", ""},
		{"trim(' a ')", "a", ""},
		{"string(variables('yes'))", "True", ""},
		{"if(variables('yes'), 'a', uniqueString('b'))", "a", ""},
		{"if(equals(variables('n'), 3), 'a', 'b')", "a", ""},
		{"if(equals('3', 3), 'a', 'b')", "", "equals()"},
		{"if(parameters('p'), 'abc', 'abd')", "ab", `"p"`},
		{"if(parameters('p'), 'a', 'a')", "a", ""},
		{"if('x', 'a', 'b')", "", "neither"},
		{"if(and(true(), not(false())), 'a', 'b')", "a", ""},
		{"if(or(parameters('p'), true()), 'a', 'b')", "a", ""},
		{"if(and(parameters('p'), true()), 'a', 'b')", "", `"p"`},
		{"if(empty(''), 'a', 'b')", "a", ""},
		{"if(empty(variables('list')), 'a', 'b')", "b", ""},
		{"if(empty(null()), 'a', 'b')", "a", ""},
		{"coalesce(variables('none'), null(), 'a')", "a", ""},
		{"coalesce(parameters('p'), 'a')", "", `"p"`},
		{"concat(variables('list'), variables('list'))", "", "arrays"},
		{"deployment().name", "", "deployment()"},
		{"contoso.name('x')", "", "contoso.name()"},
		{"concat()", "", "number of arguments"},
		{"concat('a'", "", "parse"},
		{"concat('a',)", "", "parse"},
		{"concat", "", "parse"},
		{"'a' 'b'", "", "parse"},
		{"", "", "parse"},
		{strings.Repeat("toLower(", 200) + "'a'" + strings.Repeat(")", 200), "", "parse"},
		{"'" + strings.Repeat("x", maxExpression) + "'", "", "longer"},
	} {
		quoted, err := json.Marshal("[" + c.expression + "]")
		if err != nil {
			t.Fatal(err)
		}
		work := maxWork
		s := scope{template: template.root, work: &work}
		start, reason := s.evaluate(parsed(t, string(quoted)).root).start()
		if start != c.want || (reason == "") != (c.reason == "") || !strings.Contains(reason, c.reason) {
			t.Errorf("%.60s is %q, %q; want %q, %q", c.expression, start, reason, c.want, c.reason)
		}
	}
}

// All expressions together are evaluated within bounds, however many there are.
func TestEvaluateWithinBounds(t *testing.T) {
	template := parsed(t, `{"variables": {"long": "[format('`+strings.Repeat("{{", 1000)+`')]"}}`)
	work := 5000
	s := scope{template: template.root, work: &work}
	_, reason := s.evaluate(parsed(t, `"[concat(`+strings.Repeat("variables('long'),", 100)+`'x')]"`).root).start()
	if !strings.Contains(reason, "more expressions than are evaluated") {
		t.Errorf("the reason is %q", reason)
	}
}
