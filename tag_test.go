package tfcua

import (
	"fmt"
	"strings"
	"testing"
)

// TestTags says of each text which rules it breaks, and what is sent: what stands
// in ‹› only the code knows.
func TestTags(t *testing.T) {
	const (
		guid    = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
		another = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
	)
	registered := Policy{File: ".tfcua.hcl", Registrations: []Registration{{ID: guid, Offer: "backup"}}}
	marketplace := Policy{File: ".tfcua.hcl", Kinds: []Form{Marketplace}}
	userAgent, common, limited, partnerID := Tag{Name: "add_user_agent"}, Tag{Name: "userAgent", Common: true}, Tag{Name: "ApplicationID", Common: true, Limit: 24}, Tag{Name: "ARM_PARTNER_ID", PartnerID: true}
	for _, test := range []struct {
		tag    Tag
		text   string
		policy Policy
		want   string // the rules, and what is sent; "-" for no row
	}{
		{userAgent, "pid-" + guid, Policy{}, " pid-" + guid},
		{userAgent, "app/1.0 pid-" + guid + "-partnercenter (x)", Policy{}, " pid-" + guid + "-partnercenter"},
		{userAgent, "pid-contoso-backup-partnercenter", Policy{}, " pid-contoso-backup-partnercenter"},
		{userAgent, "app/1.0", Policy{}, "-"},
		{userAgent, "", Policy{}, "-"},
		{userAgent, guid, Policy{}, "CUA506 "},
		{userAgent, "PID-" + guid, Policy{}, "CUA506 "},
		{userAgent, "pid-1234567", Policy{}, "CUA506 pid-1234567"},
		{userAgent, "pid-pid-" + guid, Policy{}, "CUA506 pid-pid-" + guid},
		{userAgent, "pid-" + HashiCorpID, Policy{}, "CUA105 pid-" + HashiCorpID},
		{userAgent, HashiCorpID, Policy{}, "CUA105 "},
		{userAgent, "pid-XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX", Policy{}, "CUA105 pid-XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"},
		{userAgent, "pid-" + guid + " pid-" + another, Policy{}, "CUA110 pid-" + guid + " pid-" + another},
		{userAgent, "pid-" + guid + " pid-" + another, registered, "CUA107 CUA110 pid-" + guid + " pid-" + another},
		{userAgent, "pid-" + strings.ToUpper(guid), registered, " pid-" + strings.ToUpper(guid)},
		{userAgent, "pid-" + guid, marketplace, "CUA106 pid-" + guid},
		{userAgent, "pid-contoso-backup-partnercenter", marketplace, " pid-contoso-backup-partnercenter"},
		{userAgent, "pid-hunter2!", Policy{}, "CUA506 pid-(8 characters: letters, digits, other characters)"},

		{userAgent, "pid-‹›", Policy{}, "CUA108 "},
		{userAgent, "‹›", Policy{}, "CUA108 "},
		{userAgent, "‹›/1.0 pid-" + guid, Policy{}, " pid-" + guid},
		{userAgent, "app/‹›", Policy{}, "-"},
		{userAgent, "app-‹› p‹›", Policy{}, "CUA108 "},
		{userAgent, "rapid-‹›", Policy{}, "-"},
		{userAgent, guid + " ‹›", Policy{}, "CUA506 "},
		{common, "‹›", Policy{}, "-"},
		{common, "x‹›pid-‹›", Policy{}, "CUA108 "},
		{common, guid, Policy{}, "CUA506 "},
		{limited, "pid-" + guid, Policy{}, "CUA506 "},
		{limited, "contoso-application-of-a-long-name", Policy{}, "-"},

		{partnerID, guid, registered, " pid-" + guid},
		{partnerID, another, registered, "CUA107 pid-" + another},
		{partnerID, guid, marketplace, "CUA106 pid-" + guid},
		{partnerID, "pid-" + guid + "-partnercenter", Policy{}, " pid-" + guid + "-partnercenter"},
		{partnerID, "pid-" + guid, Policy{}, "CUA103 pid-" + guid},
		{partnerID, "PID-" + guid, Policy{}, "CUA103 "},
		{partnerID, "1234567", Policy{}, "CUA104 "},
		{partnerID, "hunter2", Policy{}, "CUA104 "},
		{partnerID, HashiCorpID, Policy{}, "CUA105 pid-" + HashiCorpID},
		{partnerID, "", Policy{}, "-"},
		{partnerID, "pid-‹›", Policy{}, "CUA108 "},
	} {
		tag := test.tag
		tag.Parts, tag.Written = strings.Split(test.text, "‹›"), Location{File: "a"}
		report := Check(Configuration{Input: Input{Path: ".", Kind: Sources}, Tags: []Tag{tag, tag}}, nil, Options{Policy: test.policy})
		got := "-"
		if len(report.Attribution) == 1 {
			got = report.Attribution[0].Sent
		}
		var rules []string
		for i, finding := range report.Findings {
			if i%2 == 0 {
				rules = append(rules, finding.Rule)
			}
			if said := fmt.Sprint(finding, report.Attribution); strings.Contains(said, "hunter2") {
				t.Errorf("%q is shown: %s", test.text, said)
			}
			if (finding.Rule == "CUA108") != (finding.Severity == Note) {
				t.Errorf("%q: %s is of severity %s", test.text, finding.Rule, finding.Severity)
			}
		}
		if got != "-" {
			got = strings.Join(rules, " ") + " " + got
			if len(rules) > 0 && report.Attribution[0].Sent == "" {
				got = rules[0] + " "
			}
		}
		if got != test.want {
			t.Errorf("%s of %q: %q, want %q", tag.Name, test.text, got, test.want)
		}
		if proof := Join([]Report{report}, Error).Summary.Proved; proof != "" {
			t.Errorf("%q proves: %s", test.text, proof)
		}
	}
}
