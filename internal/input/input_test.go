package input_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua/internal/input"
)

func TestWrongRequests(t *testing.T) {
	plan := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(plan, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		request input.Request
		want    []string
	}{
		{"several folders and a plan", input.Request{Paths: []string{t.TempDir(), t.TempDir(), plan}}, []string{"several folders and a plan"}},
		{"a plan with --recursive", input.Request{Paths: []string{plan}, Recursive: true}, []string{"--recursive"}},
		{"standard input with --recursive", input.Request{Paths: []string{"-"}, Recursive: true}, []string{"--recursive"}},
		{"nothing there", input.Request{Paths: []string{"gone", "lost"}}, []string{"gone: ", "lost: "}},
		{"an empty path", input.Request{Paths: []string{""}}, []string{"an empty path"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			configurations, err := input.Read(c.request)
			if err == nil || configurations != nil {
				t.Fatalf("Read = %v, %v", configurations, err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error %q does not have %q", err, want)
				}
			}
		})
	}
}
