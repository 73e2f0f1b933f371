package tfcua

import (
	"slices"
	"strings"
	"testing"
)

// version parses a version of a table.
func version(t *testing.T, text string) Version {
	t.Helper()
	v, err := ParseVersion(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// azurermWith is a configuration of azurerm with a partner_id, as the tables
// above write it, and a selected version.
func azurermWith(partnerID, selected string) Configuration {
	address, _ := ParseSource("hashicorp/azurerm")
	c := Configuration{
		Input:     Input{Path: "infra", Kind: Folder},
		Providers: []ProviderConfig{{Source: address, LocalName: "azurerm", PartnerID: written(partnerID), DisableTerraformPartnerID: UnsetSetting()}},
	}
	if selected != "" {
		c.Selections = []Selection{{Source: address, Version: selected}}
	}
	return c
}

// rulesOf are the rules that findings are of.
func rulesOf(findings []Finding) string {
	var rules []string
	for _, finding := range findings {
		rules = append(rules, finding.Rule)
	}
	return strings.Join(rules, " ")
}

// TestPolicyOnTrackingIDs holds IDs against lists and kinds: a registered GUID is
// one however it is written, and one mistake is one rule.
func TestPolicyOnTrackingIDs(t *testing.T) {
	const market = "pid-" + g + "-partnercenter"
	for _, test := range []struct {
		partnerID, environment string
		accept                 []Form
		registered             []string
		want                   string
	}{
		{"G", "", nil, nil, ""},
		{"G", "", nil, []string{g}, ""},
		{"G^", "", nil, []string{g}, ""},
		{"G", "", nil, []string{strings.ToUpper(g)}, ""},
		{"G", "", nil, []string{e}, "CUA107"},
		{"G", "", nil, []string{market}, "CUA107"}, // the same GUID, of another kind
		{"pid-G-partnercenter", "", nil, []string{g}, "CUA107"},
		{"pid-G-partnercenter", "", nil, []string{market}, ""},
		{"pid-G-partnercenter", "", nil, []string{strings.ToUpper(market)}, ""},
		{"pid-G", "", nil, []string{g}, "CUA103"}, // the prefix is the mistake, whatever is listed
		{"pid-G", "", nil, []string{e}, "CUA103"},
		{"1234567", "", nil, []string{e}, "CUA104"},
		{"TF", "", nil, []string{e}, "CUA105"},
		{"", "", nil, []string{e}, "CUA102"},
		{"-", "", nil, []string{e}, "CUA101"},
		{"G", "", []Form{BareGUID}, nil, ""},
		{"G", "", []Form{Marketplace}, nil, "CUA106"},
		{"G", "", []Form{Marketplace}, []string{e}, "CUA106"},
		{"pid-G-partnercenter", "", []Form{BareGUID}, nil, "CUA106"},
		{"pid-G-partnercenter", "", []Form{BareGUID, Marketplace}, nil, ""},
		// from the environment
		{"-", "ARM_PARTNER_ID=E", nil, []string{g}, "CUA107"},
		{"-", "ARM_PARTNER_ID=E", nil, []string{e}, ""},
		{"-", "ARM_PARTNER_ID=E", []Form{Marketplace}, nil, "CUA106"},
		// from the user agent alone
		{"-", "AZURE_HTTP_USER_AGENT=pid-E", nil, []string{e}, ""},
		{"-", "AZURE_HTTP_USER_AGENT=pid-E", nil, []string{g}, "CUA107"},
		{"-", "AZURE_HTTP_USER_AGENT=pid-E", []Form{Marketplace}, nil, "CUA106"},
		{"-", "AZURE_HTTP_USER_AGENT=pid-E", []Form{BareGUID}, nil, ""},
		{"-", "AZURE_HTTP_USER_AGENT=pid-contoso-backup-partnercenter", []Form{Marketplace}, nil, ""},
		{"-", "AZURE_HTTP_USER_AGENT=pid-contoso-backup-partnercenter", []Form{BareGUID}, nil, "CUA106"},
		{"-", "AZURE_HTTP_USER_AGENT=pid-contoso-backup-partnercenter", nil, []string{g}, "CUA107"},
	} {
		environment := Environment{}
		name, value, _ := strings.Cut(test.environment, "=")
		environment[name] = letters(value)
		configuration := azurermWith(test.partnerID, "4.0.0")
		if name == userAgentVariable {
			configuration.Providers[0].DisableTerraformPartnerID = KnownSetting("true")
			environment[name] = value
			if strings.HasSuffix(value, "pid-E") {
				environment[name] = "pid-" + e
			}
		}
		policy := Policy{File: ".tfcua.hcl", Kinds: test.accept}
		for _, id := range test.registered {
			policy.Registrations = append(policy.Registrations, Registration{ID: id})
		}
		if got := rulesOf(Check(configuration, environment, Options{Policy: policy}).Findings); got != test.want {
			t.Errorf("partner_id %q, %q, accept %v, registered %q: %s, want %s", test.partnerID, test.environment, test.accept, test.registered, got, test.want)
		}
	}
}

// What plan JSON only refers to may be another ID by the time it is sent: one
// that the policy refuses is not known to be refused.
func TestPolicyOnInferredTrackingIDs(t *testing.T) {
	for _, test := range []struct {
		policy Policy
		want   string
	}{
		{Policy{}, "CUA112"},
		{Policy{Registrations: []Registration{{ID: g}}}, "CUA112"},
		{Policy{Registrations: []Registration{{ID: e}}}, "CUA108"},
		{Policy{Kinds: []Form{Marketplace}}, "CUA108"},
	} {
		configuration := azurermWith("-", "4.0.0")
		configuration.Providers[0].PartnerID = InferredSetting(g)
		report := Check(configuration, nil, Options{Policy: test.policy})
		if got := rulesOf(report.Findings); got != test.want {
			t.Errorf("%+v: %s, want %s", test.policy, got, test.want)
		}
		for _, finding := range report.Findings {
			if finding.Rule == "CUA108" && !strings.Contains(finding.Message, test.policy.Refuses(g)) {
				t.Errorf("%q does not say that %s", finding.Message, test.policy.Refuses(g))
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	both := Policy{Kinds: []Form{BareGUID, Marketplace}, Registrations: []Registration{{ID: e}}}
	for _, test := range []struct {
		policy Policy
		id     string
		want   string
	}{
		{Policy{}, g, ""},
		{Policy{Kinds: []Form{BareGUID}}, "pid-" + g + "-partnercenter", "the policy accepts registered GUIDs only"},
		{Policy{Kinds: []Form{Marketplace}}, g, "the policy accepts marketplace tracking IDs only"},
		{both, g, "it is none of the tracking IDs that the policy lists"},
		{both, strings.ToUpper(e), ""},
	} {
		if got := test.policy.Refuses(test.id); got != test.want {
			t.Errorf("%s: %q, want %q", test.id, got, test.want)
		}
	}
}

func TestSeverity(t *testing.T) {
	policy := Policy{Severities: map[string]Severity{"CUA202": Error, "CUA101": Note}, Unknown: Note}
	for rule, want := range map[string]Severity{
		"CUA101": Note,    // its own
		"CUA202": Error,   // its own before that of the unknown
		"CUA108": Note,    // of the unknown
		"CUA112": Note,    //
		"CUA103": Warning, // as given
	} {
		if got := policy.severity(rule, Warning); got != want {
			t.Errorf("%s: %s, want %s", rule, got, want)
		}
	}
}

// A finding that counts less by the policy does not make what it is about
// attributed.
func TestSeverityDoesNotMendCoverage(t *testing.T) {
	configuration := azurermWith("TF", "4.0.0")
	configuration.Plan = &Plan{Complete: true}
	configuration.Providers[0].Resources = &Resources{}
	configuration.Providers[0].Resources.Add("azurerm_resource_group.a", ResourceCounts{Create: 1})
	for _, policy := range []Policy{
		{},
		{Severities: map[string]Severity{"CUA105": Note}},
		{Ignores: []Ignore{{Rule: "CUA105"}}},
	} {
		report := Join([]Report{Check(configuration, nil, Options{Policy: policy})}, Error)
		if report.Coverage[0].Unattributed[""] != 1 {
			t.Errorf("%+v: %+v", policy, report.Coverage)
		}
		if report.Summary.Proved != "" {
			t.Errorf("%+v: proved %q", policy, report.Summary.Proved)
		}
	}
}

func TestMinimumVersions(t *testing.T) {
	for _, test := range []struct {
		minimum, constraint, selected string
		want, says                    string
	}{
		{"3.21.0", ">= 4.0", "", "", ""},
		{"3.21.0", ">= 3.0", "", "CUA202", "the oldest that the policy accepts"},
		{"3.21.0", "", "", "CUA202", "before 3.21.0"},
		{"3.21.0", "~> 3.20.0", "", "CUA201", "the policy wants 3.21.0 at least"},
		{"3.21.0", ">= 3.0", "3.20.0", "CUA201", "the lock file selects 3.20.0, and the policy wants 3.21.0 at least"},
		{"3.21.0", ">= 3.0", "3.21.0", "", ""},
		{"3.21.0", "", "1.20.0", "CUA201", "partner_id came with 1.21.0"}, // older than both: what is worse is said
		{"1.0.0", "", "1.21.0", "", ""},
		{"1.0.0", "", "1.20.0", "CUA201", "partner_id came with 1.21.0"}, // a policy cannot lower it
		{"4.0.0", "4.0.0-beta1", "4.0.0-beta1", "CUA201", "the policy wants 4.0.0"},
		{"4.0.0-beta1", "", "4.0.0", "", ""},
		{"4.0.1", "", "4.0.0", "CUA201", "the lock file selects 4.0.0"},
	} {
		configuration := azurermWith("-", test.selected)
		if test.constraint != "" {
			configuration.Requirements = []Requirement{{Source: configuration.Providers[0].Source, Constraint: test.constraint}}
		}
		policy := Policy{MinimumVersions: map[string]Version{"azurerm": version(t, test.minimum)}, Ignores: []Ignore{{Rule: "CUA101"}, {Rule: "CUA108"}}}
		findings := Check(configuration, Environment{partnerIDVariable: g}, Options{Policy: policy}).Findings
		if got := rulesOf(findings); got != test.want || got != "" && !strings.Contains(findings[0].Message, test.says) {
			t.Errorf("minimum %s, constraint %q, selected %q: %s %+v, want %s (%s)", test.minimum, test.constraint, test.selected, got, findings, test.want, test.says)
		}
	}
}

func TestMirrors(t *testing.T) {
	private, _ := ParseSource("terraform.example.com/platform/azurerm")
	fork, _ := ParseSource("foo/azurerm")
	mirrors := Mirrors{private: &Catalogue[0]}
	for source, want := range map[Source]*Provider{private: &Catalogue[0], fork: nil, {DefaultHost, "hashicorp", "azurerm"}: &Catalogue[0]} {
		if got := mirrors.Provider(source); got != want {
			t.Errorf("%s: %v, want %v", source, got, want)
		}
	}
	configuration := azurermWith("TF", "4.0.0")
	configuration.Providers[0].Source, configuration.Selections[0].Source = private, private
	if report := Check(configuration, nil, Options{}); len(report.Findings)+len(report.Attribution) > 0 {
		t.Errorf("without the policy: %+v", report)
	}
	if got := rulesOf(Check(configuration, nil, Options{Policy: Policy{Mirrors: mirrors}}).Findings); got != "CUA105" {
		t.Errorf("with the policy: %s, want CUA105", got)
	}
}

// Reports name the entry of an ID that is sent and may be shown.
func TestRegistrationInAttribution(t *testing.T) {
	policy := Policy{Registrations: []Registration{{ID: strings.ToUpper(g), Offer: "backup"}}}
	row := func(change func(*ProviderConfig)) Attribution {
		configuration := azurermWith("G", "4.0.0")
		change(&configuration.Providers[0])
		return Check(configuration, nil, Options{Policy: policy}).Attribution[0]
	}
	if got := row(func(*ProviderConfig) {}).Registration; got == nil || got.Offer != "backup" {
		t.Errorf("the entry is %+v", got)
	}
	for what, change := range map[string]func(*ProviderConfig){
		"sensitive": func(p *ProviderConfig) { p.PartnerID.Sensitive = true },
		"unused":    func(p *ProviderConfig) { p.Use = Unused },
		"another":   func(p *ProviderConfig) { p.PartnerID = KnownSetting(e) },
	} {
		if got := row(change).Registration; got != nil {
			t.Errorf("%s: the entry is %+v", what, got)
		}
	}
}

func TestBehaviours(t *testing.T) {
	show := func(id string) (all []string) {
		for i := range Catalogue {
			for _, b := range Catalogue[i].Behaviours(id) {
				all = append(all, strings.Join([]string{Catalogue[i].Type, b.From.String(), b.Below.String(), short(b.Block), short(b.Environment)}, " "))
			}
		}
		return all
	}
	for id, want := range map[string][]string{
		g: {
			"azurerm 0.0.0 1.21.0 refused -", "azurerm 1.21.0 0.0.0 pid-" + g + " pid-" + g,
			"azapi 0.0.0 0.4.0 refused -", "azapi 0.4.0 0.0.0 pid-" + g + " pid-" + g,
			"azuread 0.0.0 0.0.0 pid-" + g + " pid-" + g,
		},
		"pid-" + g + "-partnercenter": {
			"azurerm 0.0.0 1.21.0 refused -", "azurerm 1.21.0 3.21.0 refused refused",
			"azurerm 3.21.0 0.0.0 pid-" + g + "-partnercenter pid-" + g + "-partnercenter",
			"azapi 0.0.0 0.4.0 refused -", "azapi 0.4.0 1.13.0 refused refused", "azapi 1.13.0 0.0.0 refused pid-pid-" + g + "-partnercenter",
			"azuread 0.0.0 0.0.0 refused refused",
		},
		"hunter2": {
			"azurerm 0.0.0 1.21.0 refused -", "azurerm 1.21.0 0.0.0 refused refused",
			"azapi 0.0.0 0.4.0 refused -", "azapi 0.4.0 1.13.0 refused refused", "azapi 1.13.0 0.0.0 refused pid-(7 characters: letters, digits)",
			"azuread 0.0.0 0.0.0 refused refused",
		},
	} {
		var mine []string
		for _, line := range show(id) {
			if kind, _, _ := strings.Cut(line, " "); slices.Contains([]string{"azurerm", "azapi", "azuread"}, kind) {
				mine = append(mine, line)
			}
		}
		if !slices.Equal(mine, want) {
			t.Errorf("%s:\n%s\nwant\n%s", id, strings.Join(mine, "\n"), strings.Join(want, "\n"))
		}
	}
}

func short(r Response) string {
	switch {
	case r.Refused:
		return "refused"
	case r.Sent == "":
		return "-"
	}
	return r.Sent
}
