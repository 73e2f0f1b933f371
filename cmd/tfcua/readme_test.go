package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestREADME runs every command line of tfcua that the README shows, in the root
// of the repository, and requires the output shown below it.
func TestREADME(t *testing.T) {
	t.Chdir("../..")
	shown, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	ran, commands := replay(string(shown))
	if commands == 0 {
		t.Fatal("the README shows no command")
	}
	if ran == string(shown) {
		return
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(ran), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the README shows another output than there is (go test ./cmd/tfcua -update writes it):\n%s", ran)
}

// replay is a Markdown document with the output of the commands in its console
// blocks as they are now. "$ echo $?" is the exit code of the command before.
func replay(document string) (replayed string, commands int) {
	var b bytes.Buffer
	console, output, code := false, false, 0
	for line := range strings.Lines(document) {
		command, prompt := strings.CutPrefix(strings.TrimSpace(line), "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			console, output = strings.TrimSpace(line) == "```console", false
		case console && prompt:
			output = false
		case output:
			continue
		}
		b.WriteString(line)
		if !console || !prompt {
			continue
		}
		if command == "echo $?" {
			fmt.Fprintln(&b, code)
			output = true
			continue
		}
		command = strings.TrimPrefix(command, "go run ./cmd/")
		if args, ok := strings.CutPrefix(command, "tfcua "); ok && !strings.ContainsAny(args, "|&;<>$'\"") {
			code = run(context.Background(), strings.Fields(args), strings.NewReader(""), &b, &b, nil)
			output = true
			commands++
		}
	}
	return b.String(), commands
}
