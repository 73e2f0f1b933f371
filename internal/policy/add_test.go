package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

// TestAdd: an entry is added, and every other byte stays.
func TestAdd(t *testing.T) {
	const entry = "tracking_id \"" + theirs + "\" {\n  offer   = \"backup\"\n  channel = \"azure-marketplace\"\n}\n"
	const listed = "tracking_id \"" + ours + "\" {\n  offer = \"other\" # why\n} # end\n"
	for what, test := range map[string]struct{ before, want string }{
		"an empty file":           {"", entry},
		"no line end":             {"unknown=\"note\"", "unknown=\"note\"\n\n" + entry},
		"at the end":              {"unknown   =   \"note\"  \n", "unknown   =   \"note\"  \n\n" + entry},
		"behind the last entry":   {"# a\n" + listed + "# b\n\nunknown = \"note\"\n", "# a\n" + listed + "\n" + entry + "# b\n\nunknown = \"note\"\n"},
		"behind one on the end":   {strings.TrimSuffix(listed, "\n"), listed + "\n" + entry},
		"not into a for block":    {"for \"a\" {\n  " + listed + "}\n", "for \"a\" {\n  " + listed + "}\n\n" + entry},
		"with Windows' line ends": {"# a\r\n", strings.ReplaceAll("# a\n\n"+entry, "\n", "\r\n")},
		"with a BOM":              {"\xef\xbb\xbf" + listed + "# b\n", "\xef\xbb\xbf" + listed + "\n" + entry + "# b\n"},
	} {
		dir := tree(t, map[string]string{FileName: test.before})
		policies, err := Open("", dir, day)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := policies.Add(tfcua.Registration{ID: theirs, Offer: "backup", Channel: "azure-marketplace"})
		if err != nil || shown != FileName {
			t.Errorf("%s: %q, %v", what, shown, err)
			continue
		}
		got, err := os.ReadFile(filepath.Join(dir, FileName))
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %q, want %q (%v)", what, got, test.want, err)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	const listed = "tracking_id \"" + ours + "\" {\n  offer   = \"Backup\"\n  channel = \"direct\"\n}\n"
	for what, test := range map[string]struct {
		before string
		entry  tfcua.Registration
		want   string
	}{
		"the same offer and channel": {listed, tfcua.Registration{ID: theirs, Offer: "backup", Channel: "Direct", SKU: "another"}, "has a tracking ID for this offer and channel already, " + ours},
		"in a for block":             {"for \"a\" {\n" + listed + "}\n", tfcua.Registration{ID: theirs, Offer: "backup", Channel: "direct"}, "has a tracking ID for this offer and channel already"},
		"another channel":            {listed, tfcua.Registration{ID: theirs, Offer: "backup", Channel: "marketplace"}, ""},
		"no channel":                 {listed, tfcua.Registration{ID: theirs, Offer: "backup"}, ""},
		"a broken policy":            {"accept = []\n", tfcua.Registration{ID: theirs, Offer: "backup"}, "is no policy"},
	} {
		dir := tree(t, map[string]string{FileName: test.before})
		policies, err := Open("", dir, day)
		if err != nil {
			t.Fatal(err)
		}
		_, err = policies.Add(test.entry)
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", what, err, test.want)
		}
		if got, err := os.ReadFile(filepath.Join(dir, FileName)); err != nil || string(got) != test.before {
			t.Errorf("%s: the file was touched: %q", what, got)
		}
	}
}

// Without a policy there is a new one in the working directory; a hostile text is
// a text.
func TestAddToNew(t *testing.T) {
	dir := t.TempDir()
	policies, err := Open("", dir, day)
	if err != nil {
		t.Fatal(err)
	}
	hostile := "\"}\nallow_ignores = true\n${file(\"/etc/passwd\")} %{ if true } \\ ü"
	if _, err := policies.Add(tfcua.Registration{ID: ours, Offer: hostile}); err != nil {
		t.Fatal(err)
	}
	again, err := Open("", dir, day)
	if err != nil {
		t.Fatal(err)
	}
	policy, err := again.For(".", true)
	if err != nil || len(policy.Registrations) != 1 || policy.Registrations[0].Offer != hostile {
		t.Errorf("%+v, %v", policy.Registrations, err)
	}
}

// One that is given is written, wherever it is; one that is a link stays one.
func TestAddToGiven(t *testing.T) {
	dir := tree(t, map[string]string{FileName: "", "policies/ours.hcl": ""})
	given := "policies/ours.hcl"
	if err := os.Symlink("ours.hcl", filepath.Join(dir, "policies", "link.hcl")); err == nil {
		given = "policies/link.hcl"
	}
	policies, err := Open(given, dir, day)
	if err != nil {
		t.Fatal(err)
	}
	if shown, err := policies.Add(tfcua.Registration{ID: ours, Offer: "backup"}); err != nil || shown != given {
		t.Errorf("%q, %v", shown, err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "policies", "ours.hcl")); err != nil || !strings.Contains(string(text), ours) {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, FileName)); err != nil || len(text) > 0 {
		t.Errorf("the one that is found was written: %q, %v", text, err)
	}
}
