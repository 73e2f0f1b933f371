package display_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/tfcua/tfcua/internal/display"
)

func TestHarmless(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"provider.azurerm", "provider.azurerm"},
		{"モジュール/né.tf", "モジュール/né.tf"},
		{"\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"two\nlines\r", `two\nlines\r`},
		{"a\ttab", "a tab"},
		{"C1 \u009b31m", `C1 \u009b31m`},
		{"backwards \u202e", `backwards \u202e`},
		{"invalid \xff\xfe", `invalid \xff\xfe`},
		{"a replacement \ufffd", "a replacement \ufffd"},
	} {
		if got := display.Harmless(c.text); got != c.want {
			t.Errorf("Harmless(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzHarmless(f *testing.F) {
	for _, seed := range []string{"", "plain", "\x1b]0;title\a", "\xc2", "\u2028", "e\u0301", "😀"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := display.Harmless(text)
		if strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("Harmless(%q) = %q", text, got)
		}
		if again := display.Harmless(got); again != got {
			t.Errorf("Harmless(%q) = %q, and of that %q", text, got, again)
		}
		document, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var before, after string
		if err := json.Unmarshal(document, &before); err != nil {
			t.Fatal(err)
		}
		harmless := display.HarmlessJSON(document)
		if err := json.Unmarshal(harmless, &after); err != nil || before != after {
			t.Errorf("HarmlessJSON(%s) = %s, which means %q (%v)", document, harmless, after, err)
		}
	})
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "azurerm": 7, "né": 2, "ne\u0301": 2, "網路": 4, "ｆ": 2, "ﾌ": 1, "😀": 2} {
		if got := display.Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
	if got := display.Pad("網", 4); got != "網  " {
		t.Errorf("Pad = %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"one", []string{"one"}},
		{"one two three", []string{"one two", "three"}},
		{"a wordthatistoolong b", []string{"a", "wordthatistoolong", "b"}},
		{"網路 網路 網路", []string{"網路", "網路", "網路"}},
	} {
		if got := display.Wrap(c.text, 8); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
