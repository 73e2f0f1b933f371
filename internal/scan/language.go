package scan

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// language is one that deployments are driven from: which files are written in
// it, and how it is read.
type language struct {
	name string
	// endings and names tell its files: those whose names end so, and those that
	// are called so.
	endings, names []string
	// interpreters are what the first line of a file without an ending calls that is
	// written in it: #!/bin/sh, #!/usr/bin/env python3.
	interpreters []string
	// sign starts a comment that ends with its line.
	sign string
	// code is how programs are written in it; nil where it is no programming
	// language. pipeline is set for what holds scripts of others.
	code     *syntax
	pipeline bool
	// lines reads what is neither a program nor a pipeline; nil for what a shell
	// reads.
	lines func(s *source, l *language, from, to int)
	// byLine is set where quotation marks end with their line, as no command
	// stands between them.
	byLine bool
	// set is set where set gives a value to a variable: set -x NAME value.
	set bool
	// marks tell the language where it stands within a pipeline, in lower case.
	marks []string
	// setters are the functions and properties that set a user agent in it.
	setters []setter
}

// languages are those that are read.
var languages = []language{
	{name: "shell", endings: []string{".sh", ".bash", ".zsh", ".ksh"}, interpreters: []string{"sh", "bash", "dash", "ash", "zsh", "ksh"}, sign: "#"},
	{name: "fish", endings: []string{".fish"}, interpreters: []string{"fish"}, sign: "#", set: true},
	{name: "environment file", endings: []string{".env", ".envrc"}, sign: "#", byLine: true},
	{
		name: "Dockerfile", names: []string{"Dockerfile", "Containerfile"},
		endings: []string{".Dockerfile", ".dockerfile"}, sign: "#", byLine: true,
	},
	{name: "Makefile", names: []string{"Makefile", "makefile", "GNUmakefile"}, endings: []string{".mk"}, sign: "#", lines: readMake},
	{name: "batch file", endings: []string{".cmd", ".bat"}, sign: "::", lines: readBatch},
	{name: "YAML", endings: []string{".yml", ".yaml"}, sign: "#", pipeline: true},
	{
		name: "PowerShell", endings: []string{".ps1", ".psm1", ".psd1"}, interpreters: []string{"pwsh"}, sign: "#", code: &powerShell,
		marks: []string{"$env:", "adduseragent", "setenvironmentvariable"}, setters: powerShellSetters,
	},
	{
		name: "Python", endings: []string{".py"}, interpreters: []string{"python", "python2", "python3"}, sign: "#", code: &python,
		marks: []string{"add_user_agent", "os.environ"}, setters: pythonSetters,
	},
	{name: "C#", endings: []string{".cs", ".csx"}, sign: "//", code: &cSharp, setters: dotNETSetters},
	{name: "Go", endings: []string{".go"}, sign: "//", code: &golang, setters: goSetters},
	{name: "Java", endings: []string{".java"}, sign: "//", code: &java, setters: javaSetters},
	{name: "Jenkinsfile", names: []string{"Jenkinsfile"}, endings: []string{".groovy", ".jenkinsfile"}, sign: "//", code: &groovy, setters: javaSetters},
	{
		name:         "JavaScript",
		endings:      []string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"},
		interpreters: []string{"node"},
		sign:         "//", code: &javaScript, marks: []string{"process.env", "core.exportvariable"}, setters: javaScriptSetters,
	},
}

// languageOf is the language of a file by its name; nil if it is none of those
// that are read.
func languageOf(name string) *language {
	name = path.Base(name)
	for i := range languages {
		l := &languages[i]
		if slices.Contains(l.names, name) ||
			slices.ContainsFunc(l.endings, func(ending string) bool { return strings.HasSuffix(name, ending) }) ||
			l.isVariant(name) {
			return l
		}
	}
	return nil
}

// longestCall is how much of a file is looked at for what its first line calls.
const longestCall = 100

// languageIn is the language of a file by its name, or, where that has no ending,
// by the interpreter that its first line calls; nil if it is none of those that are
// read.
func languageIn(folder fs.FS, name string) *language {
	if l := languageOf(name); l != nil || strings.Contains(path.Base(name), ".") {
		return l
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	start, err := io.ReadAll(io.LimitReader(file, longestCall))
	if err != nil {
		return nil
	}
	line, _, _ := strings.Cut(string(start), "\n")
	call, ok := strings.CutPrefix(line, "#!")
	if !ok {
		return nil
	}
	for _, word := range strings.Fields(call) {
		for i := range languages {
			if slices.Contains(languages[i].interpreters, path.Base(word)) {
				return &languages[i]
			}
		}
	}
	return nil
}

// isVariant reports whether a file is a named one for some purpose: .env.prod,
// Dockerfile.build.
func (l *language) isVariant(name string) bool {
	start, _, ok := strings.Cut(strings.TrimPrefix(name, "."), ".")
	if !ok {
		return false
	}
	return slices.Contains(l.names, start) || l.byLine && strings.HasPrefix(name, ".env.")
}

// embedded is the language of a script within a pipeline: the one that it has a
// mark of, or else shell.
func embedded(script string) *language {
	script = strings.ToLower(script)
	for i := range languages {
		if slices.ContainsFunc(languages[i].marks, func(mark string) bool { return strings.Contains(script, mark) }) {
			return &languages[i]
		}
	}
	return &languages[0]
}

// read finds what a part of a source sets.
func (l *language) read(s *source, from, to int) {
	switch {
	case l.code != nil:
		readCode(s, l, from, to)
	case l.pipeline:
		readYAML(s, l, from, to)
	case l.lines != nil:
		l.lines(s, l, from, to)
	default:
		readShell(s, l, from, to)
	}
}
