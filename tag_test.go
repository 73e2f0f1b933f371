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
		{userAgent, "1234567", Policy{}, "CUA506 "},
		{userAgent, "MPN 1234567", Policy{}, "CUA506 "},
		{userAgent, "app/1.0 1234567", Policy{}, "-"},
		{userAgent, "‹›1234567", Policy{}, "CUA108 "},
		{common, "1234567", Policy{}, "-"},
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
		{common, "pid-controller/2.1", Policy{}, "-"},
		{common, "Mozilla/5.0 pid-tuner pid-feed PID-loop rapid-1234567 pid-3d-printer", Policy{}, "-"},
		{common, "pid-1234567", Policy{}, "CUA506 pid-1234567"},
		{common, "PID-" + guid, Policy{}, "CUA506 "},
		{common, "pid-contoso-backup-partnercenter", Policy{}, " pid-contoso-backup-partnercenter"},
		{common, "pid-xxxxxxxx-xxxx", Policy{}, "CUA105 pid-xxxxxxxx-xxxx"},
		{common, "pid-xyz", Policy{}, "-"},
		{common, "pid-pid-" + guid, Policy{}, "CUA506 pid-pid-" + guid},
		{common, "pid-<guid>", Policy{}, "CUA506 pid-(6 characters: letters, other characters)"},
		{common, "pid-your-guid", Policy{}, "CUA506 pid-(9 characters: letters, other characters)"},
		{common, "ȺȺȺ pid-ȺȺȺȺȺ ȺPID-1234567 pid", Policy{}, "CUA506 "},
		{common, "pid-guide", Policy{}, "-"},
		{common, "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeego", Policy{}, "CUA506 pid-(36 characters: letters, digits, other characters)"},
		{common, "pid-deadbeef", Policy{}, "CUA506 pid-deadbeef"},
		{common, "pid-deadbeefy", Policy{}, "-"},
		{userAgent, "pid-controller", Policy{}, "CUA506 pid-(10 characters: letters)"},
		{common, "ci/1.0;pid-" + guid, Policy{}, "CUA506 "},
		{common, "(pid-" + guid + ")", Policy{}, "CUA506 "},
		{userAgent, "(x;pid-" + guid + "-partnercenter)", Policy{}, "CUA506 "},
		{userAgent, "pid=" + guid, Policy{}, "CUA506 "},
		{common, "pid=tuner app/" + guid + " rapid=" + guid, Policy{}, "-"},
		{common, "pid." + guid, Policy{}, "-"},
		{common, "pid=1234567", Policy{}, "-"},
		{common, "x=pid-tuner;pid:" + guid, Policy{}, "CUA506 "},
		{common, "pid-" + guid + "/1.0", Policy{}, "CUA506 pid-(40 characters: letters, digits, other characters)"},
		{common, "x;pid-" + guid + " pid-" + guid, Policy{}, " pid-" + guid},
		{limited, "pid-" + guid, Policy{}, "CUA506 "},
		{limited, "contoso-application-of-a-long-name", Policy{}, "-"},

		{partnerID, "pid-1234567", Policy{}, "CUA104 "},
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

func TestTagAddress(t *testing.T) {
	for nth, want := range map[int]string{0: "", 1: "", 2: "[2]", 11: "[11]"} {
		if got := (Tag{Name: "add_user_agent", Nth: nth, Written: Location{File: "a.py"}}).Address(); got != `add_user_agent["a.py"]`+want {
			t.Errorf("the address of text %d is %s", nth, got)
		}
	}
}

