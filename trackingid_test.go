package tfcua

import (
	"regexp"
	"strings"
	"testing"
)

const (
	g  = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	e  = "e0e0e0e0-1111-4222-8333-444455556666"
	x  = "f0f0f0f0-9999-4888-8777-666655554444"
	tf = HashiCorpID
)

func TestFormOf(t *testing.T) {
	for text, want := range map[string]Form{
		"":                                     Empty,
		g:                                      BareGUID,
		strings.ToUpper(g):                     BareGUID,
		"00000000-0000-0000-0000-000000000000": BareGUID,
		"pid-" + g:                             PrefixedGUID,
		"pid-" + strings.ToUpper(g):            PrefixedGUID,
		"pid-" + g + "-partnercenter":          Marketplace,
		"PID-" + g:                             Malformed,
		"pid-" + g + "-PartnerCenter":          Malformed,
		g + "-partnercenter":                   Malformed,
		"{" + g + "}":                          Malformed,
		"urn:uuid:" + g:                        Malformed,
		strings.ReplaceAll(g, "-", ""):         Malformed,
		" " + g:                                Malformed,
		g + "\n":                               Malformed,
		"pid-pid-" + g:                         Malformed,
		"a1b2c3d4–e5f6–4711–8899–aabbccddeeff": Malformed,
		"g1b2c3d4-e5f6-4711-8899-aabbccddeeff": Malformed,
	} {
		if got := FormOf(text); got != want {
			t.Errorf("FormOf(%q) is %d, want %d", text, got, want)
		}
	}
}

// azurermAccepts is the provider's own rule, as its releases from 3.21.0 to
// 5.2.0 were seen to apply it.
var azurermAccepts = regexp.MustCompile(`^(pid-HEX(-partnercenter)?|HEX|)$`)

func FuzzTrackingID(f *testing.F) {
	rule := regexp.MustCompile(strings.ReplaceAll(azurermAccepts.String(), "HEX", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
	for _, seed := range []string{"", g, "pid-" + g, "pid-" + g + "-partnercenter", "PID-" + g, "{" + g + "}", "1234567", "${var.x}", "\xff", "pid-", "pid--partnercenter", "xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "eb7927c8-dd66-43e1-b0cf-c346a422063"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		form := FormOf(text)
		if accepted := rule.MatchString(text) && !strings.HasSuffix(text, "\n"); (form != Malformed) != accepted {
			t.Fatalf("FormOf(%q) is %d, azurerm accepts it: %v", text, form, accepted)
		}
		if form != Malformed && !Displayable(text) {
			t.Fatalf("%q is a tracking ID and not displayable", text)
		}
		if what, mend := mistake(text); what == "" || mend == "" || len(text) > 12 && strings.Contains(what+mend, text) {
			t.Fatalf("mistake(%q) says %q, %q", text, what, mend)
		}
		if !Displayable(text) && len(text) > 12 && strings.Contains(Describe(text), text) {
			t.Fatalf("Describe(%q) shows it", text)
		}
		placeholder(text)
		guidIn(text)
	})
}

func TestMistake(t *testing.T) {
	for text, want := range map[string]string{
		"1234567":                      "partner (MPN) ID",
		"{" + g + "}":                  "braces",
		" " + g:                        "white space around",
		g + "\n":                       "white space around",
		" ":                            "only white space",
		`"` + g + `"`:                  "quotation marks",
		strings.ReplaceAll(g, "-", ""): "no dashes",
		g[:35]:                         "1 digit short",
		g + "0":                        "something after the GUID",
		"a1b2c3d4-e5f6-4711-8899-aabbccddeeff0011":  "something after the GUID",
		"a1b2c3d4e5f6-4711-8899-aabbccddeeff-":      "dashes in the wrong places",
		g + "-partnercenter":                        "without its pid-",
		"pid-" + g + "-PartnerCenter":               "not in lower case",
		"PID-" + g + "-partnercenter":               "not in lower case",
		"pid-" + g + "-westeurope":                  "other than -partnercenter",
		"pid-pid-" + g:                              "twice",
		"pid-" + g + "-partnercenter-partnercenter": "twice",
		"pid-contoso-myoffer-partnercenter":         "form with names",
		"contoso":                                   "a name or a word",
		"${var.partner_id}":                         "template",
		"$(ARM_PARTNER_ID)":                         "variable that nobody expanded",
		"$(Partner.Id)":                             "variable that nobody expanded",
		"${ARM_PARTNER_ID}":                         "variable that nobody expanded",
		"$ARM_PARTNER_ID":                           "variable that nobody expanded",
		"%ARM_PARTNER_ID%":                          "variable that nobody expanded",
		"$env:ARM_PARTNER_ID":                       "variable that nobody expanded",
		"$":                                         "no tracking ID",
		"$(a b)":                                    "no tracking ID",
		"${{ vars.ARM_PARTNER_ID }}":                "template",
		"<<partner_id>>":                            "template",
		"{{ partner_id }}":                          "template",
		"urn:uuid:" + g:                             "URN",
		"g1b2c3d4-e5f6-4711-8899-aabbccddeeff":      "not all of its digits",
		"a1b2c3d4–e5f6–4711–8899–aabbccddeeff":      "no tracking ID",
	} {
		if what, _ := mistake(text); !strings.Contains(what, want) {
			t.Errorf("mistake(%q) says %q, want %q", text, what, want)
		}
	}
}

func TestPlaceholder(t *testing.T) {
	for _, text := range []string{
		tf, strings.ToUpper(tf), "pid-" + tf, "00000000-0000-0000-0000-000000000000",
		"pid-00000000-0000-0000-0000-000000000000-partnercenter",
		"eb7927c8-dd66-43e1-b0cf-c346a422063", "pid-eb7927c8-dd66-43e1-b0cf-c346a422063",
		"b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4", "xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX",
	} {
		if placeholder(text) == "" {
			t.Errorf("%q is no placeholder", text)
		}
	}
	for _, text := range []string{"", g, "pid-" + g, "x", "0", "-"} {
		if what := placeholder(text); what != "" {
			t.Errorf("%q is %s", text, what)
		}
	}
}

func TestDisplayable(t *testing.T) {
	for _, text := range []string{g, "pid-" + g, "PID-" + g, "1234567", "{" + g + "}", "xxxx-xxxx", "pid-pid-" + g, g + " ", "pid-" + g + "-partnercenter"} {
		if !Displayable(text) {
			t.Errorf("%q is not displayable", text)
		}
	}
	for _, text := range []string{"hunter2", "pid-contoso-myoffer-partnercenter", g + "\n", "\x1b[31m", strings.Repeat("a", 101)} {
		if Displayable(text) {
			t.Errorf("%q is displayable", text)
		}
	}
}
