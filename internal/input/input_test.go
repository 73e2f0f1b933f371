package input_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/input"
)

// Inputs come in the order given, whatever they are; a zip archive is told by
// what is in it, from a file as from a pipe.
func TestTemplates(t *testing.T) {
	const templates = "../../testdata/templates/"
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := w.AddFS(os.DirFS(templates + "marketplace")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	packed := filepath.Join(t.TempDir(), "app.zip")
	if err := os.WriteFile(packed, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	paths := []string{packed, templates + "literal", templates + "marketplace/mainTemplate.json", "../../testdata/quickstart", templates + "nested"}
	inputs, err := input.Read(input.Request{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range inputs {
		if in.Input.Path != paths[i] {
			t.Errorf("input %d is %s", i, in.Input.Path)
		}
		if wanted := paths[i] != "../../testdata/quickstart"; len(in.Templates) > 0 != wanted || in.Input.Kind == tfcua.ARMTemplate != wanted {
			t.Errorf("%s is a %s of %d templates", paths[i], in.Input.Kind, len(in.Templates))
		}
	}
	file, err := os.Open(packed)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, stdin := range map[string]io.Reader{"a pipe": &b, "a file": file} {
		inputs, err = input.Read(input.Request{Paths: []string{"-"}, Stdin: stdin})
		if err != nil || len(inputs) != 1 || len(inputs[0].Templates) != 1 || !inputs[0].Templates[0].Marketplace {
			t.Errorf("the package from %s: %v, %v", name, inputs, err)
		}
	}
}

// What is no package is refused by the reader of plans, or read by it.
func TestArchivesThatAreNoPackages(t *testing.T) {
	plan, err := os.ReadFile("../../testdata/planned/tfplan")
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := input.Read(input.Request{Paths: []string{"-"}, Stdin: bytes.NewReader(plan)})
	if err != nil || len(inputs) != 1 || inputs[0].Input.Kind != tfcua.SavedPlan {
		t.Errorf("the plan from a pipe: %v, %v", inputs, err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("main.tf"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := input.Read(input.Request{Paths: []string{"-"}, Stdin: &b}); err == nil || !strings.Contains(err.Error(), "without a tfplan") {
		t.Errorf("an archive of something else: %v", err)
	}
}

// A package without a main template is told from an archive of anything else.
func TestPackageWithoutMainTemplate(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("MainTemplate.json"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := input.Read(input.Request{Paths: []string{"-"}, Stdin: &b}); err == nil || !strings.Contains(err.Error(), "without a mainTemplate.json (in these letters)") {
		t.Errorf("the error is %v", err)
	}
}

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
