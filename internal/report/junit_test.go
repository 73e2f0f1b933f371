package report_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

func suites(t testing.TB, output []byte) []junit.Suite {
	read, err := junit.Ingest(output)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func readJUnit(t testing.TB, output []byte) []named {
	var all []named
	for _, suite := range suites(t, output) {
		for _, test := range suite.Tests {
			lines := strings.Split(test.SystemOut, "\n")
			if failure, ok := test.Error.(junit.Error); ok {
				lines = append(lines, strings.Split(failure.Body, "\n")...)
			}
			read, others := readLines(lines)
			if strings.TrimSpace(strings.Join(others, "")) != "" {
				t.Errorf("somebody wrote %q", others)
			}
			all = append(all, read...)
		}
	}
	return all
}

func TestJUnit(t *testing.T) {
	type counts struct{ passed, failed, skipped int }
	for _, c := range []struct {
		name   string
		report tfcua.Report
		failOn tfcua.Severity
		want   []counts // by suite
	}{
		// Two configurations are wrong, one is unused, and two cases of what is no
		// configuration hold what was ignored.
		{"everything", everything(), tfcua.Error, []counts{{6, 2, 3}, {4, 0, 0}}},
		{"everything from warnings on", everything(), tfcua.Warning, []counts{{4, 4, 3}, {4, 0, 0}}},
		{"everything from notes on", everything(), tfcua.Note, []counts{{4, 4, 3}, {3, 1, 0}}},
		{"warned", warned(), tfcua.Error, []counts{{2, 0, 0}}},
		{"sound", sound(), tfcua.Error, []counts{{2, 0, 0}}},
		{"nothing", nothing(), tfcua.Error, []counts{{0, 0, 0}}},
	} {
		output := render(t, "junit", joined(c.report, c.failOn), report.Options{})
		got := suites(t, output)
		if len(got) != len(c.want) {
			t.Fatalf("%s: there are %d suites", c.name, len(got))
		}
		for i, suite := range got {
			if got := (counts{suite.Totals.Passed, suite.Totals.Failed, suite.Totals.Skipped}); got != c.want[i] {
				t.Errorf("%s: suite %d has %v, want %v\n%s", c.name, i, got, c.want[i], output)
			}
			// What the suite says of itself is what a reader counts.
			if got := suite.Properties; got["tests"] != strconv.Itoa(suite.Totals.Tests) || got["failures"] != strconv.Itoa(suite.Totals.Failed) || got["skipped"] != strconv.Itoa(suite.Totals.Skipped) {
				t.Errorf("%s: suite %d says %v of itself", c.name, i, got)
			}
		}
	}
}

// GitLab takes two cases of one name for one.
func TestJUnitNames(t *testing.T) {
	for seed := range uint64(40) {
		seen := make(map[[2]string]bool)
		for _, suite := range suites(t, render(t, "junit", forged(seed), report.Options{})) {
			for _, test := range suite.Tests {
				name := [2]string{test.Classname, test.Name}
				if seen[name] {
					t.Errorf("there are two %q", name)
				}
				seen[name] = true
			}
		}
	}
}
