package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// canaryCase is an input that is full of canaries, and the command lines that are
// run over it.
type canaryCase struct {
	name  string
	lines []canaryLine
	texts map[string]string // by the path, slashes in it; "environ" holds the environment
}

// canaryLine is a command line and the exit code that it has to end with: one
// that fails for another reason than it should has not shown what it would show.
type canaryLine struct {
	code  int
	args  []string
	stdin string // a file; "" for none
}

// No secret is shown: not by any command, in any format, of any input, whole or
// broken. Each case is run with two sets of canaries. No canary may be in what
// is shown or written, in whatever encoding; and both runs must show the same to
// the byte, so that nothing is shown that was made of a secret either.
func TestCanaries(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	for _, c := range canaryCases(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for _, line := range c.lines {
				for _, args := range everyFormat(t, line.args) {
					first, second := c.run(t, "first", line, args), c.run(t, "second", line, args)
					if first != second {
						t.Errorf("tfcua %s shows something that is made of a secret:\n%s", strings.Join(args, " "), difference(first, second))
					}
				}
			}
		})
	}
}

// Nor is a secret shown beside which something is wrong with the file: whatever
// stands in each of its lines, and wherever it is cut off.
func TestCanariesInBrokenFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	for _, c := range canaryCases(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			fill := newCanaries("first")
			environ := c.write(t, fill, nil)
			for _, name := range sortedNames(c.texts) {
				whole, err := os.ReadFile(filepath.FromSlash(name))
				if err != nil {
					continue // the environment, or in an archive
				}
				line := c.lines[c.firstWith(name)]
				for what, text := range broken(string(whole)) {
					writeCanaryFile(t, name, text)
					shown := fmt.Sprintf("%s with %s", name, what)
					_, output := runCanaries(t, fill.all(line.args), line.stdin, environ)
					fill.search(t, shown, output)
				}
				writeCanaryFile(t, name, string(whole))
			}
		})
	}
}

// firstWith is the first command line that names a file, or else the first.
func (c canaryCase) firstWith(name string) int {
	return max(0, slices.IndexFunc(c.lines, func(l canaryLine) bool { return l.stdin == "" && slices.Contains(l.args, name) }))
}

// broken are a text's wrong forms: a quotation mark in the middle of each line,
// which brings all that follows into disorder, and the text cut off there.
func broken(text string) map[string]string {
	all := make(map[string]string)
	offset := 0
	for number, line := range strings.SplitAfter(text, "\n") {
		middle := offset + len(line)/2
		all[fmt.Sprintf("a quotation mark in line %d", number+1)] = text[:middle] + `"` + text[middle:]
		all[fmt.Sprintf("its end in line %d", number+1)] = text[:middle]
		offset += len(line)
	}
	return all
}

// Each command is run over canaries: one that is added fails here until it is.
func TestEveryCommandMeetsCanaries(t *testing.T) {
	met := make(map[string]bool)
	for _, c := range canaryCases(t) {
		for _, line := range c.lines {
			cmd, _, err := rootCommand(nil).Find(line.args)
			if err != nil {
				t.Fatal(err)
			}
			met[cmd.CommandPath()] = true
		}
	}
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		if !met[cmd.CommandPath()] {
			t.Errorf("no file of testdata/canary runs %s", cmd.CommandPath())
		}
		for _, below := range cmd.Commands() {
			visit(below)
		}
	}
	visit(rootCommand(nil))
}

// everyFormat is a command line in each format that the command knows: in one run
// where the formats go to files, else in one for each.
func everyFormat(t *testing.T, args []string) [][]string {
	t.Helper()
	cmd, _, err := rootCommand(nil).Find(args)
	if err != nil {
		t.Fatal(err)
	}
	if cmd.Flags().Lookup("format") == nil || cmd.Flags().Lookup("output") != nil {
		return [][]string{allFormats(args)}
	}
	formats, ok := cmd.GetFlagCompletionFunc("format")
	if !ok {
		t.Fatalf("%s does not say which formats it knows", cmd.CommandPath())
	}
	var all [][]string
	names, _ := formats(cmd, nil, "")
	for _, name := range names {
		all = append(all, append(slices.Clone(args), "--format", name))
	}
	return all
}

// run writes the case with canaries made of a seed, runs a command line over it,
// looks for them, and returns what was shown and written.
func (c canaryCase) run(t *testing.T, seed string, line canaryLine, args []string) string {
	t.Helper()
	fill := newCanaries(seed)
	environ := c.write(t, fill, nil)
	before := filesHere(t)
	code, output := runCanaries(t, fill.all(args), line.stdin, environ)
	shown := "tfcua " + strings.Join(args, " ")
	if code != line.code {
		t.Errorf("%s: the exit code is %d, want %d:\n%s", shown, code, line.code, output)
	}
	after := filesHere(t)
	for _, name := range sortedNames(after) {
		if _, ok := before[name]; !ok {
			output += name + ":\n" + after[name]
		}
	}
	fill.search(t, shown, output)
	if shown == "tfcua id new" { // a random one
		return ""
	}
	return sumOfPlan.ReplaceAllString(output, "")
}

// sumOfPlan is of the whole plan, which has 256 bits to hide in.
var sumOfPlan = regexp.MustCompile(`SHA-256 of the plan that was checked: [0-9a-f]{64}`)

func runCanaries(t *testing.T, args []string, stdin string, environ []string) (code int, output string) {
	t.Helper()
	var input io.Reader = strings.NewReader("")
	if stdin != "" {
		file, err := os.Open(stdin)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		input = file
	}
	var b bytes.Buffer
	code = run(context.Background(), args, input, &b, &b, environ)
	return code, b.String()
}

// filesHere are the files in and below the working directory.
func filesHere(t *testing.T) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.FromSlash(name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// difference is the first line in which two texts differ.
func difference(a, b string) string {
	first, second := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(first), len(second)) {
		if first[i] != second[i] {
			return first[i] + "\n" + second[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(first), len(second))
}
