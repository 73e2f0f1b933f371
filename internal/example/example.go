// Package example reads the examples of the rules: txtar archives whose comment
// is the command to run in the folder of their files.
package example

import "strings"

// Example is a command and the files that it is run beside.
type Example struct {
	Command string // such as "tfcua check --no-env"
	Files   []File
}

// File is one file of an example.
type File struct {
	Name string // slash-separated, relative to the folder
	Text string
}

// Parse reads the archive of an example.
func Parse(archive string) Example {
	var e Example
	var comment strings.Builder
	for line := range strings.Lines(archive) {
		if name, ok := header(line); ok {
			e.Files = append(e.Files, File{Name: name})
			continue
		}
		if len(e.Files) == 0 {
			comment.WriteString(line)
			continue
		}
		e.Files[len(e.Files)-1].Text += line
	}
	e.Command = strings.TrimSpace(comment.String())
	return e
}

// header is the name in a line such as "-- main.tf --".
func header(line string) (string, bool) {
	line, ok := strings.CutPrefix(strings.TrimSpace(line), "-- ")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(line, " --")
}
