// Package report writes what a check found: one file for each format. It
// decides nothing.
package report

import (
	"io"
	"strings"

	"github.com/tfcua/tfcua"
)

// Format is a format of reports.
type Format struct {
	Name string
	// Write writes the report. Its errors are those of the writer.
	Write func(io.Writer, tfcua.Report, Options) error
}

// Formats are the formats, the default first.
var Formats = []Format{
	{"text", writeText},
	{"json", writeJSON},
	{"opa", writeOPA},
	{"sarif", writeSARIF},
	{"junit", writeJUnit},
	{"github", writeGitHub},
	{"azuredevops", writeAzureDevOps},
	{"gitlab", writeGitLab},
	{"compact", writeCompact},
	{"markdown", writeMarkdown},
	{"html", writeHTML},
}

// FormatByName is the format of that name; false if there is none.
func FormatByName(name string) (Format, bool) {
	for _, format := range Formats {
		if format.Name == name {
			return format, true
		}
	}
	return Format{}, false
}

// Names are the names of the formats.
func Names() []string {
	var names []string
	for _, format := range Formats {
		names = append(names, format.Name)
	}
	return names
}

// FormatNames lists the formats: "text, json or opa".
func FormatNames() string {
	names := Names()
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// Options say how and for whom a report is written.
type Options struct {
	// Version is the version of tfcua that made the report.
	Version string
	// Color is set where colours may be used.
	Color bool
	// Columns is the width of the terminal; 0 where there is none.
	Columns int
	// Dir is the working directory, which relative paths of a report start from,
	// and Root the root of the repository it is in, whose services want the paths
	// from there. Both are absolute; Root is "" where there is no repository.
	Dir, Root string
}
