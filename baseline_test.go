package tfcua

import (
	"path"
	"testing"
)

func fingerprints(report *Report, from string) map[string]bool {
	report.Fingerprint(func(p string) string { return path.Join(from, p) })
	all := make(map[string]bool)
	for _, finding := range report.Findings {
		all[finding.Fingerprint] = true
	}
	return all
}

// TestFingerprint: lines and wording do not count, what is wrong and where does.
func TestFingerprint(t *testing.T) {
	of := func(change func(*Finding)) string {
		f := Finding{Rule: "CUA107", Address: "provider.azurerm", File: "main.tf", Message: "partner_id is " + g, about: "provider.azurerm " + g, Start: Position{3, 1}}
		change(&f)
		report := Report{Findings: []Finding{f}}
		fingerprints(&report, "infra")
		return report.Findings[0].Fingerprint
	}
	before := of(func(*Finding) {})
	if len(before) != 32 {
		t.Errorf("%q is no fingerprint", before)
	}
	if before != "586869ff79334fcdf518a0b68928ab6f" {
		t.Errorf("%s: baselines that were written by earlier releases accept nothing any more", before)
	}
	for what, change := range map[string]func(*Finding){
		"line":     func(f *Finding) { f.Start.Line, f.End.Line = 9, 9 },
		"severity": func(f *Finding) { f.Severity = Note },
		"message":  func(f *Finding) { f.Message = "a better word" },
		"fix":      func(f *Finding) { f.Fix = "another mend" },
		"excerpt":  func(f *Finding) { f.Excerpt = "another line" },
		"input":    func(f *Finding) { f.Input = "plan.json" },
	} {
		if of(change) != before {
			t.Errorf("%s: another fingerprint", what)
		}
	}
	for what, change := range map[string]func(*Finding){
		"rule":    func(f *Finding) { f.Rule = "CUA106" },
		"address": func(f *Finding) { f.about, f.Address = "", "provider.azurerm.west" },
		"file":    func(f *Finding) { f.File = "other.tf" },
		"value":   func(f *Finding) { f.about = "provider.azurerm " + e },
		"no file": func(f *Finding) { f.File, f.Input = "", "plan.json" },
	} {
		if of(change) == before {
			t.Errorf("%s: the same fingerprint", what)
		}
	}
}

// What is accepted is accepted no more when the value changes, or the version; of
// a sensitive value nothing is taken, and of what may not be shown its length.
func TestFingerprintsOfValues(t *testing.T) {
	sensitive := func(id string) Configuration {
		c := azurermWith(id, "4.0.0")
		c.Providers[0].PartnerID.Sensitive = true
		return c
	}
	template := func(id string, mode Setting) Configuration {
		return Configuration{Templates: []Template{{Tracking: []TrackingDeployment{{Name: "pid-" + id, Literal: true, Mode: mode}}}}}
	}
	for _, test := range []struct {
		what          string
		before, after Configuration
		options       Options // of the check after
		same          bool
	}{
		{"the same", azurermWith("1234567", "4.0.0"), azurermWith("1234567", "4.0.0"), Options{}, true},
		{"another number", azurermWith("1234567", "4.0.0"), azurermWith("1234568", "4.0.0"), Options{}, false},
		{"another word", azurermWith("hunter2", "4.0.0"), azurermWith("hunter4", "4.0.0"), Options{}, true},
		{"a longer word", azurermWith("hunter2", "4.0.0"), azurermWith("hunter22", "4.0.0"), Options{}, false},
		{"another sensitive one", sensitive("1234567"), sensitive("12345678"), Options{}, true},
		{"shown", sensitive("1234567"), sensitive("1234567"), Options{ShowSensitive: true}, true},
		{"another version", azurermWith(g, "1.20.0"), azurermWith(g, "1.19.0"), Options{}, false},
		{"the same template", template(g, UnsetSetting()), template(g, UnsetSetting()), Options{}, true},
		{"a worse mode", template(g, UnsetSetting()), template(g, written("Complete")), Options{}, false},
		{"another suffix", template(tf+"-app", UnsetSetting()), template(tf+"-net", UnsetSetting()), Options{}, true},
		{"another number in a template", template("1234567", UnsetSetting()), template("1234568", UnsetSetting()), Options{}, false},
		{"another word in a template", template("hunter2!", UnsetSetting()), template("hunter4!", UnsetSetting()), Options{}, true},
		{"a longer word in a template", template("hunter2!", UnsetSetting()), template("hunter22!", UnsetSetting()), Options{}, false},
		{"another ID in a template", template(g, UnsetSetting()), template(e, UnsetSetting()), Options{}, false},
	} {
		before := Join([]Report{Check(test.before, nil, Options{})}, Error)
		after := Join([]Report{Check(test.after, nil, test.options)}, Error)
		accepted := fingerprints(&before, "")
		fingerprints(&after, "")
		if after.Accept(accepted, "baseline.json"); len(accepted) == 0 || (len(after.Findings) == 0) != test.same {
			t.Errorf("%s: %d accepted, and left is %+v", test.what, len(accepted), after.Findings)
		}
	}
}

