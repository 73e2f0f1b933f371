package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/example"
)

// TestExamples runs the examples of every rule: the bad one breaks that rule and
// no other, the good one breaks none.
func TestExamples(t *testing.T) {
	for _, rule := range tfcua.Rules {
		t.Run(rule.ID, func(t *testing.T) {
			t.Run("bad", func(t *testing.T) { brokenBy(t, rule.Bad, rule.ID) })
			t.Run("good", func(t *testing.T) { brokenBy(t, rule.Good) })
		})
	}
}

// brokenBy runs an example in a folder of its own and holds the rules that it
// breaks against those wanted.
func brokenBy(t *testing.T, archive string, want ...string) {
	t.Helper()
	shown := example.Parse(archive)
	t.Chdir(t.TempDir())
	for _, file := range shown.Files {
		if err := os.MkdirAll(filepath.Dir(file.Name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.FromSlash(file.Name), []byte(file.Text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	command, ok := strings.CutPrefix(shown.Command, "tfcua ")
	if !ok || len(shown.Files) == 0 {
		t.Fatalf("no example: %q", shown.Command)
	}
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), append(strings.Fields(command), "--format", "json"), strings.NewReader(""), &stdout, &stderr, nil)
	if code == exitFailed {
		t.Fatalf("$ %s\n%s", shown.Command, &stderr)
	}
	var report tfcua.Report
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, finding := range report.Findings {
		if !slices.Contains(got, finding.Rule) {
			got = append(got, finding.Rule)
		}
		if finding.Message == "" || finding.Fix == "" {
			t.Errorf("a finding of %s lacks its message or its mend", finding.Rule)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("$ %s\nbreaks %q, want %q\n%s", shown.Command, got, want, &stdout)
	}
}
