package main

import (
	"os"
	"strings"
	"testing"
)

// TestDependencies requires a reason for each direct dependency, and no reason
// for what is none.
func TestDependencies(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	direct := make(map[string]bool)
	for line := range strings.Lines(string(mod)) {
		fields := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(fields) == 2 && strings.HasPrefix(fields[1], "v") && strings.Contains(fields[0], ".") {
			direct[fields[0]] = true
		}
	}
	for line := range strings.Lines(string(written)) {
		name, isRow := strings.CutPrefix(line, "| `")
		if !isRow {
			continue
		}
		name, _, _ = strings.Cut(name, "`")
		if !direct[name] {
			t.Errorf("docs/dependencies.md gives a reason for %s, which is no direct dependency", name)
		}
		delete(direct, name)
	}
	for name := range direct {
		t.Errorf("docs/dependencies.md gives no reason for %s", name)
	}
}
