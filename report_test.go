package tfcua

import (
	"slices"
	"strings"
	"testing"
)

// TestSummary counts findings by severity, and allows what is less grave than the
// severity that fails.
func TestSummary(t *testing.T) {
	of := func(severities ...Severity) Report {
		var r Report
		for _, severity := range severities {
			r.Findings = append(r.Findings, Finding{Severity: severity})
		}
		return r
	}
	for _, test := range []struct {
		report Report
		failOn Severity
		want   Summary
	}{
		{of(), Note, Summary{Allow: true}},
		{of(Error, Error, Warning), Error, Summary{Errors: 2, Warnings: 1}},
		{of(Warning, Note, Note), Error, Summary{Warnings: 1, Notes: 2, Allow: true}},
		{of(Warning, Note), Warning, Summary{Warnings: 1, Notes: 1}},
		{of(Note), Warning, Summary{Notes: 1, Allow: true}},
		{of(Note), Note, Summary{Notes: 1}},
	} {
		test.want.FailOn = test.failOn
		if got := Join([]Report{test.report}, test.failOn).Summary; got != test.want {
			t.Errorf("%+v from %s: %+v, want %+v", test.report.Findings, test.failOn, got, test.want)
		}
	}
	for name, want := range map[string]bool{"error": true, "warning": true, "note": true, "Error": false, "": false, "fatal": false} {
		if _, ok := ParseSeverity(name); ok != want {
			t.Errorf("severity %q: %v", name, ok)
		}
	}
}

// Findings come in the order of the inputs, and there in that of their places.
func TestOrder(t *testing.T) {
	f := func(input, file string, line int, rule, address string) Finding {
		return Finding{Input: input, File: file, Start: Position{Line: line}, Rule: rule, Address: address}
	}
	want := []Finding{
		f("b", "", 0, "CUA301", ""),
		f("b", "a.tf", 1, "CUA101", "provider.azurerm"),
		f("b", "a.tf", 1, "CUA101", "provider.azurerm.west"),
		f("b", "a.tf", 1, "CUA110", "provider.azurerm"),
		f("b", "a.tf", 10, "CUA101", "provider.azurerm"),
		f("a", "a.tf", 1, "CUA101", "provider.azurerm"),
	}
	shuffled := []Finding{want[5], want[3], want[1], want[4], want[0], want[2]}
	joined := Join([]Report{{Inputs: []Input{{Path: "b"}, {Path: "a"}}, Findings: shuffled}}, Error)
	if !slices.Equal(joined.Findings, want) {
		t.Errorf("%+v", joined.Findings)
	}
}

func TestPolicies(t *testing.T) {
	report := Report{Inputs: []Input{{Policy: "a.hcl"}, {}, {Policy: "b.hcl"}, {Policy: "a.hcl"}}}
	if got := strings.Join(report.Policies(), " "); got != "a.hcl b.hcl" {
		t.Errorf("the policies are %s", got)
	}
}

// TestProved: a proof says of how many configurations what is sent, and on what
// that hangs; it is given only where everything that needs an ID has its own.
func TestProved(t *testing.T) {
	row := func(sent string, origin Origin) Attribution {
		return Attribution{Source: "registry.terraform.io/hashicorp/azurerm", Required: true, Sent: sent, Origin: origin}
	}
	azapi := row("pid-1", FromBlock)
	azapi.Source = "registry.terraform.io/azure/azapi"
	free := row("", FromNothing)
	free.Required = false
	for _, test := range []struct {
		what   string
		report Report
		want   string
	}{
		{"one", Report{Attribution: []Attribution{row("pid-1", FromBlock)}}, "at apply the one azurerm provider configuration sends pid-1."},
		{"one of azapi", Report{Attribution: []Attribution{azapi}}, "at apply the one provider configuration sends pid-1."},
		{"two", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("pid-1", FromBlock)}}, "at apply both azurerm provider configurations send pid-1."},
		{"two providers", Report{Attribution: []Attribution{azapi, row("pid-1", FromBlock)}}, "at apply both provider configurations send pid-1."},
		{"three", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("pid-1", FromBlock), row("pid-1", FromBlock)}}, "at apply all 3 azurerm provider configurations send pid-1."},
		{"two IDs", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("pid-2", FromBlock)}}, "at apply each of the 2 azurerm provider configurations sends its tracking ID, 2 different ones in all."},
		{"two IDs of three", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("pid-2", FromBlock), row("pid-1", FromBlock)}}, "at apply each of the 3 azurerm provider configurations sends its tracking ID, 2 different ones in all."},
		{"an unused one besides", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("", UnusedOrigin)}}, "at apply the one azurerm provider configuration sends pid-1."},
		{"one besides that needs none", Report{Attribution: []Attribution{row("pid-1", FromBlock), free}}, "at apply the one azurerm provider configuration sends pid-1."},
		{"by the environment", Report{Attribution: []Attribution{row("pid-1", FromEnvironment), row("pid-1", FromBlock)}}, "at apply both azurerm provider configurations send pid-1, provided that the apply has the environment of this check."},
		{"by the user agent", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("pid-1", FromUserAgent)}}, "at apply both azurerm provider configurations send pid-1, provided that the apply has the environment of this check."},
		{"by the folder beside plan JSON", Report{Inputs: []Input{{Folder: true}}, Attribution: []Attribution{row("pid-1", FromBlock)}}, "at apply the one azurerm provider configuration sends pid-1, provided that the folder is what was planned."},
		{"by policies", Report{Inputs: []Input{{Policy: "a.hcl"}, {Policy: "b.hcl"}}, Attribution: []Attribution{row("pid-1", FromBlock)}}, "at apply the one azurerm provider configuration sends pid-1, by the policy a.hcl and b.hcl."},

		{"none", Report{}, ""},
		{"none in use", Report{Attribution: []Attribution{row("", UnusedOrigin), free}}, ""},
		{"one of two", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("pid-2", FromDefault)}}, ""},
		{"inferred", Report{Attribution: []Attribution{row("pid-1", FromInference)}}, ""},
		{"one refused", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("", RefusedOrigin)}}, ""},
		{"one unknown", Report{Attribution: []Attribution{row("pid-1", FromBlock), row("", UnknownOrigin)}}, ""},
		{"one unknown that needs none", Report{Attribution: []Attribution{row("pid-1", FromBlock), {Origin: UnknownOrigin}}}, ""},
		{"with a finding", Report{Findings: []Finding{{}}, Attribution: []Attribution{row("pid-1", FromBlock)}}, ""},
		{"with one ignored", Report{Ignored: []Ignored{{}}, Attribution: []Attribution{row("pid-1", FromBlock)}}, ""},
	} {
		if got := test.report.proved(); got != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}
