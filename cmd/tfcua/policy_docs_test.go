package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tfcua/tfcua/internal/policy"
)

// TestPolicyDocumentation reads every policy that the documentation shows.
func TestPolicyDocumentation(t *testing.T) {
	shown, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	policies := 0
	for i, part := range strings.Split(string(shown), "\n```") {
		text, ok := strings.CutPrefix(part, "hcl\n")
		if i%2 == 0 || !ok {
			continue
		}
		policies++
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, policy.FileName), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		found, err := policy.Open("", dir, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := found.For(".", true); err != nil {
			t.Errorf("%v", err)
		}
	}
	if policies < 3 {
		t.Errorf("only %d policies were found", policies)
	}
}
