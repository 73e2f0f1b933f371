package hclcheck

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// loops is a for expression in another, so many times; the innermost one has the
// value within. in is what the loop of a number goes through.
func loops(times int, in func(int) string, within string) string {
	var b strings.Builder
	for i := range times {
		fmt.Fprintf(&b, "[for x%d in %s : ", i+1, in(i))
	}
	return b.String() + within + strings.Repeat("]", times)
}

const (
	tooManySteps = "to evaluate it takes more steps than tfcua takes: "
	tooLarge     = "a value on the way to it is larger, or deeper, than tfcua evaluates"
)

// Each of these would take hours, or all memory that there is. What is worked out
// for them is no value: whatever stands around them must not make one of it.
func TestBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	repeat := strings.Repeat
	thousand := func(int) string { return "range(1000)" }
	double := func(i int) string { return fmt.Sprintf("[[x%d, x%d]]", i, i) }
	doubleText := func(i int) string { return fmt.Sprintf(`["${x%d}${x%d}"]`, i, i) }
	template := repeat("%%{ for a in x }", 4) + "y" + repeat("%%{ endfor }", 4)
	squares := `a0 = 1e1000`
	for i := range 30 {
		squares += fmt.Sprintf("\n  a%d = local.a%d * local.a%d", i+1, i, i)
	}
	for name, test := range map[string]struct{ locals, expression, want string }{
		"loops":                    {"", loops(4, thousand, "1"), tooManySteps},
		"loops of groups":          {"", `{ for a in range(1000) : "x" => { for b in range(1000) : "x" => { for c in range(1000) : "x" => c... }... }... }`, tooManySteps},
		"a large body":             {"", loops(2, thousand, "["+repeat("1,", 20_000)+"][0]"), tooManySteps},
		"loops in a condition":     {"", loops(4, thousand, "1") + ` == [] ? "a" : "a"`, tooManySteps},
		"a tolerated loop":         {"", "try(" + loops(4, thousand, "1") + `, "a")`, tooManySteps},
		"errors":                   {"", loops(3, thousand, `1 + "a"`), tooManySteps},
		"a shared value compared":  {"x0 = [1]", loops(60, doubleOf(double), "x60 == x60"), ""},
		"a shared value in a call": {"x0 = [1]", "length(jsonencode(" + loops(60, doubleOf(double), "x60") + "))", ""},
		"a shared type":            {"x0 = [1]", loops(60, doubleOf(double), "true ? x60 : [x60]"), ""},
		"texts that double":        {`x0 = "aaaaaaaa"`, loops(60, doubleOf(doubleText), `"${x60}"`), tooLarge},
		"a template's loops":       {`template = "` + template + `"`, `templatestring(local.template, { x = range(1000) })`, tooManySteps},
		"a file's loops":           {"", `templatefile("t", { x = range(1000) })`, tooManySteps},
		"files in loops":           {"", loops(3, thousand, `fileexists("t")`), tooManySteps},
		"folders in loops":         {"", loops(3, thousand, `fileset(".", "**")`), tooManySteps},
		"a number that squares":    {squares, `"${local.a30}"`, tooLarge},
		"a product":                {"", `"${` + repeat("1e1000 * ", 4000) + `1}"`, tooLarge},
		"a number in a text":       {"", `"${"1e100000000" % 3}"`, tooLarge},
		"a number in a key":        {"", `{ ("1e100000000" + 1) = 1 }`, tooLarge},
		"a pattern":                {"", `regex("(x?){1000}(x?){1000}y", format("%1000000s", "x"))`, tooLarge},
		"a text without its marks": {"", `trim(format("%1000000s", "é"), format("%1000000s", "ü"))`, tooLarge},
		"a product with unknowns":  {"", `length(setproduct(range(1000), range(1000), range(1000), [data.a.b]))`, ""},
		"a deep value":             {"a0 = 1" + deep(1) + deep(2) + deep(3), "jsonencode(local.a3)", tooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			reason := reasonOf(t, 100_000, test.locals, test.expression)
			if reason == "" || !strings.HasPrefix(reason, test.want) {
				t.Errorf("it is unknown because %q, want %q", reason, test.want)
			}
		})
	}
}

// deep is a local value with the one before it deep in it.
func deep(i int) string {
	return fmt.Sprintf("\n  a%d = %slocal.a%d%s", i, strings.Repeat("[", 1900), i-1, strings.Repeat("]", 1900))
}

// doubleOf begins with what locals hold, since no loop is around that.
func doubleOf(in func(int) string) func(int) string {
	return func(i int) string { return strings.ReplaceAll(in(i), "x0", "local.x0") }
}

// What people write is far within the bounds.
func TestWithinBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	for _, expression := range []string{
		`length([for a in range(1000) : { name = "n${a}", tags = { for b in range(20) : "t${b}" => upper("v${b}") } }]) == 1000 ? "a" : ""`,
		`lookup({ for a in range(1000) : "k${a}" => a }, "k7", "")`,
		`length(setproduct(range(100), range(100))) == 10000 ? "a" : ""`,
		`length(regexall("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", join(" ", [for a in range(100) : "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"])))`,
		`templatestring("%{ for a in x }${a}%{ endfor }", { x = range(1000) })`,
		`lower(null) == null ? "a" : "b"`,
		`coalesce("", null, "a")`,
		`issensitive(sensitive("a")) ? "a" : "b"`,
	} {
		if reason := reasonOf(t, maxSteps, "", expression); strings.Contains(reason, "tfcua") {
			t.Errorf("%s is unknown: %s", expression, reason)
		}
	}
}

// What is not wholly known stays so, whatever is asked of it.
func TestUnknownIsNotKnown(t *testing.T) {
	for _, expression := range []string{`issensitive(data.a.b.c) ? "a" : "b"`, `lower(data.a.b.c)`, `try(data.a.b.c, "a")`} {
		if reasonOf(t, maxSteps, "", expression) == "" {
			t.Errorf("%s is known", expression)
		}
	}
}

// reasonOf is why a partner_id is not known with so many steps; "" if it is.
func reasonOf(t *testing.T, steps int, locals, expression string) string {
	t.Helper()
	text := "locals {\n  " + locals + "\n}\nprovider \"azurerm\" {\n  partner_id = " + expression + "\n}\n"
	root, err := Load(Source{FS: fstest.MapFS{
		"main.tf": {Data: []byte(text)},
		"t":       {Data: []byte(strings.Repeat("%{ for a in x }", 4) + strings.Repeat("%{ endfor }", 4))},
	}, Dir: "."}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	root.evaluator.budget.left = steps
	return root.Configuration().Providers[0].PartnerID.Reason()
}
