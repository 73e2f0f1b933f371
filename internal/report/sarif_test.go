package report_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

// sarifLog is what is read of a log.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Name, Version, SemanticVersion, InformationURI string
				Rules                                          []struct {
					ID                                      string
					ShortDescription, FullDescription, Help struct{ Text, Markdown string }
					HelpURI                                 string
				}
			}
		}
		Results []sarifResult
	}
}

type sarifResult struct {
	RuleID              string
	RuleIndex           *int
	Level               string
	Message             struct{ Text string }
	Locations           []sarifLocation
	PartialFingerprints map[string]string
	Suppressions        []struct {
		Kind, Status, Justification, GUID string
		Location                          sarifLocation
	}
}

type sarifLocation struct {
	PhysicalLocation struct {
		ArtifactLocation struct{ URI, URIBaseID string }
		Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
	}
	LogicalLocations []struct{ FullyQualifiedName string }
}

func readSARIFLog(t testing.TB, output []byte) sarifLog {
	var log sarifLog
	if err := json.Unmarshal(output, &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("there are %d runs", len(log.Runs))
	}
	return log
}

func readSARIF(t testing.TB, output []byte) []named {
	var all []named
	for _, result := range readSARIFLog(t, output).Runs[0].Results {
		one := named{rule: result.RuleID, says: withLinks(t, result.Message.Text)}
		for _, location := range result.Locations {
			one.says += "\n" + pathOf(t, location)
			for _, logical := range location.LogicalLocations {
				one.says += "\n" + logical.FullyQualifiedName
			}
		}
		for _, suppression := range result.Suppressions {
			one.ignored = true
			one.says += "\n" + suppression.Justification + "\n" + pathOf(t, suppression.Location)
		}
		all = append(all, one)
	}
	return all
}

func pathOf(t testing.TB, location sarifLocation) string {
	uri, err := url.Parse(location.PhysicalLocation.ArtifactLocation.URI)
	if err != nil {
		t.Fatal(err)
	}
	return uri.Path
}

