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
		Placeholder(text)
		guidIn(text)
	})
}

func TestMistake(t *testing.T) {
	for text, want := range map[string]string{
		"1234567":                      "partner (MPN) ID",
		"1234567890":                   "partner (MPN) ID",
		"pid-1234567":                  "--partner-id 1234567)",
		"MPN 1234567":                  "--partner-id 1234567)",
		"mpn-1234567":                  "--partner-id 1234567)",
		"MPN ID: 1234567":              "--partner-id 1234567)",
		" 1234567\n":                   "--partner-id 1234567)",
		"mpn-contoso":                  "a name or a word",
		"pid-":                         "a name or a word",
		"12345678901":                  "a name or a word",
		"{" + g + "}":                  "braces",
		" " + g:                        "white space around",
		g + "\n":                       "white space around",
		" ":                            "only white space",
		`"` + g + `"`:                  "quotation marks",
		strings.ReplaceAll(g, "-", ""): "no dashes",
		g[:35]:                         "1 digit short",
		g[:28]:                         "8 digits short",
		g[:27]:                         "a name or a word",
		g[:35] + "-0":                  "dashes in the wrong places",
		g[:34] + "-000":                "1 digit more",
		g[:34] + "-0000000000":         "8 digits more",
		g[:34] + "-00000000000":        "a name or a word",
		"abcdef":                       "a name or a word",
		strings.Repeat("z", 32):        "a name or a word",
		strings.Repeat("z", 36):        "a name or a word",
		"a-b-c-d-e":                    "a name or a word",
		g + "0":                        "something after the GUID",
		g + "-westeurope":              "something after the GUID",
		"pid-" + g + "x":               "something after the GUID",
		"contoso-partnercenter":        "a name or a word",
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

// What is wrong with a text is said of a prefix and of a placeholder too, where
// nothing else says it.
func TestMistakeOfAnyText(t *testing.T) {
	for text, want := range map[string]string{
		"G":                   "",
		"pid-G-partnercenter": "",
		"pid-G":               "is a registered GUID with pid- before it",
		"PID-G":               "is a registered GUID with pid- before it",
		"TF":                  "is HashiCorp's own ID",
		"1234567":             "is a number",
		"":                    "is only white space",
	} {
		if what, mend := Mistake(letters(text)); !strings.HasPrefix(what, want) || (what == "") != (want == "") || (mend == "") != (want == "") {
			t.Errorf("Mistake(%s) = %q, %q", text, what, mend)
		}
	}
}

// Describe tells of a secret what it is made of, and nothing else.
func TestDescribe(t *testing.T) {
	for text, want := range map[string]string{
		"":           "(0 characters: )",
		"a":          "(1 character: letters)",
		"zAZ":        "(3 characters: letters)",
		"09":         "(2 characters: digits)",
		" \t\r\n":    "(4 characters: white space)",
		"/:@[`{":     "(6 characters: other characters)",
		"é":          "(1 character: other characters)",
		"Hunter 2!":  "(9 characters: letters, digits, white space, other characters)",
		"\x00\u2028": "(2 characters: other characters)",
	} {
		if got := Describe(text); got != want {
			t.Errorf("Describe(%q) = %s, want %s", text, got, want)
		}
	}
}

// A marketplace tracking ID of the form with names is none where it is a GUID
// gone wrong, or nothing stands between its parts.
func TestNamedTrackingID(t *testing.T) {
	for word, want := range map[string]bool{
		"pid-contoso-backup-partnercenter":                  true,
		"pid-contoso_1-partnercenter":                       true,
		"pid-" + strings.Repeat("k", 82) + "-partnercenter": true,
		"pid-" + strings.Repeat("k", 83) + "-partnercenter": false,
		"pid-partnercenter":                                 false,
		"pid--partnercenter":                                false,
		"pid-pid-contoso-partnercenter":                     false,
		"pid-Contoso-partnercenter":                         false,
		"pid-1234567-partnercenter":                         false,
		"pid-contoso":                                       false,
		"contoso-partnercenter":                             false,
	} {
		if isNamedTrackingID(word) != want {
			t.Errorf("%s: %v", word, !want)
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
		if Placeholder(text) == "" {
			t.Errorf("%q is no placeholder", text)
		}
	}
	for _, text := range []string{"", g, "pid-" + g, "x", "0", "-"} {
		if what := Placeholder(text); what != "" {
			t.Errorf("%q is %s", text, what)
		}
	}
}

func TestDisplayable(t *testing.T) {
	for _, text := range []string{g, "pid-" + g, "PID-" + g, "1234567", "{" + g + "}", "xxxx-xxxx", "pid-pid-" + g, g + " ", "pid-" + g + "-partnercenter", g + strings.Repeat(" ", 10), strings.Repeat("0", 38), strings.Repeat("-", 100)} {
		if !Displayable(text) {
			t.Errorf("%q is not displayable", text)
		}
	}
	for _, text := range []string{"hunter2", "pid-contoso-myoffer-partnercenter", g + "\n", "\x1b[31m", strings.Repeat("0", 39), strings.Repeat("-", 101)} {
		if Displayable(text) {
			t.Errorf("%q is displayable", text)
		}
	}
}
