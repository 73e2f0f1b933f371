package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tfcua/tfcua/internal/generate"
	"github.com/tfcua/tfcua/internal/report"
)

// circumstances are what a report must not depend on, besides the order in which
// the files were written, how old they are, and where the folder is.
var circumstances = []struct {
	folder  string
	environ []string
}{
	{"a", []string{"GOMAXPROCS=1", "LANG=C", "TZ=UTC", "HOME=/"}},
	{"deep/in/other/folders", []string{"GOMAXPROCS=2", "LC_ALL=tr_TR.UTF-8", "TZ=Asia/Tokyo", "HOME=/root", "COLUMNS=40"}},
	{"with space", []string{"GOMAXPROCS=3", "LANG=de_DE.UTF-8", "TZ=America/St_Johns", "TERM=xterm", "GOGC=1"}},
	{"b", []string{"GOMAXPROCS=8", "LC_ALL=ja_JP.UTF-8", "LANGUAGE=ja", "TZ=", "TMPDIR=."}},
}

// The same input makes the same bytes, in every format and of every command: on
// one processor and on many, wherever the folder is, in whatever order its files
// were written, in any language and time zone. Each run is a process of its own,
// so that maps have another order in each.
func TestSameBytesInAllCircumstances(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	for _, c := range canaryCases(t) {
		fill := newCanaries("first")
		for i := range c.lines {
			c.lines[i].args = fill.all(c.lines[i].args)
		}
		for name, text := range c.texts {
			c.texts[name] = fill.text(text) // once, so that it is the same in all circumstances
		}
		for _, line := range c.lines {
			if slices.Equal(line.args, []string{"id", "new"}) {
				continue // which makes a random one
			}
			t.Run(c.name+" "+strings.Join(line.args, " "), func(t *testing.T) {
				sameBytes(t, line, func(t *testing.T, random *rand.Rand) []string { return c.write(t, fill, random) })
			})
		}
	}
	t.Run("many root modules", func(t *testing.T) {
		sameBytes(t, canaryLine{0, []string{"check", "--recursive", "."}, ""}, func(t *testing.T, _ *rand.Rand) []string {
			if err := generate.Repository(".", 400); err != nil {
				t.Fatal(err)
			}
			return nil
		})
	})
}

