package report

import (
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

const home = "https://github.com/tfcua/tfcua"

// writeSARIF writes a SARIF 2.1.0 log with what GitHub's code scanning wants in
// it. There is no run ID, under which the uploads of two folders would replace
// each other, and no path of the machine that it was made on.
func writeSARIF(w io.Writer, report tfcua.Report, options Options) error {
	log, err := sarif.New(sarif.Version210)
	if err != nil {
		return err
	}
	run := sarif.NewRunWithInformationURI("tfcua", home).WithColumnKind("unicodeCodePoints")
	driver := run.Tool.Driver.WithVersion(options.Version)
	if semantic, ok := semanticVersion(options.Version); ok {
		driver.WithSemanticVersion(semantic)
	}
	// All rules, in every log: a service that sees a rule without results knows
	// that it was held against the code.
	for _, rule := range tfcua.Rules {
		driver.Rules = append(driver.Rules, sarifRule(rule))
	}
	for _, finding := range report.Findings {
		run.Results = append(run.Results, sarifResult(finding, options))
	}
	for _, ignored := range report.Ignored {
		result := sarifResult(ignored.Finding, options)
		result.Suppressions = []*sarif.Suppression{suppression(ignored, options)}
		run.Results = append(run.Results, result)
	}
	log.AddRun(run)
	return writeDocument(w, log)
}

// semanticVersion is the version without the v of a Go module; false for a
// build that has none.
func semanticVersion(version string) (string, bool) {
	version = strings.TrimPrefix(version, "v")
	parsed, err := tfcua.ParseVersion(version)
	return version, err == nil && parsed.String() == version
}

// sarifSeverity is the level of a result, and the severity that code scanning
// sorts rules by.
var sarifSeverity = map[tfcua.Severity]struct{ level, problem string }{
	tfcua.Error:   {"error", "error"},
	tfcua.Warning: {"warning", "warning"},
	tfcua.Note:    {"note", "recommendation"},
}

func sarifRule(rule tfcua.Rule) *sarif.ReportingDescriptor {
	help, markdown := rule.Why, prose(rule.Why)
	if rule.Source != "" {
		help += "\n\nSource: " + rule.Source + "."
		markdown += "\n\nSource: " + prose(rule.Source) + "."
	}
	descriptor := sarif.NewRule(rule.ID).WithName(rule.Name).
		WithShortDescription(sarif.NewMultiformatMessageString(rule.When)).
		WithFullDescription(sarif.NewMultiformatMessageString(rule.Why)).
		WithHelp(sarif.NewMultiformatMessageString(help).WithMarkdown(markdown)).
		WithHelpURI(ruleURL(rule.ID)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(sarifSeverity[rule.Severity].level))
	// tfcua reports what it proved, and not what it suspects.
	descriptor.Properties = sarif.Properties{
		"tags":             []string{"azure", "customer-usage-attribution", "terraform"},
		"precision":        "very-high",
		"problem.severity": sarifSeverity[rule.Severity].problem,
	}
	return descriptor
}

func sarifResult(finding tfcua.Finding, options Options) *sarif.Result {
	place := physical(options.artifact(finding), finding.Start, finding.End)
	if finding.Address != "" {
		place.AddLogicalLocations(sarif.NewLogicalLocation().WithFullyQualifiedName(finding.Address))
	}
	result := sarif.NewRuleResult(finding.Rule).
		WithLevel(sarifSeverity[finding.Severity].level).
		WithMessage(sarif.NewTextMessage(withoutLinks(statement(finding)))).
		WithLocations([]*sarif.Location{place}).
		WithPartialFingerPrints(map[string]interface{}{"tfcua/v1": finding.Fingerprint})
	if index := slices.IndexFunc(tfcua.Rules, func(rule tfcua.Rule) bool { return rule.ID == finding.Rule }); index >= 0 {
		result.WithRuleIndex(index)
	}
	return result
}

// suppression is the acceptance of an ignored finding. The library writes null
// for what is not set, which the schema refuses, so both the ID and the location
// are: the ID is made of the fingerprint, and as stable.
func suppression(ignored tfcua.Ignored, options Options) *sarif.Suppression {
	kind := "external"
	if ignored.By == tfcua.ByComment {
		kind = "inSource"
	}
	file, line := written(ignored.Where)
	return sarif.NewSuppression(kind).
		WithStatus("accepted").
		WithJustifcation(display.Harmless(acceptance(ignored))).
		WithGuid(uuid.NewSHA1(uuid.NameSpaceURL, []byte(home+"#"+ignored.Finding.Fingerprint)).String()).
		WithLocation(physical(options.FromRoot(file), tfcua.Position{Line: line}, tfcua.Position{}))
}

// written is the file and the line of an ignore; 0 where it is a whole file.
func written(where string) (file string, line int) {
	if i := strings.LastIndexByte(where, ':'); i > 0 {
		if line, err := strconv.Atoi(where[i+1:]); err == nil && line > 0 {
			return where[:i], line
		}
	}
	return where, 0
}

// physical is a location in a file. GitHub wants a line for each: it is the first
// where none is known.
func physical(path string, start, end tfcua.Position) *sarif.Location {
	region := sarif.NewRegion().WithStartLine(max(start.Line, 1))
	if start.Line > 0 && start.Column > 0 {
		region.WithStartColumn(start.Column)
	}
	if start.Line > 0 && end.Line >= start.Line && end.Column > 0 {
		region.WithEndLine(end.Line).WithEndColumn(end.Column)
	}
	return sarif.NewLocationWithPhysicalLocation(
		sarif.NewPhysicalLocation().WithArtifactLocation(artifactLocation(path)).WithRegion(region))
}

// artifactLocation is a path as a URI. Below the root of the sources are those
// that do not lead out of it.
func artifactLocation(path string) *sarif.ArtifactLocation {
	if filepath.IsAbs(filepath.FromSlash(path)) {
		file := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(path, "/")}
		return sarif.NewSimpleArtifactLocation(file.String())
	}
	location := sarif.NewSimpleArtifactLocation((&url.URL{Path: path}).String())
	if filepath.IsLocal(filepath.FromSlash(path)) {
		location.WithUriBaseId("%SRCROOT%")
	}
	return location
}

// withoutLinks is text in which a viewer sees no [link](target).
func withoutLinks(text string) string {
	if !strings.Contains(text, "](") {
		return text
	}
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)
}
