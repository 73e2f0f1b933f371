package report

import (
	"cmp"
	"encoding/xml"
	"io"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// testSuites is the document of JUnit XML: a suite for each input, with a case
// for each provider configuration. There is no time in it, so that reports can
// be compared.
type testSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	Name    string   `xml:"name,attr"`
	tally
	Suites []testSuite `xml:"testsuite"`
}

type testSuite struct {
	Name string `xml:"name,attr"`
	tally
	Cases []*testCase `xml:"testcase"`
}

type tally struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Skipped  int `xml:"skipped,attr"`
}

func (t *tally) add(of tally) {
	t.Tests += of.Tests
	t.Failures += of.Failures
	t.Skipped += of.Skipped
}

type testCase struct {
	Class   string    `xml:"classname,attr"`
	Name    string    `xml:"name,attr"`
	Failure *outcome  `xml:"failure"`
	Skipped *outcome  `xml:"skipped"`
	Output  *cdataTag `xml:"system-out"`

	failing, accepted []string // the rules
	failures, remarks []string // the lines
	unused            string   // why nothing uses the configuration
}

type outcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Body    string `xml:",cdata"`
}

type cdataTag struct {
	Text string `xml:",cdata"`
}

// writeJUnit writes the report as the results of tests.
func writeJUnit(w io.Writer, report tfcua.Report, _ Options) error {
	document := testSuites{Name: "tfcua"}
	failOn := cmp.Or(report.Summary.FailOn, tfcua.Error)
	parts := byInput(report)
	for _, input := range report.Inputs {
		suite := newSuite(display.Harmless(inputName(input.Path)), parts[input.Path], failOn)
		document.add(suite.tally)
		document.Suites = append(document.Suites, suite)
	}
	text, err := xml.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

func newSuite(name string, of tfcua.Report, failOn tfcua.Severity) testSuite {
	suite := testSuite{Name: name}
	for _, row := range of.Attribution {
		c := suite.named(row.Address)
		if row.Origin == tfcua.UnusedOrigin {
			c.unused = display.Harmless(cmp.Or(row.Reason, string(row.Origin)))
		}
	}
	for _, finding := range of.Findings {
		suite.about(finding).add(finding, failOn)
	}
	for _, ignored := range of.Ignored {
		suite.about(ignored.Finding).accept(ignored)
	}
	for _, c := range suite.Cases {
		c.conclude()
		suite.add(c.tally())
	}
	return suite
}

// about is the case of what a finding is about: a provider configuration, or all
// of a provider, or else the rule.
func (s *testSuite) about(finding tfcua.Finding) *testCase {
	return s.named(cmp.Or(finding.Address, finding.Rule+" "+finding.Name))
}

// named is the one case of that name: GitLab counts two of a name as one.
func (s *testSuite) named(name string) *testCase {
	name = display.Harmless(name)
	for _, c := range s.Cases {
		if c.Name == name {
			return c
		}
	}
	c := &testCase{Class: s.Name, Name: name}
	s.Cases = append(s.Cases, c)
	return c
}

// add takes a finding that forbids for a failure, and tells of any other.
func (c *testCase) add(finding tfcua.Finding, failOn tfcua.Severity) {
	says := findingLine(finding, shownAt(finding))
	if !finding.Severity.AtLeast(failOn) {
		c.remarks = append(c.remarks, says)
		return
	}
	c.failing = append(c.failing, finding.Rule+" "+finding.Name)
	c.failures = append(c.failures, says)
}

func (c *testCase) accept(ignored tfcua.Ignored) {
	c.accepted = append(c.accepted, ignored.Finding.Rule+" "+display.Harmless(acceptance(ignored)))
	c.remarks = append(c.remarks, ignoredLine(ignored, shownAt(ignored.Finding)))
}

// conclude gives the case its outcome. All that forbids is one failure: of
// several, most readers show the first alone.
func (c *testCase) conclude() {
	switch {
	case len(c.failures) > 0:
		c.Failure = &outcome{Message: strings.Join(c.failing, ", "), Type: "finding", Body: inLines(c.failures)}
	case c.unused != "":
		c.Skipped = &outcome{Message: c.unused}
	case len(c.accepted) > 0:
		c.Skipped = &outcome{Message: "ignored: " + strings.Join(c.accepted, "; ")}
	}
	if len(c.remarks) > 0 {
		c.Output = &cdataTag{inLines(c.remarks)}
	}
}

func (c *testCase) tally() tally {
	t := tally{Tests: 1}
	if c.Failure != nil {
		t.Failures = 1
	}
	if c.Skipped != nil {
		t.Skipped = 1
	}
	return t
}

func inLines(lines []string) string { return strings.Join(lines, "\n") + "\n" }
