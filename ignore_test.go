package tfcua

import (
	"strconv"
	"strings"
	"testing"
)

// ofTwo is a configuration with a placeholder in a default configuration and in
// an alias, in the root module and in one that it calls.
func ofTwo() Configuration {
	c := azurermWith("TF", "4.0.0")
	for _, more := range []ProviderConfig{{Alias: "west"}, {Module: "module.net"}, {Module: "module.network"}, {Module: "module.net.module.sub", Alias: "west"}} {
		config := c.Providers[0]
		config.Alias, config.Module = more.Alias, more.Module
		c.Providers = append(c.Providers, config)
	}
	for i := range c.Providers {
		c.Providers[i].PartnerID.Written = Location{File: "infra/main.tf", Start: Position{10 * (i + 1), 3}, End: Position{10 * (i + 1), 50}}
	}
	return c
}

// TestIgnores says of ignores of the policy which findings they accept.
func TestIgnores(t *testing.T) {
	const all = "provider.azurerm provider.azurerm.west module.net.provider.azurerm module.net.module.sub.provider.azurerm.west module.network.provider.azurerm"
	covers := func(path string) func(string) bool { return func(at string) bool { return at == path } }
	for _, test := range []struct {
		what   string
		ignore Ignore
		want   string // the addresses that are accepted
	}{
		{"another rule", Ignore{Rule: "CUA104"}, ""},
		{"everywhere", Ignore{Rule: "CUA105"}, all},
		{"a file", Ignore{Rule: "CUA105", Covers: covers("infra/main.tf")}, all},
		{"another file", Ignore{Rule: "CUA105", Covers: covers("main.tf")}, ""},
		{"the input, where the finding has a file", Ignore{Rule: "CUA105", Covers: covers("infra")}, ""},
		{"the default configuration alone", Ignore{Rule: "CUA105", Address: "provider.azurerm"}, "provider.azurerm"},
		{"an alias", Ignore{Rule: "CUA105", Address: "provider.azurerm.west"}, "provider.azurerm.west"},
		{"a module with what is in it", Ignore{Rule: "CUA105", Address: "module.net"}, "module.net.provider.azurerm module.net.module.sub.provider.azurerm.west"},
		{"a configuration in a module", Ignore{Rule: "CUA105", Address: "module.net.provider.azurerm"}, "module.net.provider.azurerm"},
		{"no address", Ignore{Rule: "CUA105", Address: "provider"}, ""},
		{"half an address", Ignore{Rule: "CUA105", Address: "module"}, ""},
		{"half a name", Ignore{Rule: "CUA105", Address: "provider.azure"}, ""},
		{"an address in another file", Ignore{Rule: "CUA105", Address: "module.net", Covers: covers("other.tf")}, ""},
		{"until a day that is over", Ignore{Rule: "CUA105", Until: "2020-01-31", Expired: true}, ""},
		{"until a day to come", Ignore{Rule: "CUA105", Until: "2999-01-31"}, all},
	} {
		report := Check(ofTwo(), nil, Options{Policy: Policy{Ignores: []Ignore{test.ignore}}})
		var got []string
		for _, ignored := range report.Ignored {
			got = append(got, ignored.Finding.Address)
			if ignored.By != ByPolicy || ignored.Until != test.ignore.Until {
				t.Errorf("%s: %+v", test.what, ignored)
			}
		}
		want := strings.Fields(test.want)
		if len(got) != len(want) || len(report.Findings)+len(report.Ignored) != 5 {
			t.Errorf("%s: accepted %q, want %q", test.what, got, want)
		}
		for _, address := range want {
			if !strings.Contains(" "+strings.Join(got, " ")+" ", " "+address+" ") {
				t.Errorf("%s: %s is not accepted", test.what, address)
			}
		}
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		address, of string
		want        bool
	}{
		{`provider["registry.terraform.io/hashicorp/azurerm"]`, `provider["registry.terraform.io/hashicorp/azurerm"]`, true},
		{`provider["registry.terraform.io/hashicorp/azurerm"]`, "provider", false},
		{`provider.azurerm.by_region["eu"]`, "provider.azurerm.by_region", true},
		{`provider.azurerm.by_region["eu"]`, "provider.azurerm", false},
		{`module.net["a.b"].provider.azurerm`, "module.net", true},
		{`module.net["a.b"].provider.azurerm`, `module.net["a.b"]`, true},
		{`module.provider.provider.azurerm`, "module.provider", true},
		{`module.a.azurerm_resource_group_template_deployment.t.deployment["pid-x"]`, "module.a.azurerm_resource_group_template_deployment.t", true},
		{"provider.module.west", "provider.module", false},
		{"", "provider.azurerm", false},
		{`AZURE_HTTP_USER_AGENT["Dockerfile"][2]`, `AZURE_HTTP_USER_AGENT["Dockerfile"]`, true},
		{`AZURE_HTTP_USER_AGENT["Dockerfile"]`, `AZURE_HTTP_USER_AGENT["Dockerfile"][2]`, false},
	} {
		if got := within(test.address, test.of); got != test.want {
			t.Errorf("%s within %s is %v", test.address, test.of, got)
		}
	}
}

