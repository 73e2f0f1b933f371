package hclcheck

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

var update = flag.Bool("update", false, "write what is found as what is expected")

// TestCases reads the folders of testdata, each a case of its own: a root
// module (or one in the folder that options names), the options it is read
// with, and beside them what is expected of it.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, folder := range cases {
		if filepath.Base(folder) == "fuzz" {
			continue // Go's own, of inputs that failed
		}
		t.Run(filepath.Base(folder), func(t *testing.T) {
			got := readCase(t, folder)
			expected := filepath.Join(folder, "expected")
			if *update {
				if err := os.WriteFile(expected, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// readCase is what is said of a case, a line for each thing.
func readCase(t *testing.T, folder string) string {
	t.Helper()
	confined, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer confined.Close()
	source := Source{FS: confined.FS(), Dir: "."}
	options := Options{Environment: tfcua.Environment{}}
	text, _ := os.ReadFile(filepath.Join(folder, "options"))
	for line := range strings.Lines(string(text)) {
		kind, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch kind {
		case "dir":
			source.Dir = value
		case "env":
			name, value, _ := strings.Cut(value, "=")
			options.Environment[name] = value
		case "var":
			options.Arguments = append(options.Arguments, Argument{Text: value})
		case "var-file":
			options.Arguments = append(options.Arguments, Argument{File: true, Text: filepath.Join(folder, value)})
		default:
			t.Fatalf("options: %s", line)
		}
	}
	root, err := Load(source, options)
	if err != nil {
		return err.Error() + "\n"
	}
	return describe(tfcua.Check(root.Configuration(), options.Environment, tfcua.Options{}))
}

func describe(report tfcua.Report) string {
	var b strings.Builder
	for _, row := range report.Attribution {
		fmt.Fprintf(&b, "%s: %s", row.Address, row.Origin)
		if row.Sent != "" {
			fmt.Fprintf(&b, ", sends %s", row.Sent)
		}
		if row.Reason != "" {
			fmt.Fprintf(&b, " (%s)", row.Reason)
		}
		if version := row.SelectedVersion + row.Constraint; version != "" {
			fmt.Fprintf(&b, " [%s; %s]", row.SelectedVersion, row.Constraint)
		}
		b.WriteString("\n")
	}
	for _, finding := range report.Findings {
		fmt.Fprintf(&b, "%s %s %s:%d:%d | %s\n  %s\n", finding.Rule, finding.Address, finding.File, finding.Start.Line, finding.Start.Column, finding.Excerpt, finding.Message)
	}
	for _, unseen := range report.Unseen {
		fmt.Fprintf(&b, "not seen: %s: %s\n", unseen.Address, unseen.Reason)
	}
	if b.Len() == 0 {
		return "nothing\n"
	}
	return b.String()
}
