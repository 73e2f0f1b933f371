package plancheck

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// TestFolderAgreesWithSavedPlan unpacks the sources of every saved plan into a
// folder, reads that with the plan's variables, and holds it against what was
// really sent and against the saved plan: the two give the same findings
// wherever both can know.
func TestFolderAgreesWithSavedPlan(t *testing.T) {
	sent := make(map[string]map[string]string) // by case, then by address
	environments := make(map[string]tfcua.Environment)
	table, err := os.ReadFile(filepath.Join(lab, "sent.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if column := strings.Split(strings.TrimSpace(line), "\t"); len(column) == 7 && column[0] != "case" {
			if sent[column[0]] == nil {
				sent[column[0]] = make(map[string]string)
			}
			sent[column[0]][column[1]] = column[3]
			environments[column[0]] = tfcua.NewEnvironment(strings.Fields(column[2]))
		}
	}
	for name, really := range sent {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(lab, name, "saved.tfplan")
			if _, err := os.Stat(path); err != nil {
				t.Skip("no saved plan")
			}
			environment := environments[name]
			saved := tfcua.Check(readFile(t, path, nil, environment), environment, tfcua.Options{})
			folder := tfcua.Check(unpacked(t, path, environment), environment, tfcua.Options{})
			for _, row := range folder.Attribution {
				want, ok := really[row.Address]
				known := row.Origin != tfcua.UnknownOrigin && row.Origin != tfcua.UnusedOrigin && row.Origin != tfcua.RefusedOrigin
				if ok && known && strings.HasPrefix(want, "pid-") && !strings.Contains(row.Sent, "(sensitive)") && row.Sent != want {
					t.Errorf("the folder says that %s sends %s, it really sent %s", row.Address, row.Sent, want)
				}
			}
			unsure := unsureOf(saved, folder)
			if got, want := said(folder, unsure), said(saved, unsure); !slices.Equal(got, want) {
				t.Errorf("folder:\n%s\nsaved plan:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// unpacked is the configuration of the folder that a saved plan was made of.
func unpacked(t *testing.T, path string, environment tfcua.Environment) tfcua.Configuration {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	saved, err := inspect(&archive.Reader)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := saved.open(planEntry)
	if err != nil {
		t.Fatal(err)
	}
	made, err := readTfplan(entry, nil)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := saved.modules()
	if err != nil {
		t.Fatal(err)
	}
	modules[""] = hclcheck.ModuleDir{Dir: modulePrefix, Shown: "."}
	folder := t.TempDir()
	for _, module := range modules {
		unpack(t, sources{saved.fs}, module.Dir, filepath.Join(folder, filepath.FromSlash(module.Shown)))
	}
	if lock, err := fs.ReadFile(sources{saved.fs}, modulePrefix+"/.terraform.lock.hcl"); err == nil {
		if err := os.WriteFile(filepath.Join(folder, ".terraform.lock.hcl"), lock, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	source, err := hclcheck.OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	source.Shown = ""
	root, err := hclcheck.Load(source, hclcheck.Options{Environment: environment, Planned: &made.variables})
	if err != nil {
		t.Fatal(err)
	}
	return root.Configuration()
}

func unpack(t *testing.T, from fs.FS, dir, to string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(from, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(from, dir+"/"+entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, entry.Name()), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// unsureOf are the addresses that one of the reports cannot tell of, or that a
// plan shows to be used or unused by what a folder does not hold.
func unsureOf(saved, folder tfcua.Report) map[string]bool {
	unsure := make(map[string]bool)
	origins := make(map[string]tfcua.Origin)
	for _, row := range folder.Attribution {
		origins[row.Address] = row.Origin
	}
	for _, row := range saved.Attribution {
		if row.Origin == tfcua.UnknownOrigin || origins[row.Address] == tfcua.UnknownOrigin ||
			(row.Origin == tfcua.UnusedOrigin) != (origins[row.Address] == tfcua.UnusedOrigin) {
			unsure[row.Address] = true
		}
	}
	return unsure
}

// said are the findings of a report, but for those on plans alone.
func said(report tfcua.Report, unsure map[string]bool) []string {
	var lines []string
	for _, finding := range report.Findings {
		if !unsure[finding.Address] && finding.Rule != "CUA301" && finding.Rule != "CUA302" {
			lines = append(lines, fmt.Sprintf("%s %s %s:%d:%d %s", finding.Rule, finding.Address, finding.File, finding.Start.Line, finding.Start.Column, finding.Message))
		}
	}
	return lines
}
