package main

import (
	"flag"
	"os"
	"path/filepath"
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
	root.DisableAutoGenTag = true // no date: the same commands make the same pages
	header := &doc.GenManHeader{Title: "TFCUA", Section: "1", Source: "tfcua", Manual: "tfcua"}
	if err := doc.GenManTree(root, header, folder); err != nil {
		t.Fatal(err)
	}
	for _, command := range root.Commands() {
		if command.Hidden || command.Name() == "help" || command.Name() == "completion" {
			continue
		}
		page, err := os.ReadFile(filepath.Join(folder, "tfcua-"+command.Name()+".1"))
		if err != nil {
			t.Fatal(err)
		}
		for _, section := range []string{".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH SEE ALSO"} {
			if !strings.Contains(string(page), section) {
				t.Errorf("the page of %s has no %s", command.Name(), section)
			}
		}
	}
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