// withLinks undoes the escapes of a message in which there might be links.
func withLinks(t testing.TB, text string) string {
	if !strings.Contains(text, "](") {
		return text
	}
	rest := strings.ReplaceAll(text, `\\`, "")
	if strings.Count(rest, "[") != strings.Count(rest, `\[`) || strings.Count(rest, "]") != strings.Count(rest, `\]`) {
		t.Errorf("there is a link in %q", text)
	}
	return strings.NewReplacer(`\\`, `\`, `\[`, "[", `\]`, "]").Replace(text)
}

func sarifSamples() map[string]tfcua.Report {
	reports := map[string]tfcua.Report{"everything": everything(), "warned": warned(), "sound": sound(), "nothing": nothing()}
	for seed := range uint64(12) {
		reports["forged "+strconv.Itoa(int(seed))] = forged(seed)
	}
	return reports
}

// The official schema, which go-sarif embeds.
func TestSARIFSchema(t *testing.T) {
	for name, r := range sarifSamples() {
		output := render(t, "sarif", r, inRepository)
		if err := validSARIF(output); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		// null is nothing to go-sarif, and nothing that the schema takes.
		if bytes.Contains(output, []byte(": null")) {
			t.Errorf("%s: there is a null in it:\n%s", name, output)
		}
	}
	output := render(t, "sarif", everything(), inRepository)
	for _, change := range [][2]string{
		{`"level": "error"`, `"level": "fatal"`},
		{`"kind": "external"`, `"kind": "policy"`},
		{`"startLine": 12`, `"startLine": 0`},
		{`"guid": "`, `"guid": "x`},
	} {
		changed := bytes.Replace(output, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(changed, output) || validSARIF(changed) == nil {
			t.Errorf("the schema takes %s", change[1])
		}
	}
}

func validSARIF(output []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(output))
	decoder.DisallowUnknownFields() // they would not reach the schema
	if err := decoder.Decode(new(sarif.Report)); err != nil {
		return err
	}
	log, err := sarif.FromBytes(output)
	if err != nil {
		return err
	}
	// go-sarif adds what a log need not have, and what the schema then refuses for
	// being empty.
	for _, run := range log.Runs {
		run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en-US", "en-US", []string{"\n"}
	}
	return log.Validate()
}

// GitHub's code scanning asks for more than the schema.
func TestSARIFCodeScanning(t *testing.T) {
	for name, r := range sarifSamples() {
		run := readSARIFLog(t, render(t, "sarif", r, inRepository)).Runs[0]
		if len(run.Tool.Driver.Rules) != len(tfcua.Rules) {
			t.Errorf("%s: there are %d rules", name, len(run.Tool.Driver.Rules))
		}
		for _, rule := range run.Tool.Driver.Rules {
			for _, text := range []string{rule.ShortDescription.Text, rule.FullDescription.Text} {
				if text == "" || len(text) > 1024 {
					t.Errorf("%s: a description of %s has %d characters", name, rule.ID, len(text))
				}
			}
			if rule.Help.Text == "" || rule.Help.Markdown == "" || !strings.HasSuffix(rule.HelpURI, "docs/rules.md#"+strings.ToLower(rule.ID)) {
				t.Errorf("%s: %s has no help", name, rule.ID)
			}
		}
		guids := make(map[string]bool)
		for _, result := range run.Results {
			if result.RuleIndex == nil || run.Tool.Driver.Rules[*result.RuleIndex].ID != result.RuleID {
				t.Errorf("%s: the rule of %s is another one", name, result.RuleID)
			}
			if result.Message.Text == "" || len(result.PartialFingerprints["tfcua/v1"]) != 32 || len(result.Locations) != 1 {
				t.Errorf("%s: a result is not whole: %+v", name, result)
			}
			place := result.Locations[0].PhysicalLocation
			if place.ArtifactLocation.URI == "" || place.Region.StartLine < 1 {
				t.Errorf("%s: a result is nowhere: %+v", name, result)
			}
			for _, suppression := range result.Suppressions {
				if suppression.Status != "accepted" || guids[suppression.GUID] {
					t.Errorf("%s: a suppression is not right: %+v", name, suppression)
				}
				guids[suppression.GUID] = true
			}
		}
	}
}

func TestSARIFPaths(t *testing.T) {
	for _, c := range []struct {
		file, input, uri, base string
	}{
		{"main.tf", "prod", "stacks/main.tf", "%SRCROOT%"},
		{"../a b/100%#?.tf", "prod", "a%20b/100%25%23%3F.tf", "%SRCROOT%"},
		{"../a:b.tf", "prod", "./a:b.tf", "%SRCROOT%"},
		{"/repo/é.tf", "prod", "%C3%A9.tf", "%SRCROOT%"},
		{"/elsewhere/main.tf", "prod", "file:///elsewhere/main.tf", ""},
		{"../../elsewhere/main.tf", "prod", "../../elsewhere/main.tf", ""},
		{"", "plan.json", "stacks/plan.json", "%SRCROOT%"},
		{"", ".", "stacks", "%SRCROOT%"},
		{"", "-", "standard%20input", "%SRCROOT%"},
	} {
		if strings.HasPrefix(c.file, "/") && !filepath.IsAbs(c.file) {
			continue // on Windows, where it is below the current drive
		}
		r := warned()
		r.Findings[0].File, r.Findings[0].Input = c.file, c.input
		result := readSARIFLog(t, render(t, "sarif", r, inRepository)).Runs[0].Results[0]
		if got := result.Locations[0].PhysicalLocation.ArtifactLocation; got.URI != c.uri || got.URIBaseID != c.base {
			t.Errorf("%q of %q is at %q of %q, want %q of %q", c.file, c.input, got.URI, got.URIBaseID, c.uri, c.base)
		}
	}
}

func TestSARIFSuppressions(t *testing.T) {
	for _, c := range []struct {
		by       tfcua.IgnoredBy
		where    string
		kind     string
		uri      string
		line     int
		reason   string
		justness string
	}{
		{tfcua.ByPolicy, ".tfcua.hcl:12", "external", "stacks/.tfcua.hcl", 12, "a sandbox", "by the policy (.tfcua.hcl:12), reason: a sandbox"},
		{tfcua.ByComment, "prod/main.tf:3", "inSource", "stacks/prod/main.tf", 3, "", "by a comment (prod/main.tf:3)"},
		{tfcua.ByBaseline, "tfcua-baseline.json", "external", "stacks/tfcua-baseline.json", 1, "", "by the baseline (tfcua-baseline.json)"},
		{tfcua.ByBaseline, "a:b", "external", "stacks/a:b", 1, "", "by the baseline (a:b)"},
	} {
		r := warned()
		r.Ignored = []tfcua.Ignored{{Finding: r.Findings[0], By: c.by, Where: c.where, Reason: c.reason}}
		results := readSARIFLog(t, render(t, "sarif", joined(r, tfcua.Error), inRepository)).Runs[0].Results
		if len(results) != 2 || len(results[0].Suppressions) != 0 || len(results[1].Suppressions) != 1 {
			t.Fatalf("the results are %+v", results)
		}
		got := results[1].Suppressions[0]
		place := got.Location.PhysicalLocation
		if got.Kind != c.kind || got.Justification != c.justness || place.ArtifactLocation.URI != c.uri || place.Region.StartLine != c.line {
			t.Errorf("what %s ignores is %+v", c.where, got)
		}
	}
}

func TestSARIFVersion(t *testing.T) {
	for _, c := range []struct{ version, semantic string }{
		{"1.2.3", "1.2.3"},
		{"v1.2.3", "1.2.3"},
		{"v0.0.0-20250102030405-0123456789ab", "0.0.0-20250102030405-0123456789ab"},
		{"1.2.3-rc.1+dirty", "1.2.3-rc.1+dirty"},
		{"devel", ""},
		{"1.2", ""},
		{"", ""},
	} {
		format, _ := report.FormatByName("sarif")
		var b bytes.Buffer
		if err := format.Write(&b, nothing(), report.Options{Version: c.version}); err != nil {
			t.Fatal(err)
		}
		driver := readSARIFLog(t, b.Bytes()).Runs[0].Tool.Driver
		if driver.Version != c.version || driver.SemanticVersion != c.semantic {
			t.Errorf("version %q is %q and %q", c.version, driver.Version, driver.SemanticVersion)
		}
	}
}