// The paths in a saved plan begin within it: it goes by its own.
func TestIgnoresOfSavedPlans(t *testing.T) {
	at := func(wanted string) []Ignore {
		return []Ignore{{Rule: "CUA105", Covers: func(path string) bool { return path == wanted }}}
	}
	for _, test := range []struct {
		kind   Kind
		file   string
		covers string
		want   int
	}{
		{SavedPlan, "main.tf", "infra", 1},
		{SavedPlan, "main.tf", "main.tf", 0},
		{PlanJSON, "main.tf", "main.tf", 1}, // with the folder beside it
		{PlanJSON, "", "infra", 1},
		{Folder, "main.tf", "infra", 0},
	} {
		c := azurermWith("TF", "4.0.0")
		c.Input.Kind = test.kind
		c.Providers[0].Written.File = test.file
		if got := len(Check(c, nil, Options{Policy: Policy{Ignores: at(test.covers)}}).Ignored); got != test.want {
			t.Errorf("%s, %q, ignore %s: %d are accepted, want %d", test.kind, test.file, test.covers, got, test.want)
		}
	}
}

func TestParseIgnoreComment(t *testing.T) {
	for text, want := range map[string]string{
		" CUA105 a reason":                      "CUA105: a reason",
		"\tCUA105\ta  reason\n  in two lines":   "CUA105: a reason in two lines",
		" CUA105,tracking-id-unregistered both": "CUA105 CUA107: both",
		"":                                      "it names no rule",
		"  ":                                    "it names no rule",
		"-next-line CUA105 a reason":            "it names no rule",
		"CUA105 a reason":                       "it names no rule",
		" CUA105":                               "it gives no reason",
		" CUA105 \t":                            "it gives no reason",
		" CUA999 a reason":                      "there is no rule of that name",
		" CUA105, CUA107 a reason":              "there is no rule of that name",
		" cua105 a reason":                      "there is no rule of that name",
		" all a reason":                         "there is no rule of that name",
		" * a reason":                           "there is no rule of that name",
		" CUA105,CUA999 half of it is no rule":  "there is no rule of that name",
		" a reason that forgets to name its rule": "there is no rule of that name",
	} {
		comment, ok := ParseIgnoreComment("#", IgnoreMark+text)
		got := strings.Join(comment.Rules, " ") + ": " + comment.Reason
		if comment.Fault != "" {
			got = comment.Fault
		}
		if !ok || !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"", "tfcua", "see tfcua:ignore", "TFCUA:IGNORE CUA105 x"} {
		if _, ok := ParseIgnoreComment("#", text); ok {
			t.Errorf("%q is an ignore", text)
		}
	}
}

func comment(file string, line int, rules ...string) IgnoreComment {
	return IgnoreComment{Rules: rules, Reason: "a reason", Written: Location{File: file, Start: Position{line, 1}}, Line: line}
}

// TestIgnoreComments says which findings comments accept: those of their rules,
// in their file, on their line.
func TestIgnoreComments(t *testing.T) {
	faulty := comment("infra/main.tf", 10, "CUA105")
	faulty.Fault = "it gives no reason"
	for _, test := range []struct {
		what    string
		comment IgnoreComment
		want    int
	}{
		{"on the line", comment("infra/main.tf", 10, "CUA105"), 1},
		{"among others", comment("infra/main.tf", 10, "CUA104", "CUA105"), 1},
		{"another rule", comment("infra/main.tf", 10, "CUA104"), 0},
		{"another line", comment("infra/main.tf", 9, "CUA105"), 0},
		{"another file", comment("main.tf", 10, "CUA105"), 0},
		{"no file", comment("", 0, "CUA105"), 0},
		{"with a fault", faulty, 0},
	} {
		c := ofTwo()
		c.Comments = []IgnoreComment{test.comment}
		report := Check(c, nil, Options{})
		if len(report.Ignored) != test.want || len(report.Findings)+len(report.Ignored) != 5 {
			t.Errorf("%s: %d are accepted, want %d", test.what, len(report.Ignored), test.want)
		}
		joined := Join([]Report{report}, Error)
		if told := strings.Count(rulesOf(joined.Findings), "CUA601"); told != len(test.comment.Rules)-test.want {
			t.Errorf("%s: %d times CUA601", test.what, told)
		}
		c = ofTwo()
		c.Comments = []IgnoreComment{test.comment}
		refusing := Join([]Report{Check(c, nil, Options{Policy: Policy{File: "strict.hcl", RefuseComments: true}})}, Error)
		if len(refusing.Ignored) != 0 || strings.Count(rulesOf(refusing.Findings), "CUA601") != len(test.comment.Rules) {
			t.Errorf("%s, refused: %+v", test.what, refusing.Findings)
		}
	}
}

