package hclcheck

import (
	"strings"
	"testing"
)

// A stack that overflows ends the process: these must be refused before they are
// parsed. Closing brackets within texts do not make up for opening ones.
func TestTooDeep(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	const many = 200_000
	repeat := strings.Repeat
	for _, c := range []struct {
		name, text string
		isJSON     bool
		line       int
	}{
		{"not", "a = " + repeat("!", many) + "true", false, 1},
		{"minus", "\n\na = " + repeat("-", many) + "1", false, 3},
		{"sum", "a = " + repeat(`"]" + `, many) + `""`, false, 1},
		{"sum over lines", "a = (\n" + repeat("\"]\" +\n", many) + `"")`, false, maxOperators + 2},
		{"conditions", "a = " + repeat(`true ? "" : `, many) + `""`, false, 1},
		{"brackets", "a = " + repeat("(", many), false, 1},
		{"templates", `a = "` + repeat(`${"`, many), false, 1},
		{"objects", "a = " + repeat("{\na = ", many), false, maxNesting},
		{"a template in JSON", `{"a": "${` + repeat("!", many) + `true}"}`, true, 1},
		{"brackets in JSON", repeat(`["]", `, many), true, 1},

		{"a list that is long", "a = [" + repeat("-1, ", many) + "]", false, 0},
		{"lines", repeat("a = !b\n", many), false, 0},
		{"lines with comments", repeat("a = !b # !\n", many), false, 0},
		{"a heredoc", "a = f(<<E\n" + repeat("- ((item\n", many) + "E\n)", false, 0},
		{"a text", `a = "` + repeat("-", many) + `"`, false, 0},
		{"texts in JSON", `[` + repeat(`"a-b[", `, many) + `""]`, true, 0},
		{"an escaped quotation mark in JSON", `["` + repeat(`\"-`, 9000) + `"]`, true, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tooDeep([]byte(c.text), c.isJSON); got != c.line {
				t.Errorf("too deep at line %d, want %d", got, c.line)
			}
		})
	}
	if !isDeepExpression([]byte(repeat("!", many))) || isDeepExpression([]byte(`"`+repeat("-", many)+`"`)) {
		t.Error("an expression alone is told otherwise")
	}
	if !isDeepTemplate([]byte("${"+repeat("!", many)+"true}")) || isDeepTemplate([]byte(repeat("- ", many))) {
		t.Error("a template alone is told otherwise")
	}
}
