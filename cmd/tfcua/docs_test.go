package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocumentedCommands requires that every command line of tfcua in the
// documentation is one: the command exists and takes its flags. What those in
// console blocks print is held against what is shown by [TestREADME].
func TestDocumentedCommands(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "../../README.md", "../../.pre-commit-hooks.yaml", "../../CONTRIBUTING.md")
	found := 0
	for _, file := range files {
		for _, line := range commandLines(read(t, file), strings.HasSuffix(file, ".md")) {
			found++
			root := rootCommand(nil)
			root.InitDefaultCompletionCmd(line...)
			cmd, rest, err := root.Find(terraformSpelling(line))
			if err != nil {
				t.Errorf("%s: tfcua %s: %v", file, strings.Join(line, " "), err)
				continue
			}
			if cmd == root && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
				t.Errorf("%s: tfcua %s: there is no such command", file, strings.Join(line, " "))
			}
			cmd.InitDefaultHelpFlag()
			if err := cmd.ParseFlags(rest); err != nil {
				t.Errorf("%s: tfcua %s: %v", file, strings.Join(line, " "), err)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d commands were found", found)
	}
}

var (
	inline  = regexp.MustCompile("`tfcua ([^`]*)`")
	invoked = regexp.MustCompile(`(?:^|[\s/=(])tfcua(?:@latest)? ([a-z][^#|&;<>"')]*)`)
)

// commandLines are the command lines of tfcua in the code of a document: its
// blocks, and what stands in backquotes. In a file that is no Markdown, all is
// code.
func commandLines(document string, markdown bool) [][]string {
	var all [][]string
	add := func(line string) {
		if strings.ContainsAny(line, "…[") {
			return // a form, not a line
		}
		all = append(all, strings.Fields(line))
	}
	code, output := !markdown, false
	for line := range strings.Lines(document) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") && markdown {
			code = !code
			output = code && strings.TrimSpace(line) == "```console"
			continue
		}
		if !code {
			for _, match := range inline.FindAllStringSubmatch(line, -1) {
				add(match[1])
			}
			continue
		}
		if output && !strings.HasPrefix(line, "$ ") {
			continue
		}
		for _, match := range invoked.FindAllStringSubmatch(line, -1) {
			add(match[1])
		}
	}
	return all
}

// TestLinks requires that what the documentation links to is there.
func TestLinks(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	for _, file := range append(files, "../../README.md", "../../CONTRIBUTING.md") {
		for _, match := range link.FindAllStringSubmatch(read(t, file), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), match[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, match[1])
			}
		}
	}
}
