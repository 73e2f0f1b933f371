package armcheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func seeds(f *testing.F) {
	for _, folder := range folders(f) {
		files, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, text := range []string{
		"", "[]", "[1,]", "{,}", "[,]", `"\ud83d\ude00\ud83d"`, "\"a\nb\"", "01", "-", "1.5e+3", "1e", "1E1000", "// x\n1", "/* x */ /* y", "nul", "\xff", "\"\xff\"", "[[[[", `{"a":1,"a":2}`, "\xEF\xBB\xBF1", "\xFF\xFE1\x00",
	} {
		f.Add([]byte(text))
	}
}

// FuzzDocument holds the parser against encoding/json: what is JSON for both has
// one value, and what is JSON for one alone is so for a reason.
func FuzzDocument(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		d := &document{}
		var ok bool
		if d.text, ok = asUTF8(text); !ok {
			return
		}
		p := parser{document: d}
		err := p.parse()
		var want any
		theirs := unmarshal(d.text, &want)
		switch {
		case err == nil && theirs == nil:
			if got := plain(d.root); !sameJSON(t, got, want) {
				t.Errorf("%q is %v, want %v", d.text, got, want)
			}
			if p.extended {
				t.Errorf("%q is taken for more than JSON", d.text)
			}
		case err == nil && !p.extended:
			t.Errorf("%q is taken for JSON: %v", d.text, theirs)
		case theirs == nil && !strings.Contains(err.Error(), "nested deeper") && !strings.Contains(err.Error(), "more than"):
			t.Errorf("%q is JSON: %v", d.text, err)
		}
		if err == nil {
			spans(t, d, d.root)
		}
	})
}

// unmarshal is json.Unmarshal with the numbers as they are written: one that no
// float64 holds is JSON too.
func unmarshal(text []byte, to *any) error {
	if !json.Valid(text) {
		return errors.New("no JSON")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(to)
}

// plain is a value as encoding/json has it.
func plain(v *value) any {
	switch v.kind {
	case null:
		return nil
	case boolean:
		return v.text == "true"
	case number:
		return json.Number(v.text)
	case text:
		return v.text
	case array:
		items := []any{}
		for _, item := range v.items {
			items = append(items, plain(item))
		}
		return items
	}
	members := make(map[string]any)
	for _, m := range v.members {
		members[m.name] = plain(m.value)
	}
	return members
}

func sameJSON(t *testing.T, a, b any) bool {
	t.Helper()
	ours, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(ours, theirs)
}

// spans checks that each value lies where it says, and has a position.
func spans(t *testing.T, d *document, v *value) {
	t.Helper()
	if v.at < 0 || v.end <= v.at || v.end > len(d.text) {
		t.Fatalf("%q: a value from %d to %d", d.text, v.at, v.end)
	}
	if at := d.position(v.at); at.Line < 1 || at.Column < 1 {
		t.Fatalf("%q: a value at %v", d.text, at)
	}
	for _, item := range v.items {
		spans(t, d, item)
	}
	for _, m := range v.members {
		spans(t, d, m.value)
	}
}

// FuzzTemplate reads anything as a template, and puts a tracking deployment into
// what has none.
func FuzzTemplate(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		got := describe(Read("-", bytes.NewReader(text)))
		if got == "" {
			t.Errorf("%q: nothing is said", text)
		}
		after, err := AddTrackingDeployment(text, registered)
		if err != nil {
			return
		}
		got = describe(Read("-", bytes.NewReader(after)))
		if strings.Contains(got, "CUA501") || !strings.Contains(got, registered) {
			t.Errorf("%q became %q: %s", text, after, got)
		}
	})
}

// FuzzExpression evaluates anything as an expression, which ends, and gives
// something or the reason why not.
func FuzzExpression(f *testing.F) {
	for _, expression := range []string{
		"concat('a', 'b')", "format('{0}-{1}', variables('a'), parameters('p'))", "take(variables('b'), 3)", "if(equals(1, 1), 'a', 'b')",
		"variables('loop')", "variables('o').x[0]", "coalesce(null(), 'a')", "toUpper('ä''b')", "uniqueString(resourceGroup().id)", "ns.f(1)", "((", "'", "a(b", "format('{{}}{0:N}', -1.5)", "replace('aa', 'a', 'b')",
		"and(true(), not(false()))", "empty('')", "uri('a', 'b')", "string(1)", "trim(' a ')", "if(parameters('p'), 'ab', 'ac')",
	} {
		f.Add(expression)
	}
	template := parsed(f, `{"variables": {"a": "A", "b": "[concat(variables('a'), variables('a'))]", "loop": "[variables('loop')]", "o": {"x": ["[variables('a')]"]}}, "parameters": {"p": {"defaultValue": "P"}}}`)
	f.Fuzz(func(t *testing.T, expression string) {
		quoted, err := json.Marshal("[" + expression + "]")
		if err != nil {
			t.Fatal(err)
		}
		work := maxWork
		s := scope{template: template.root, work: &work}
		r := s.evaluate(parsed(t, string(quoted)).root)
		if r.kind == unknownResult && r.reason == "" {
			t.Errorf("%q is unknown for no reason", expression)
		}
		if start, _ := r.start(); len(start) > maxText {
			t.Errorf("%q makes %d bytes", expression, len(start))
		}
	})
}

func parsed(t testing.TB, text string) *document {
	t.Helper()
	d, err := newDocument("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}
