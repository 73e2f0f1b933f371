package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

var update = flag.Bool("update", false, "write the golden files")

func render(t testing.TB, format string, r tfcua.Report, options report.Options) []byte {
	t.Helper()
	f, ok := report.FormatByName(format)
	if !ok {
		t.Fatalf("there is no format %s", format)
	}
	options.Version = "1.2.3"
	var b bytes.Buffer
	if err := f.Write(&b, r, options); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		golden, format string
		report         tfcua.Report
		options        report.Options
	}{
		{"everything.txt", "text", everything(), report.Options{}},
		{"everything.json", "json", everything(), report.Options{}},
		{"everything-color.txt", "text", everything(), report.Options{Color: true}},
		{"everything-narrow.txt", "text", everything(), report.Options{Columns: 60}},
		{"sound.txt", "text", sound(), report.Options{}},
		{"sound.json", "json", sound(), report.Options{}},
		{"warned.txt", "text", warned(), report.Options{}},
		{"nothing.txt", "text", nothing(), report.Options{}},
		{"nothing.json", "json", nothing(), report.Options{}},
		{"everything.md", "markdown", everythingPlanned(), report.Options{}},
		{"sound.md", "markdown", sound(), report.Options{}},
		{"warned.md", "markdown", warned(), report.Options{}},
		{"nothing.md", "markdown", nothing(), report.Options{}},
		{"everything.html", "html", everythingPlanned(), report.Options{}},
		{"sound.html", "html", sound(), report.Options{}},
		{"nothing.html", "html", nothing(), report.Options{}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			got := render(t, c.format, c.report, c.options)
			path := filepath.Join("testdata", c.golden)
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs (go test ./internal/report -update writes it); got:\n%s", path, got)
			}
		})
	}
}

// Only colours may bring an escape character into a report: what comes from an
// input never does.
func TestNoEscapes(t *testing.T) {
	for _, format := range report.Formats {
		if got := render(t, format.Name, everything(), report.Options{}); strings.ContainsAny(string(got), "\x1b\u009b\u202e") {
			t.Errorf("%s lets an escape through:\n%q", format.Name, got)
		}
	}
}

func TestColumns(t *testing.T) {
	for _, columns := range []int{0, 1, 20, 80, 200} {
		if got := render(t, "text", everything(), report.Options{Columns: columns}); len(got) == 0 {
			t.Errorf("nothing in %d columns", columns)
		}
	}
}
