package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Lines that end as Windows ends them change no report, and a fix leaves them so.
func TestLineEndings(t *testing.T) {
	folder, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	const policy = "tracking_id \"b2c3d4e5-f6a7-4822-99aa-bbccddeeff00\" {\n  offer = \"backup\" # the first\n}\nunknown = \"note\"\n"
	for name, args := range map[string][]string{
		"broken": nil, "quickstart": nil, "opentofu": nil, "templates/linked": nil, "templates/bad-linked": nil,
		"planned": {"-var-file", "more.tfvars"},
	} {
		files := map[string]string{
			".tfcua.hcl": policy, "more.tfvars": "guid = \"pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff\"\n# the end\n",
			"deploy.sh": "# tfcua:ignore CUA104 none yet\nexport ARM_PARTNER_ID=none\nexport ARM_PARTNER_ID=1234567\n",
		}
		tree := os.DirFS(filepath.Join(folder, name))
		err := fs.WalkDir(tree, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path == "tfplan" || path == "plan.json" || path == "expected" {
				return err
			}
			text, err := fs.ReadFile(tree, path)
			files[path] = strings.ReplaceAll(string(text), "\r\n", "\n")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, command := range [][]string{
			append([]string{"check", "--no-env", "--format", "json"}, args...),
			{"scan", "--format", "json"},
			append([]string{"fix", "--no-env", "--tracking-id", "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"}, args...),
		} {
			t.Run(name+" "+strings.Join(command, " "), func(t *testing.T) {
				unix, windows := withLineEndings(t, files, command, "\n"), withLineEndings(t, files, command, "\r\n")
				if unix != windows {
					t.Errorf("with CRLF it is otherwise:\n%s", difference(unix, windows))
				}
			})
		}
	}
}

// withLineEndings runs a command over files whose lines end so, and returns what
// it shows and, with lines that end in a line feed, what it makes of the files.
func withLineEndings(t *testing.T, files map[string]string, command []string, ending string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		writeCanaryFile(t, name, strings.ReplaceAll(text, "\n", ending))
	}
	_, output := runCanaries(t, command, "", nil)
	after := filesHere(t)
	for _, name := range sortedNames(after) {
		text := after[name]
		if ending == "\r\n" && strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s has lines that end in a line feed alone", name)
		}
		output += name + ":\n" + strings.ReplaceAll(text, "\r\n", "\n")
	}
	return output
}