// Where the user agent alone tags, its ID is what is accepted; where no ID is
// set at all, whatever is sent in its place.
func TestFingerprintsOfUserAgents(t *testing.T) {
	check := func(disable, userAgent string) Report {
		c := azurermOf("-", func(p *ProviderConfig) { p.DisableTerraformPartnerID = written(disable) })
		return Check(c, environmentOf("AZURE_HTTP_USER_AGENT="+userAgent), Options{Policy: Policy{Registrations: []Registration{{ID: g}}}})
	}
	for _, test := range []struct {
		what          string
		before, after Report
		same          bool
	}{
		{"the same ID", check("true", "pid-X"), check("true", "pid-X"), true},
		{"another ID", check("true", "pid-X"), check("true", "pid-E"), false},
		{"none, and HashiCorp's own is sent no more", check("-", ""), check("true", ""), true},
	} {
		accepted := fingerprints(&test.before, "")
		fingerprints(&test.after, "")
		if test.after.Accept(accepted, "baseline.json"); len(accepted) == 0 || (len(test.after.Findings) == 0) != test.same {
			t.Errorf("%s: %d accepted, and left is %+v", test.what, len(accepted), test.after.Findings)
		}
	}
}

// Findings alike are told apart by their number: one more is a new one.
func TestFingerprintsOfTwins(t *testing.T) {
	twin := Finding{Rule: "CUA105", Address: "module.net.provider.azurerm", File: "net.tf", Message: "the same"}
	one, two, three := Report{Findings: []Finding{twin}}, Report{Findings: []Finding{twin, twin}}, Report{Findings: []Finding{twin, twin, twin}}
	accepted := fingerprints(&two, "")
	if len(accepted) != 2 {
		t.Fatalf("%d fingerprints of two findings", len(accepted))
	}
	ignored := Report{Findings: []Finding{twin}, Ignored: []Ignored{{Finding: twin}}}
	fingerprints(&ignored, "")
	if !accepted[ignored.Findings[0].Fingerprint] || !accepted[ignored.Ignored[0].Finding.Fingerprint] || ignored.Findings[0].Fingerprint == ignored.Ignored[0].Finding.Fingerprint {
		t.Errorf("one that is ignored has the fingerprint %s", ignored.Ignored[0].Finding.Fingerprint)
	}
	for report, want := range map[*Report]int{&one: 0, &two: 0, &three: 1} {
		fingerprints(report, "")
		if report.Accept(accepted, "baseline.json"); len(report.Findings) != want {
			t.Errorf("%d findings are left, want %d", len(report.Findings), want)
		}
	}
}

// What a fingerprint is made of must not hold paths but the file's: it is to be
// the same from every working directory.
func TestFingerprintFromAnywhere(t *testing.T) {
	check := func(policyFile string) Report {
		return Check(azurermWith("G", "4.0.0"), nil, Options{Policy: Policy{File: policyFile, Registrations: []Registration{{ID: e}}, RefuseComments: true}})
	}
	here, there := check(".tfcua.hcl"), check("../../.tfcua.hcl")
	accepted := fingerprints(&here, "")
	fingerprints(&there, "")
	there.Accept(accepted, "baseline.json")
	if len(there.Findings) != 0 || len(there.Ignored) != 1 {
		t.Errorf("from elsewhere: %+v", there.Findings)
	}
}

func TestAccept(t *testing.T) {
	report := Join([]Report{Check(azurermWith("TF", "1.20.0"), nil, Options{})}, Error)
	if len(report.Findings) < 2 || report.Summary.Allow {
		t.Fatalf("%+v", report.Findings)
	}
	all := fingerprints(&report, "")
	first := map[string]bool{report.Findings[0].Fingerprint: true}
	before := len(report.Findings)
	report.Accept(first, "baseline.json")
	if len(report.Findings) != before-1 || report.Summary.Allow || report.Summary.Ignored != 1 || report.Ignored[0].By != ByBaseline || report.Ignored[0].Where != "baseline.json" {
		t.Errorf("after the first: %+v", report.Summary)
	}
	report.Accept(all, "baseline.json")
	if report.Findings == nil || len(report.Findings) != 0 || !report.Summary.Allow || report.Summary.Proved != "" {
		t.Errorf("after all: %+v", report.Summary)
	}
	report.Accept(nil, "baseline.json")
	if len(report.Ignored) != before {
		t.Errorf("%d are accepted, want %d", len(report.Ignored), before)
	}
}
