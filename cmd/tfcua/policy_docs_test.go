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

// TestTrackingIDDocumentation runs the commands that the documentation shows with
// their output.
func TestTrackingIDDocumentation(t *testing.T) {
	const name = "../../docs/tracking-ids.md"
	shown, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	ran, commands := replay(string(shown))
	switch {
	case commands == 0:
		t.Error("no command is shown")
	case ran == string(shown):
	case *update:
		if err := os.WriteFile(name, []byte(ran), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("it shows another output than there is (go test ./cmd/tfcua -update writes it):\n%s", ran)
	}
}