// sameBytes runs a command line in all circumstances; write writes the input into
// the working directory, and returns the environment that belongs to it.
func sameBytes(t *testing.T, line canaryLine, write func(*testing.T, *rand.Rand) []string) {
	t.Helper()
	command := builtCommand(t)
	var first string
	for i, around := range circumstances {
		folder := filepath.Join(t.TempDir(), filepath.FromSlash(around.folder))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		t.Chdir(folder)
		environ := write(t, rand.New(rand.NewPCG(4711, uint64(i))))
		before := filesHere(t)
		for name := range before {
			age := time.Unix(int64(i)*1_000_000_000, 0)
			if err := os.Chtimes(name, age, age); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(command, allFormats(line.args)...)
		cmd.Env = append(around.environ, environ...)
		if line.stdin != "" {
			stdin, err := os.Open(line.stdin)
			if err != nil {
				t.Fatal(err)
			}
			defer stdin.Close()
			cmd.Stdin = stdin
		}
		output, _ := cmd.CombinedOutput()
		ended := fmt.Sprintf("%sends with %d\n", output, cmd.ProcessState.ExitCode())
		after := filesHere(t)
		for _, name := range sortedNames(after) {
			if before[name] != after[name] {
				ended += name + ":\n" + after[name]
			}
		}
		if cmd.ProcessState.ExitCode() != line.code {
			t.Fatalf("the exit code is not %d:\n%s", line.code, output)
		}
		if i == 0 {
			first = ended
		} else if ended != first {
			t.Errorf("with %s it is otherwise:\n%s", around.environ, difference(first, ended))
		}
	}
}

// allFormats has a command that knows formats of reports write them all.
func allFormats(args []string) []string {
	cmd, _, err := rootCommand(nil).Find(args)
	if err != nil || cmd.Flags().Lookup("format") == nil || cmd.Flags().Lookup("output") == nil {
		return args
	}
	formats := []string{args[0]}
	for _, name := range report.Names() {
		formats = append(formats, "--format", name, "--output", "report."+name)
	}
	return append(formats, args[1:]...)
}

// Reports for services, and baselines, are the same from whatever folder of the
// repository they are made.
func TestSameBytesFromAnyFolder(t *testing.T) {
	for _, c := range canaryCases(t) {
		if c.name != "folder" {
			continue
		}
		t.Chdir(t.TempDir())
		if err := os.MkdirAll(".git", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir("infra", 0o755); err != nil {
			t.Fatal(err)
		}
		t.Chdir("infra")
		c.write(t, newCanaries("first"), nil)
		for _, args := range [][]string{
			{"check", "--format", "sarif"},
			{"check", "--format", "gitlab"},
			{"check", "--format", "github"},
			{"check", "--format", "azuredevops"},
			{"baseline", "--output", "-"},
		} {
			// The warnings of standard error name files as they are found from the folder.
			run := func(path string) string {
				_, output := runCanaries(t, append(args, path), "", nil)
				return regexp.MustCompile(`(?m)^tfcua: warning: .*\n`).ReplaceAllString(output, "")
			}
			first := run(".")
			for folder, path := range map[string]string{"..": "infra", "net": "..", "other": "../../infra"} {
				t.Chdir(folder)
				if output := run(path); output != first {
					t.Errorf("tfcua %s %s in %s is otherwise:\n%s", strings.Join(args, " "), path, folder, difference(first, output))
				}
				t.Chdir(map[string]string{"..": "infra", "net": "..", "other": ".."}[folder])
			}
		}
	}
}

// Nothing that makes a report looks at the clock but for the day that an ignore
// lasts, which is for the commands to give.
func TestClock(t *testing.T) {
	looks := map[string]bool{
		"cmd/tfcua/policy.go": true, "cmd/tfcua/fix.go": true, // the day
		"cmd/tfcua/progress.go": true, "internal/peers/main.go": true,
	}
	err := filepath.WalkDir("../..", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		name := filepath.ToSlash(strings.TrimPrefix(path, filepath.FromSlash("../../")))
		if bytes.Contains(text, []byte("time.Now")) != looks[name] {
			t.Errorf("%s: whether it looks at the clock is not what this test knows", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The order of the members in a plan's JSON is nobody's promise.
func TestSameBytesForAnyOrderOfMembers(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	names, err := filepath.Glob("../../plancheck/testdata/lab/*/plan.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no plans: %v", err)
	}
	texts := make(map[string][]byte)
	for _, name := range append(names, "../../testdata/planned/plan.json", "../../testdata/opentofu/plan.json") {
		if texts[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range canaryCases(t) {
		if c.name == "plan" {
			texts["the plan with canaries"] = []byte(newCanaries("first").text(c.texts["plan.json"]))
		}
	}
	t.Chdir(t.TempDir())
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			var first string
			for seed := range 5 {
				if seed > 0 {
					text = shuffled(t, text, rand.New(rand.NewPCG(4711, uint64(seed))))
				}
				if err := os.WriteFile("plan.json", text, 0o600); err != nil {
					t.Fatal(err)
				}
				_, report := runCanaries(t, []string{"check", "--no-env", "--format", "json", "plan.json"}, "", nil)
				if seed == 0 {
					first = report
				} else if report != first {
					t.Fatalf("in another order it is otherwise:\n%s", difference(first, report))
				}
			}
		})
	}
}

// shuffled is a JSON text with the members of each object in another order.
func shuffled(t *testing.T, text []byte, random *rand.Rand) []byte {
	t.Helper()
	var value any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	var put func(value any)
	put = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			b.WriteByte('{')
			keys := make([]string, 0, len(value))
			for key := range value {
				keys = append(keys, key)
			}
			slices.Sort(keys)
			random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
			for i, key := range keys {
				if i > 0 {
					b.WriteByte(',')
				}
				put(key)
				b.WriteByte(':')
				put(value[key])
			}
			b.WriteByte('}')
		case []any:
			b.WriteByte('[')
			for i, element := range value {
				if i > 0 {
					b.WriteByte(',')
				}
				put(element)
			}
			b.WriteByte(']')
		default:
			encoded, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(encoded)
		}
	}
	put(value)
	return b.Bytes()
}
