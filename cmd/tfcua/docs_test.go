package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// documents are the files of the documentation, but for the rules, whose
// examples [TestExamples] runs.
func documents(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"../../README.md", "../../CONTRIBUTING.md"}
	for _, file := range files {
		if filepath.Base(file) != "rules.md" {
			all = append(all, file)
		}
	}
	return all
}

// TestDocuments runs every script that the documentation shows. For each document
// with such there is a script of its name in testdata/docs, which lays out the
// files and says "shown CODE TEXT" for each: the script of the document that
// holds the text ends with that exit code. On the PATH are tfcua, the few programs
// below, and the stand-ins of testdata/docs/bin; each stand-in says why it is one.
func TestDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	if runtime.GOOS == "windows" {
		t.Skip("the stand-ins are scripts of a Unix shell")
	}
	tools := t.TempDir()
	bin := filepath.Join(tools, "bin")
	linkPrograms(t, bin, "tfcua", "sh", "bash", "env", "cat", "cp", "test", "grep", "git", "jq", "patch")
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	standIns := filepath.Join(repository, "testdata", "docs", "bin")
	testdata := filepath.Join(repository, "testdata")
	for _, document := range documents(t) {
		all := snippets(t, read(t, document))
		if len(all) == 0 {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(document), ".md"), func(t *testing.T) {
			t.Cleanup(func() {
				for _, s := range all {
					if !s.ran && !t.Failed() {
						t.Errorf("no test runs\n%s", s.text)
					}
				}
			})
			runner := t.TempDir()
			linkPrograms(t, filepath.Join(runner, "tfcua"), "tfcua") // as the action builds it
			testscript.Run(t, testscript.Params{
				Files:               []string{filepath.Join(testdata, "docs", filepath.Base(t.Name())+".txtar")},
				RequireExplicitExec: true,
				RequireUniqueNames:  true,
				Setup: func(env *testscript.Env) error {
					env.Setenv("PATH", bin+string(filepath.ListSeparator)+standIns)
					env.Setenv("REPOSITORY", repository)
					env.Setenv("TESTDATA", testdata)
					env.Setenv("TOOLS", tools)
					env.Setenv("RUNNER_TEMP", runner)
					return nil
				},
				Cmds: map[string]func(*testscript.TestScript, bool, []string){
					"shown": func(ts *testscript.TestScript, neg bool, args []string) { runShown(ts, neg, args, all) },
				},
			})
		})
	}
}

// linkPrograms makes a folder with links to programs.
func linkPrograms(t *testing.T, folder string, programs ...string) {
	t.Helper()
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, program := range programs {
		path, err := exec.LookPath(program)
		if err != nil {
			t.Skipf("there is no %s, which the documentation runs", program)
		}
		if err := os.Symlink(path, filepath.Join(folder, program)); err != nil {
			t.Skip("no symlinks here:", err)
		}
	}
}

// runShown is the scripts' command "shown CODE TEXT".
func runShown(ts *testscript.TestScript, neg bool, args []string, all []*snippet) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: shown CODE TEXT")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var found *snippet
	for _, s := range all {
		// One that is shown twice is run twice.
		if strings.Contains(s.text, args[1]) && (found == nil || found.ran) {
			found = s
		}
	}
	if found == nil {
		ts.Fatalf("the document shows no script with %s", args[1])
	}
	found.ran = true
	command := append([]string{}, found.environ...)
	for i := range command {
		command[i] = expanded(command[i], ts.Getenv)
	}
	command = append(command, found.shell...)
	command = append(command, expanded(found.script, ts.Getenv))
	got := 0
	var failure *exec.ExitError
	if err := ts.Exec("env", command...); errors.As(err, &failure) {
		got = failure.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("the exit code is %d, want %d, of\n%s", got, want, found.script)
	}
}

// TestInlineCommands requires that every command line of tfcua which stands in
// the text of the documentation is one: the command exists and takes its flags.
// Those in blocks are run.
func TestInlineCommands(t *testing.T) {
	inline := regexp.MustCompile("`tfcua ([^`]*)`")
	found := 0
	for _, file := range append(documents(t), "../../docs/rules.md") {
		for _, match := range inline.FindAllStringSubmatch(read(t, file), -1) {
			if strings.ContainsAny(match[1], "…[") {
				continue // a form, not a line
			}
			found++
			line := strings.Fields(match[1])
			root := rootCommand(nil)
			root.InitDefaultCompletionCmd(line...)
			cmd, rest, err := root.Find(terraformSpelling(line))
			if err != nil {
				t.Errorf("%s: tfcua %s: %v", file, match[1], err)
				continue
			}
			if cmd == root && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
				t.Errorf("%s: tfcua %s: there is no such command", file, match[1])
			}
			cmd.InitDefaultHelpFlag()
			if err := cmd.ParseFlags(rest); err != nil {
				t.Errorf("%s: tfcua %s: %v", file, match[1], err)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d commands were found", found)
	}
}

// TestLinks requires that what the documentation links to is there.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	for _, file := range append(documents(t), "../../docs/rules.md") {
		for _, match := range link.FindAllStringSubmatch(read(t, file), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), match[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, match[1])
			}
		}
	}
}
