package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// step is a step of a workflow or of a composite action.
type step struct {
	ID, Uses, Run string
	Env           map[string]string
}

// action is action.yml, as far as it is tested.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct{ Steps []step }
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	if err := yaml.Unmarshal([]byte(read(t, "../../action.yml")), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

var actionInput = regexp.MustCompile(`\$\{\{ inputs\.([a-z-]+) \}\}`)

// check is the step that checks: its script, and its environment with such inputs.
func (a action) check(inputs map[string]string) (script string, environ []string) {
	for _, s := range a.Runs.Steps {
		if s.ID != "check" {
			continue
		}
		for name, value := range s.Env {
			value = actionInput.ReplaceAllStringFunc(value, func(expression string) string {
				name := actionInput.FindStringSubmatch(expression)[1]
				if given, ok := inputs[name]; ok {
					return given
				}
				return a.Inputs[name].Default
			})
			environ = append(environ, name+"="+value)
		}
		script = s.Run
	}
	return script, environ
}

// The action's script is run as a runner would run it: the inputs in the
// environment, the files for outputs and the summary given.
func TestAction(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash, which the action's script is for")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	action := readAction(t)
	for _, c := range []struct {
		name   string
		inputs map[string]string
		code   int
		stdout []string // what it holds
		output string
	}{
		{
			"sound",
			map[string]string{"paths": "testdata/quickstart"},
			0,
			[]string{"both azurerm provider configurations send"},
			"allow=true\nsarif-file=tfcua.sarif\n",
		},
		{
			"broken",
			map[string]string{"paths": "testdata/quickstart\ntestdata/broken\n", "arguments": "--no-env\n--fail-on=warning"},
			1,
			[]string{"::error file=testdata/broken/main.tf,line=18,"},
			"allow=false\nsarif-file=tfcua.sarif\n",
		},
		{
			"no arguments are made of words",
			map[string]string{"paths": "no such folder; echo forged"},
			2,
			[]string{"::error title=tfcua could not check::tfcua: no such folder; echo forged: no such file or directory\n"},
			"",
		},
		{
			"each of several failures is in the annotation",
			map[string]string{"paths": "100%\nlost"},
			2,
			[]string{"::error title=tfcua could not check::tfcua: 100%25: no such file or directory%0Atfcua: lost: no such file or directory\n"},
			"",
		},
		{
			"paths are no flags",
			map[string]string{"paths": "--help"},
			2,
			nil, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			temp := t.TempDir()
			if err := os.Mkdir(filepath.Join(temp, "tfcua"), 0o755); err != nil {
				t.Fatal(err)
			}
			// The test binary is tfcua where it is called so.
			if err := os.Symlink(self, filepath.Join(temp, "tfcua", "tfcua")); err != nil {
				t.Skip("no symlinks here:", err)
			}
			work := filepath.Join(temp, "work")
			if err := os.CopyFS(filepath.Join(work, "testdata"), os.DirFS(filepath.Join(root, "testdata"))); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(work, ".git"), 0o755); err != nil {
				t.Fatal(err)
			}
			output, summary := filepath.Join(temp, "output"), filepath.Join(temp, "summary")
			for _, file := range []string{output, summary} {
				if err := os.WriteFile(file, nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			script, environ := action.check(c.inputs)
			cmd := exec.Command(bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script)
			cmd.Dir = work
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + output, "GITHUB_STEP_SUMMARY=" + summary, "GITHUB_ACTIONS=true"}
			cmd.Env = append(cmd.Env, environ...)
			stdout, err := cmd.Output()
			code := 0
			var failure *exec.ExitError
			if errors.As(err, &failure) {
				code = failure.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if code != c.code {
				t.Errorf("exit code %d, want %d; %s", code, c.code, stdout)
			}
			for _, want := range c.stdout {
				if !strings.Contains(string(stdout), want) {
					t.Errorf("standard output has no %q:\n%s", want, stdout)
				}
			}
			if got := read(t, output); got != c.output {
				t.Errorf("output %q, want %q", got, c.output)
			}
			if c.code > 1 {
				return
			}
			if !strings.Contains(read(t, summary), "provider.azurerm") {
				t.Error("the summary does not show the attribution")
			}
			if !strings.Contains(read(t, filepath.Join(work, "tfcua.sarif")), `"version": "2.1.0"`) {
				t.Error("there is no SARIF report")
			}
		})
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPinned requires that every action which is used is given by its commit, and
// every image that ours is made of by its digest.
func TestPinned(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	uses := regexp.MustCompile(`(?m)^\s*-?\s*uses: (.*)$`)
	pinned := regexp.MustCompile(`^[a-z-]+/[a-z-]+(/[a-z-]+)*@[0-9a-f]{40} # v[0-9.]+$`)
	found := 0
	for _, file := range append(append(files, docs...), "../../action.yml", "../../README.md") {
		for _, use := range uses.FindAllStringSubmatch(read(t, file), -1) {
			found++
			own := use[1] == "./" || strings.HasPrefix(use[1], "tfcua/tfcua@")
			if !own && !pinned.MatchString(use[1]) {
				t.Errorf("%s: %s is not pinned to a commit, with its version behind it", file, use[1])
			}
		}
	}
	if found == 0 {
		t.Error("no action is used anywhere")
	}
	from := regexp.MustCompile(`(?m)^FROM (\S+)`)
	for _, image := range from.FindAllStringSubmatch(read(t, "../../Dockerfile"), -1) {
		if image[1] != "scratch" && !regexp.MustCompile(`^[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}$`).MatchString(image[1]) {
			t.Errorf("Dockerfile: %s is not pinned to a digest, with its version before it", image[1])
		}
	}
}