// TestTagFindings says in whole sentences what is found in scripts, pipelines and
// programs.
func TestTagFindings(t *testing.T) {
	const guid = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	userAgent, limited, partnerID := Tag{Name: "add_user_agent"}, Tag{Name: "ApplicationID", Limit: 24}, Tag{Name: "ARM_PARTNER_ID", PartnerID: true}
	strict := Policy{File: "p.hcl", Kinds: []Form{Marketplace}}
	others := Policy{File: "p.hcl", Registrations: []Registration{{ID: e}}}
	for _, test := range []struct {
		tag    Tag
		text   string
		policy Policy
		want   string
	}{
		{partnerID, "pid-" + guid, Policy{}, `CUA103 error ARM_PARTNER_ID["a"]: ARM_PARTNER_ID is pid-G: a registered GUID is written without pid- there, …; remove the prefix: write the GUID alone`},
		{partnerID, "1234567", Policy{}, `CUA104 error … ARM_PARTNER_ID is 1234567: it is a number, …. azurerm refuses to start: …`},
		{partnerID, HashiCorpID, Policy{}, `CUA105 error … ARM_PARTNER_ID is TF: that is HashiCorp's own ID, …; put the GUID that you registered in Partner Center in its place`},
		{userAgent, "pid-" + HashiCorpID, Policy{}, `CUA105 error … add_user_agent gets pid-TF: that is HashiCorp's own ID, …; put pid- and the GUID that you registered …`},
		{partnerID, guid, strict, `CUA106 error … ARM_PARTNER_ID is G: that is a registered GUID, and the policy accepts marketplace tracking IDs only. Terraform's providers send pid-G.; … in p.hcl`},
		{userAgent, "pid-" + guid, strict, `CUA106 error … Azure credits pid-G.; …`},
		{partnerID, guid, others, `CUA107 error … ARM_PARTNER_ID is G: the policy lists other tracking IDs, and not this one. Terraform's providers send pid-G.; …`},
		{userAgent, "‹›", Policy{}, `CUA108 note … What add_user_agent gets cannot be determined: it is known only when the code runs.; …`},
		{userAgent, "pid-‹›-x", Policy{}, `CUA108 note … cannot be determined: a part of it is known only when the code runs.; …`},
		{userAgent, "pid-" + guid + " pid-" + e, Policy{}, `CUA110 warning … add_user_agent gets 2 pid- words, pid-G pid-E: Azure takes one and loses the other.; leave one of them`},
		{userAgent, guid, Policy{}, `CUA506 error … add_user_agent gets G: it lacks its pid-. That is no pid- word that Azure takes, …; write pid- before it`},
		{userAgent, "pid-1234567", Policy{}, `CUA506 error … it is a number, …; write pid-<your registered GUID>, or …`},
		{userAgent, "ci/1.0;pid-" + guid, Policy{}, `CUA506 error … add_user_agent gets pid-G within a longer word, and so no pid- word that Azure takes. The usage is credited to nobody.; … as a word of its own: …`},
		{userAgent, "(pid=" + guid + ")", Policy{}, `CUA506 error … add_user_agent gets G within a longer word, …; …`},
		{userAgent, "pid-" + guid + "/1.0", Policy{}, `CUA506 error … add_user_agent gets pid-G within a longer word, …; … no version behind it`},
		{userAgent, "ci;pid-1234567", Policy{}, `CUA506 error … add_user_agent gets pid-1234567: it is a number, …; …`},
		{limited, "pid-" + guid, Policy{}, `CUA506 error … ApplicationID gets pid-G: it takes 24 characters, and a tracking ID has more. …; set the User-Agent header in a policy of the client's pipeline instead`},
	} {
		tag := test.tag
		tag.Parts, tag.Written = strings.Split(test.text, "‹›"), Location{File: "a"}
		expect(t, tag.Name+" "+test.text, Check(Configuration{Tags: []Tag{tag}}, nil, Options{Policy: test.policy}).Findings, test.want)
	}
	// What is taken whole is not cut off, and what is no tracking ID may be.
	for text, want := range map[string]string{"pid-" + guid: "pid-" + guid, "pid-" + guid + " x": ""} {
		tag := Tag{Name: "ApplicationID", Limit: len("pid-" + guid), Parts: []string{text}}
		if got := Check(Configuration{Tags: []Tag{tag}}, nil, Options{}).Attribution[0].Sent; got != want {
			t.Errorf("%s, of which %d characters are taken: sent is %q", text, tag.Limit, got)
		}
	}
	// The table names an ID where it may be shown, and its entry in the policy.
	for text, want := range map[string]string{"pid-" + guid: "pid-" + guid, "pid-contoso-x-partnercenter": "pid-contoso-x-partnercenter", "pid-hunter2!": "", "pid-" + guid + " pid-" + e: "", "pid-‹›": ""} {
		row := Check(Configuration{Tags: []Tag{{Name: "add_user_agent", Parts: strings.Split(text, "‹›")}}}, nil, Options{Policy: Policy{Registrations: []Registration{{ID: guid}}}}).Attribution[0]
		got := ""
		if row.TrackingID != nil {
			got = *row.TrackingID
		}
		if got != want || (row.Registration != nil) != (want == "pid-"+guid) {
			t.Errorf("%s: the table shows %q, %v", text, got, row.Registration)
		}
		if (row.Origin == UnknownOrigin) != (text == "pid-‹›") {
			t.Errorf("%s is from %s", text, row.Origin)
		}
	}
}
