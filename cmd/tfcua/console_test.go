package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestConsole runs every command line in the console blocks of the documentation,
// in the root of the repository, and requires the output shown below it.
func TestConsole(t *testing.T) {
	commands := 0
	for _, name := range documents(t) {
		shown := read(t, name)
		ran, n := replay(t, shown)
		commands += n
		if ran == shown {
			continue
		}
		if *update {
			if err := os.WriteFile(name, []byte(ran), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Errorf("%s shows another output than there is (go test ./cmd/tfcua -update writes it):\n%s", name, ran)
	}
	if commands < 4 {
		t.Errorf("only %d commands were found", commands)
	}
}

// replay is a Markdown document with the output of the commands in its console
// blocks as they are now. "$ echo $?" is the exit code of the command before.
func replay(t *testing.T, document string) (replayed string, commands int) {
	t.Helper()
	t.Chdir("../..")
	defer t.Chdir("cmd/tfcua")
	var b bytes.Buffer
	console, code := false, 0
	for line := range strings.Lines(document) {
		command, prompt := strings.CutPrefix(line, "$ ")
		if strings.HasPrefix(line, "```") {
			console = strings.TrimSpace(line) == "```console"
		} else if console && !prompt {
			continue // the output
		}
		b.WriteString(line)
		if !console || !prompt {
			continue
		}
		command = strings.TrimSpace(command)
		if command == "echo $?" {
			fmt.Fprintln(&b, code)
			continue
		}
		args, ok := strings.CutPrefix(strings.TrimPrefix(command, "go run ./cmd/"), "tfcua ")
		if !ok || strings.ContainsAny(args, "|&;<>$'\"") {
			t.Errorf("$ %s: only plain commands of tfcua can be run: show others in a sh block", command)
		}
		code = run(context.Background(), strings.Fields(args), strings.NewReader(""), &b, &b, nil)
		commands++
	}
	return b.String(), commands
}
