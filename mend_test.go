package tfcua

import "testing"

func TestMend(t *testing.T) {
	const (
		guid        = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
		marketplace = "pid-" + guid + "-partnercenter"
	)
	for text, want := range map[string]string{
		guid:              "",
		marketplace:       "",
		"":                "",
		"1234567":         "",
		"pid-" + guid:     guid,
		"PID-" + guid:     guid,
		"pid-pid-" + guid: guid,
		"pid-A1B2C3D4-E5F6-4711-8899-AABBCCDDEEFF": "A1B2C3D4-E5F6-4711-8899-AABBCCDDEEFF",
		" " + guid + "\n":                          guid,
		`"` + guid + `"`:                           guid,
		"'pid-" + guid + "'":                       guid,
		"{" + guid + "}":                           guid,
		"pid-{" + guid + "}":                       guid,
		"{" + guid:                                 "",
		"urn:uuid:" + guid:                         guid,
		"URN:UUID:" + guid:                         guid,
		"a1b2c3d4e5f647118899aabbccddeeff":         guid,
		"a1b2c3d4e5f6-4711-8899-aabbccddeeff":      "",
		"a1b2c3d4e5f647118899aabbccddeef":          "",
		"a1b2c3d4-e5f6-4711-8899-aabbccddeef":      "",
		"PID-" + guid + "-PartnerCenter":           marketplace,
		"pid-pid-" + guid + "-partnercenter":       marketplace,
		marketplace + "-partnercenter":             marketplace,
		guid + "-partnercenter":                    "",
		"pid-contoso-myoffer-partnercenter":        "",
		"${var.partner_id}":                        "",
	} {
		got, ok := Mend(text)
		if got != want && ok || ok != (want != "") {
			t.Errorf("Mend(%q) = %q, %t, want %q", text, got, ok, want)
		}
	}
}

// What is mended is well-formed, and not mended again.
func FuzzMend(f *testing.F) {
	f.Add("pid-{A1B2C3D4E5F647118899AABBCCDDEEFF}-partnercenter")
	f.Fuzz(func(t *testing.T, text string) {
		mended, ok := Mend(text)
		if !ok {
			return
		}
		if form := FormOf(mended); form != BareGUID && form != Marketplace {
			t.Errorf("Mend(%q) = %q, which is no tracking ID", text, mended)
		}
		if again, ok := Mend(mended); ok {
			t.Errorf("%q is mended again, to %q", mended, again)
		}
	})
}
