package report

import (
	"io"

	"github.com/tfcua/tfcua"
)

// schemaVersion is raised when the meaning of a field changes or a field goes.
const schemaVersion = 1

type document struct {
	SchemaVersion int  `json:"schema_version"`
	Tool          tool `json:"tool"`
	tfcua.Report
}

type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// writeJSON writes the report as docs/report.schema.json describes it.
func writeJSON(w io.Writer, report tfcua.Report, options Options) error {
	report.Inputs = array(report.Inputs)
	report.Findings = array(report.Findings)
	report.Ignored = array(report.Ignored)
	report.Attribution = array(report.Attribution)
	report.Coverage = array(report.Coverage)
	report.Unseen = array(report.Unseen)
	return writeDocument(w, document{schemaVersion, tool{"tfcua", options.Version}, report})
}

// array is never nil: a reader of JSON expects [] and not null.
func array[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
