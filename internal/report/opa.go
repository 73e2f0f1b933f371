package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// decision is a report as policy engines give theirs: what is denied, with the
// reasons, and what is only said.
type decision struct {
	Allow bool     `json:"allow"`
	Deny  []reason `json:"deny"`
	Warn  []reason `json:"warn"`
	Note  []reason `json:"note"`
}

// reason is a finding, flat, and under the names that policies use.
type reason struct {
	Rule    string `json:"rule"`
	Name    string `json:"name"`
	Msg     string `json:"msg"`
	Fix     string `json:"fix"`
	Input   string `json:"input"`
	Address string `json:"address"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

// writeOPA writes the decision as docs/opa.schema.json describes it.
func writeOPA(w io.Writer, report tfcua.Report, options Options) error {
	failOn := cmp.Or(options.FailOn, tfcua.Error)
	d := decision{Allow: report.Summary.Allow, Deny: []reason{}, Warn: []reason{}, Note: []reason{}}
	for _, finding := range report.Findings {
		list := &d.Note
		switch {
		case finding.Severity.AtLeast(failOn):
			list = &d.Deny
		case finding.Severity == tfcua.Warning:
			list = &d.Warn
		}
		*list = append(*list, reason{
			Rule: finding.Rule, Name: finding.Name, Msg: finding.Message, Fix: finding.Fix,
			Input: finding.Input, Address: finding.Address,
			File: finding.File, Line: finding.Start.Line, Column: finding.Start.Column,
		})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return err
	}
	_, err := w.Write(display.HarmlessJSON(b.Bytes()))
	return err
}
