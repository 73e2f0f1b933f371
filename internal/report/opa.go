package report

import (
	"cmp"
	"io"

	"github.com/tfcua/tfcua"
)

// decision is a report as policy engines give theirs: what is denied, with the
// reasons, and what is only said.
type decision struct {
	Allow bool     `json:"allow"`
	Deny  []reason `json:"deny"`
	Warn  []reason `json:"warn"`
	Note  []reason `json:"note"`
	// Ignored is what somebody accepted.
	Ignored []accepted `json:"ignored"`
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

// accepted is a finding that is ignored, with how.
type accepted struct {
	reason
	By     tfcua.IgnoredBy `json:"by"`
	Reason string          `json:"reason"`
	Until  string          `json:"until"`
	Where  string          `json:"where"`
}

func reasonOf(finding tfcua.Finding) reason {
	return reason{
		Rule: finding.Rule, Name: finding.Name, Msg: finding.Message, Fix: finding.Fix,
		Input: finding.Input, Address: finding.Address,
		File: finding.File, Line: finding.Start.Line, Column: finding.Start.Column,
	}
}

// writeOPA writes the decision as docs/opa.schema.json describes it.
func writeOPA(w io.Writer, report tfcua.Report, _ Options) error {
	failOn := cmp.Or(report.Summary.FailOn, tfcua.Error)
	d := decision{Allow: report.Summary.Allow, Deny: []reason{}, Warn: []reason{}, Note: []reason{}, Ignored: []accepted{}}
	for _, finding := range report.Findings {
		list := &d.Note
		switch {
		case finding.Severity.AtLeast(failOn):
			list = &d.Deny
		case finding.Severity == tfcua.Warning:
			list = &d.Warn
		}
		*list = append(*list, reasonOf(finding))
	}
	for _, ignored := range report.Ignored {
		d.Ignored = append(d.Ignored, accepted{reasonOf(ignored.Finding), ignored.By, ignored.Reason, ignored.Until, ignored.Where})
	}
	return writeDocument(w, d)
}
