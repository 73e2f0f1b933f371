package report_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/report"
)

var compactLine = regexp.MustCompile(`^([^:]+)(?::\d+:\d+)?: (error|warning|note|ignored) (CUA\d+) [a-z-]+: .*$`)

// readLines reads the lines on findings; it is for the reader of a format to say
// which others may be there.
func readLines(lines []string) (all []named, others []string) {
	for _, line := range lines {
		if found := compactLine.FindStringSubmatch(line); found != nil {
			all = append(all, named{rule: found[3], says: line, ignored: found[2] == "ignored"})
		} else {
			others = append(others, line)
		}
	}
	return all, others
}

func linesOf(output []byte) []string {
	return strings.Split(strings.TrimSuffix(string(output), "\n"), "\n")
}

func readCompact(t testing.TB, output []byte) []named {
	all, others := readLines(linesOf(output))
	if len(others) != 1 {
		t.Errorf("there is more than the verdict: %q", others)
	}
	return all
}

// problemMatchers are docs/problem-matcher.json, read as GitHub's runner does.
// Its regular expressions have nothing that Go's do not.
func problemMatchers(t testing.TB) []matcher {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "problem-matcher.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ProblemMatcher []struct {
			Owner, Severity string
			Pattern         []struct {
				Regexp                                      string
				File, Line, Column, Severity, Code, Message int
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var matchers []matcher
	for _, m := range file.ProblemMatcher {
		for _, pattern := range m.Pattern {
			expression, err := regexp.Compile(pattern.Regexp)
			if err != nil {
				t.Fatal(err)
			}
			matchers = append(matchers, func(line string) (p problem, ok bool) {
				groups := expression.FindStringSubmatch(line)
				if groups == nil {
					return problem{}, false
				}
				p = problem{groups[pattern.File], groups[pattern.Line], groups[pattern.Column], m.Severity, groups[pattern.Code], groups[pattern.Message]}
				if pattern.Severity > 0 {
					p.severity = groups[pattern.Severity]
				}
				return p, true
			})
		}
	}
	return matchers
}

type matcher func(line string) (problem, bool)

type problem struct{ file, line, column, severity, code, message string }

// problemIn is the problem that one matcher alone sees in a line.
func problemIn(t *testing.T, matchers []matcher, line string) (found problem, ok bool) {
	for _, match := range matchers {
		if p, matched := match(line); matched {
			if ok {
				t.Errorf("two matchers match %q", line)
			}
			found, ok = p, true
		}
	}
	return found, ok
}

func TestProblemMatcher(t *testing.T) {
	want := map[problem]bool{
		{"infra/prod/variables.tf", "12", "13", "error", "CUA103", "tracking-id-prefixed:"}:             true,
		{`infra/prod/evil\n\u202e\u009b31m.tf`, "3", "16", "error", "CUA104", "tracking-id-malformed:"}: true,
		{"infra/prod", "", "", "warning", "CUA110", "user-agent-conflict:"}:                             true,
		{"infra/prod/main.tf", "40", "1", "warning", "CUA304", "part-not-seen:"}:                        true,
		{"plan.json", "", "", "notice", "CUA302", "service-under-reports:"}:                             true,
		{`C:\infra\main.tf`, "1", "2", "error", "CUA103", "x:"}:                                         true,
		{"C:/infra/main.tf", "", "", "error", "CUA103", "x:"}:                                           true,
	}
	lines := append(linesOf(render(t, "compact", everything(), report.Options{})),
		`C:\infra\main.tf:1:2: error CUA103 x: y`, "C:/infra/main.tf: error CUA103 x: y", "C: ignored CUA103 x: error CUA103 x: y")
	for _, line := range lines {
		p, ok := problemIn(t, problemMatchers(t), line)
		p.message, _, _ = strings.Cut(p.message, " ")
		if ok && !want[p] {
			t.Errorf("the matchers see %q", p)
		}
		delete(want, p)
	}
	if len(want) > 0 {
		t.Errorf("the matchers do not see %v", want)
	}
}

func FuzzCompact(f *testing.F) {
	seeds(f)
	matchers := problemMatchers(f)
	f.Fuzz(func(t *testing.T, severity uint8, file, input, address, message, fix string, line int) {
		if file == "" && input == "" {
			return // there is no path in a line then
		}
		if filepath.VolumeName(file) != "" || filepath.VolumeName(input) != "" {
			return // a drive of Windows keeps its colon
		}
		r, finding := fuzzed(severity, file, input, address, message, fix, line)
		first, second, third := threeLines(t, render(t, "compact", r, report.Options{}))
		got, ok := problemIn(t, matchers, first)
		if !ok {
			t.Fatalf("no matcher matches %q", first)
		}
		for _, other := range []string{second, third} {
			if _, ok := problemIn(t, matchers, other); ok {
				t.Errorf("a matcher matches %q", other)
			}
		}
		want := problem{file, "", "", string(finding.Severity), "CUA103", "tracking-id-prefixed: " + said(finding)}
		switch {
		case file == "" && input == "-":
			want.file = "standard input"
		case file == "":
			want.file = input
		case line > 0:
			want.line, want.column = strconv.Itoa(line), "3"
		}
		if finding.Severity == tfcua.Note {
			want.severity = "notice"
		}
		want.file = strings.ReplaceAll(display.Harmless(want.file), ":", `\x3a`)
		for _, field := range []*string{&want.file, &want.message} {
			*field = strings.ReplaceAll(*field, "##", `#\x23`)
		}
		if got != want {
			t.Errorf("the matchers see\n%q, want\n%q", got, want)
		}
		for _, line := range []string{first, second, third} {
			if commandIn(line) {
				t.Errorf("a CI sees a command in %q", line)
			}
		}
	})
}

// commandIn reports whether GitHub or Azure Pipelines might take a line for a
// command.
func commandIn(line string) bool {
	return strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[")
}
