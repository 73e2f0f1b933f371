package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra/doc"
)

var (
	manDir        = flag.String("man", "", "write the man pages to this folder")
	completionDir = flag.String("completion", "", "write the shells' completions to this folder")
)

// TestManPages makes the man pages of the commands, as make man does.
func TestManPages(t *testing.T) {
	folder := *manDir
	if folder == "" {
		folder = t.TempDir()
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	root := rootCommand(nil)
	root.InitDefaultCompletionCmd()
	root.DisableAutoGenTag = true
	header := &doc.GenManHeader{Section: "1", Source: "tfcua", Manual: "tfcua"}
	if err := doc.GenManTree(root, header, folder); err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(folder, "*.1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if err := os.WriteFile(page, []byte(asPages(read(t, page))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range root.Commands() {
		if command.Hidden || command.Name() == "help" || command.Name() == "completion" {
			continue
		}
		page, err := os.ReadFile(filepath.Join(folder, "tfcua-"+command.Name()+".1"))
		if err != nil {
			t.Fatal(err)
		}
		title := `.TH "TFCUA-` + strings.ToUpper(command.Name()) + `" "1" "" `
		for _, section := range []string{title, ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH SEE ALSO"} {
			if !strings.Contains(string(page), section) {
				t.Errorf("the page of %s has no %s", command.Name(), section)
			}
		}
		if usage := usual.FindString(string(page)); usage != "" {
			t.Errorf("the page of %s shows a flag as %s", command.Name(), usage)
		}
	}
}

var (
	heading  = regexp.MustCompile(`(?m)^\.TH "([^"]*)" "1" "[^"]*"`)
	usual    = regexp.MustCompile(`(?m)^((?:\\fB-\w\\fP, )?\\fB--[\w-]+\\fP)(?:\[=false\]|=(.*))\n\t(.*)$`)
	argument = regexp.MustCompile(`\\fB([^\\]*)\\fR`)
)

// asPages is one of cobra's pages as manual pages are written: without the date of
// the build, so that the same commands make the same pages; with --recursive and
// --env NAME=VALUE in place of --recursive[=false] and --env=[].
func asPages(page string) string {
	page = heading.ReplaceAllStringFunc(page, func(line string) string {
		title := strings.ReplaceAll(heading.FindStringSubmatch(line)[1], `\-`, "-")
		return fmt.Sprintf(`.TH "%s" "1" ""`, title)
	})
	return usual.ReplaceAllStringFunc(page, func(flag string) string {
		parts := usual.FindStringSubmatch(flag)
		name, value, usage := parts[1], parts[2], parts[3]
		if taken := argument.FindStringSubmatch(usage); taken != nil {
			name += ` \fI` + taken[1] + `\fP`
			usage = argument.ReplaceAllString(usage, `\fI$1\fP`)
		}
		if value = strings.Trim(value, `"[]`); value != "" {
			usage += " (default " + value + ")"
		}
		return name + "\n\t" + usage
	})
}

// TestCompletions makes the shells' completions, as make completions does.
func TestCompletions(t *testing.T) {
	folder := *completionDir
	if folder == "" {
		folder = t.TempDir()
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	root := rootCommand(nil)
	for name, generate := range map[string]func(string) error{
		"tfcua.bash": func(name string) error { return root.GenBashCompletionFileV2(name, true) },
		"tfcua.zsh":  root.GenZshCompletionFile,
		"tfcua.fish": func(name string) error { return root.GenFishCompletionFile(name, true) },
		"tfcua.ps1":  root.GenPowerShellCompletionFileWithDesc,
	} {
		if err := generate(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

// A description in a completion is for a terminal, where backquotes mark nothing.
func TestCompletedFlags(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), []string{"__complete", "check", "--e"}, strings.NewReader(""), &stdout, &stderr, nil); code != exitAllowed {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	if shown := stdout.String(); !strings.Contains(shown, "set NAME=VALUE in the environment of the apply") {
		t.Errorf("the completion shows %q", shown)
	}
}
