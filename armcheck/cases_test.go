package armcheck

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

var update = flag.Bool("update", false, "write what is found as what is expected")

const cases = "../testdata/templates"

// TestCases reads the folders of testdata/templates, each a case of its own: a
// main template with what hangs on it, and beside it what is expected.
func TestCases(t *testing.T) {
	for _, folder := range folders(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			got := strings.ReplaceAll(describe(ReadFolder(folder)), filepath.ToSlash(folder)+"/", "")
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
			if _, err := os.Stat(filepath.Join(folder, interfaceName)); err != nil {
				return
			}
			packed := strings.ReplaceAll(describe(ReadPackage("app.zip", zipped(t, os.DirFS(folder)))), "app.zip/", "")
			if packed != string(want) {
				t.Errorf("as a package:\n%s\nwant:\n%s", packed, want)
			}
		})
	}
}

func folders(t testing.TB) []string {
	t.Helper()
	folders, err := filepath.Glob(cases + "/*")
	if err != nil || len(folders) == 0 {
		t.Fatal("no cases", err)
	}
	return folders
}

// zipped is a folder as an archive.
func zipped(t *testing.T, folder fs.FS) *zip.Reader {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := w.AddFS(folder); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, b.Bytes())
}

func open(t *testing.T, content []byte) *zip.Reader {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// describe is what is said of a template, a line for each thing.
func describe(configuration tfcua.Configuration, err error) string {
	if err != nil {
		return err.Error() + "\n"
	}
	report := tfcua.Join([]tfcua.Report{tfcua.Check(configuration, nil, tfcua.Options{})}, tfcua.Error)
	var b strings.Builder
	for _, row := range report.Attribution {
		fmt.Fprintf(&b, "%s: %s", row.Address, row.Origin)
		if row.Sent != "" {
			fmt.Fprintf(&b, ", sends %s", row.Sent)
		}
		if row.Reason != "" {
			fmt.Fprintf(&b, " (%s)", row.Reason)
		}
		b.WriteString("\n")
	}
	for _, finding := range report.Findings {
		fmt.Fprintf(&b, "%s %s %s %s:%d:%d | %s\n  %s\n  fix: %s\n", finding.Severity, finding.Rule, finding.Address, finding.File, finding.Start.Line, finding.Start.Column, finding.Excerpt, finding.Message, finding.Fix)
	}
	for _, ignored := range report.Ignored {
		fmt.Fprintf(&b, "ignored: %s %s: %s\n", ignored.Finding.Rule, ignored.Where, ignored.Reason)
	}
	for _, unseen := range report.Unseen {
		fmt.Fprintf(&b, "not seen: %s: %s\n", unseen.Address, unseen.Reason)
	}
	if report.Summary.Proved != "" {
		fmt.Fprintf(&b, "proved: %s\n", report.Summary.Proved)
	}
	return b.String()
}