// One that is faulty does not keep others from counting.
func TestIgnoreCommentAfterAFaultyOne(t *testing.T) {
	faulty := comment("infra/main.tf", 2, "CUA105")
	faulty.Fault = "it gives no reason"
	c := ofTwo()
	c.Comments = []IgnoreComment{faulty, comment("infra/main.tf", 10, "CUA105")}
	if report := Check(c, nil, Options{}); len(report.Ignored) != 1 {
		t.Errorf("%d are accepted", len(report.Ignored))
	}
}

// Comments come in the order in which a reader meets them; each accepts what is on
// its own line, and of two on one line the first does.
func TestSeveralIgnoreComments(t *testing.T) {
	c := ofTwo()
	c.Comments = []IgnoreComment{comment("infra/main.tf", 40, "CUA105"), comment("infra/main.tf", 10, "CUA104"), comment("infra/main.tf", 25, "CUA105"), comment("infra/main.tf", 10, "CUA105"), comment("infra/main.tf", 10, "CUA105")}
	for i := range c.Comments {
		c.Comments[i].Reason = "comment " + strconv.Itoa(i)
	}
	var got []string
	for _, ignored := range Check(c, nil, Options{}).Ignored {
		got = append(got, strconv.Itoa(ignored.Finding.Start.Line)+": "+ignored.Reason)
	}
	if want := "10: comment 3, 40: comment 0"; strings.Join(got, ", ") != want {
		t.Errorf("accepted %q, want %s", got, want)
	}
}

// TestIdleIgnores: an ignore that has an effect in one input has one, and what
// has none in any is told once.
func TestIdleIgnores(t *testing.T) {
	input := func(path string, kind Kind, partnerID string, policy Policy) Report {
		c := azurermWith(partnerID, "4.0.0")
		c.Input = Input{Path: path, Kind: kind}
		c.Providers[0].PartnerID.Written = Location{File: "shared.tf", Start: Position{3, 1}, End: Position{3, 9}}
		c.Comments = []IgnoreComment{comment("shared.tf", 3, "CUA105")}
		return Check(c, nil, Options{Policy: policy})
	}
	expired := Policy{File: ".tfcua.hcl", Ignores: []Ignore{{Rule: "CUA104", Until: "2020-01-31", Expired: true, Written: Location{File: ".tfcua.hcl", Start: Position{1, 1}}}}}
	refusing := Policy{RefuseComments: true}
	for _, test := range []struct {
		what    string
		reports []Report
		want    string // what the CUA601 say, in a word
	}{
		{"used in one of two", []Report{input("a", Folder, "G", Policy{}), input("b", Folder, "TF", Policy{})}, ""},
		{"idle in both", []Report{input("a", Folder, "G", Policy{}), input("b", Folder, "G", Policy{})}, "nothing"},
		{"refused in one", []Report{input("a", Folder, "G", Policy{}), input("b", Folder, "TF", refusing)}, "allow"},
		{"refused in one, idle in the other", []Report{input("b", Folder, "TF", refusing), input("a", Folder, "G", Policy{})}, "allow"},
		{"two saved plans, each with sources of its own", []Report{input("a", SavedPlan, "TF", Policy{}), input("b", SavedPlan, "G", Policy{})}, "nothing"},
		{"expired for both", []Report{input("a", SavedPlan, "TF", expired), input("b", SavedPlan, "TF", expired)}, "last day"},
	} {
		var got []string
		for _, finding := range Join(test.reports, Error).Findings {
			if finding.Rule != "CUA601" {
				continue
			}
			for _, word := range []string{"nothing", "allow", "last day"} {
				if strings.Contains(finding.Message, word) {
					got = append(got, word)
				}
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}

// TestExpiredIgnores: an ignore whose last day is over is told once, of the first
// input that it is about, or of the first of all.
func TestExpiredIgnores(t *testing.T) {
	input := func(path, partnerID string, ignore Ignore) Report {
		ignore.Rule, ignore.Until, ignore.Expired = "CUA105", "2020-01-31", true
		c := azurermWith(partnerID, "4.0.0")
		c.Input = Input{Path: path, Kind: Folder}
		return Check(c, nil, Options{Policy: Policy{Ignores: []Ignore{ignore}}})
	}
	for _, test := range []struct {
		what   string
		ignore Ignore
		ids    [3]string // of the inputs a, b and c
		want   string
	}{
		{"about none", Ignore{}, [3]string{"G", "G", "G"}, "a"},
		{"about the finding of one", Ignore{}, [3]string{"G", "TF", "G"}, "b"},
		{"about the findings of two", Ignore{}, [3]string{"G", "TF", "TF"}, "b"},
		{"naming one", Ignore{Covers: func(path string) bool { return path == "b" }}, [3]string{"G", "G", "G"}, "b"},
	} {
		var got []string
		joined := Join([]Report{input("a", test.ids[0], test.ignore), input("b", test.ids[1], test.ignore), input("c", test.ids[2], test.ignore)}, Error)
		for _, finding := range joined.Findings {
			if finding.Rule == "CUA601" {
				got = append(got, finding.Input)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: told of %q, want %s", test.what, got, test.want)
		}
	}
}
