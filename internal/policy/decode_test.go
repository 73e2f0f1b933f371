package policy

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/tfcua/tfcua"
)

var update = flag.Bool("update", false, "write what is said of policies that are none")

// day is the day on which the tests run.
var day = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

const (
	ours   = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	theirs = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
)

// TestErrors holds what is said of policies that are none, each with its line.
func TestErrors(t *testing.T) {
	const name = "testdata/errors.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		given, want := archive.Files[i], &archive.Files[i+1]
		_, err := decode(given.Name, given.Data, day)
		if err == nil {
			t.Errorf("%s is a policy", given.Name)
			continue
		}
		got := []byte(err.Error() + "\n")
		if *update {
			want.Data = got
		} else if !bytes.Equal(got, want.Data) {
			t.Errorf("%s: %s\nwant\n%s", given.Name, got, want.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A file that is no policy at all is not shown line by line, and what is deep or
// long ends neither the process nor the day.
func TestHugeErrors(t *testing.T) {
	for what, text := range map[string]string{
		"brackets":    "a = " + strings.Repeat("[", 1<<19),
		"braces":      strings.Repeat("a {\n", 1<<16),
		"parentheses": "a = " + strings.Repeat("(", 1<<17),
		"not":         "a = " + strings.Repeat("!", 1<<20),
		"minus":       "a = " + strings.Repeat("-", 1<<18),
		"conditions":  "a = " + strings.Repeat("1?1:", 1<<17),
		"templates":   "a = " + strings.Repeat(`"${`, 1<<17),
		"directives":  "a = <<E\n" + strings.Repeat("%{if true}", 1<<15) + "\nE\n",
		"settings":    strings.Repeat("a = 1\nb {}\n", 1<<11),
	} {
		start := time.Now()
		_, err := decode("huge.hcl", []byte(text), day)
		if err == nil {
			t.Errorf("%s: is a policy", what)
			continue
		}
		if shown := err.Error(); strings.Count(shown, "\n") > 10*maxFaults {
			t.Errorf("%s: %d lines are shown", what, strings.Count(shown, "\n"))
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %s", what, took)
		}
	}
}

// TestDecode reads everything that a policy can hold.
func TestDecode(t *testing.T) {
	text := `
tracking_id "` + ours + `" {
  kind        = "guid"
  offer       = "backup"
  sku         = "standard"
  channel     = "azure-marketplace"
  description = "a text"
}
tracking_id "pid-` + theirs + `-partnercenter" {
  kind = "marketplace"
}
accept           = ["guid", "marketplace", "guid"]
minimum_versions = { azurerm = "3.21.0", azapi = "1.13.0" }
severity         = { CUA202 = "error", tracking-id-shadowed = "note" }
unknown          = "warning"
mirrors          = { "terraform.example.com/platform/azurerm" = "azurerm" }
allow_ignores    = false
ignore {
  rule    = "tracking-id-placeholder"
  path    = "./sandbox//a/"
  address = "module.net.provider.azurerm"
  reason  = <<-E
    one
    two
  E
  until   = "2027-01-31"
}
for "./prod/**" {
  unknown = "error"
}
`
	for what, text := range map[string]string{
		"as it is": text, "with a BOM": "\xef\xbb\xbf" + text, "with Windows' line ends": strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		f, err := decode(".tfcua.hcl", []byte(text), day)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if len(f.scope.registrations) != 2 || f.scope.registrations[0] != (tfcua.Registration{ID: ours, Offer: "backup", SKU: "standard", Channel: "azure-marketplace", Description: "a text"}) {
			t.Errorf("%s: registered are %+v", what, f.scope.registrations)
		}
		if len(f.kinds) != 2 || f.unknown != tfcua.Warning || f.allowIgnores == nil || *f.allowIgnores || len(f.scopes) != 1 || f.scopes[0].pattern != "prod/**" || f.scopes[0].unknown != tfcua.Error {
			t.Errorf("%s: %+v", what, f)
		}
		if f.minimumVersions["azurerm"].String() != "3.21.0" || f.severities["CUA202"] != tfcua.Error || f.severities["CUA109"] != tfcua.Note || len(f.mirrors) != 1 {
			t.Errorf("%s: %+v", what, f.scope)
		}
		i := f.ignores[0]
		if i.Rule != "CUA105" || i.path != "sandbox/a" || i.Address != "module.net.provider.azurerm" || i.Reason != "one two" || i.Until != "2027-01-31" || i.Expired || i.Written.Start.Line != 18 {
			t.Errorf("%s: %+v", what, i)
		}
	}
	for _, empty := range []string{"", "\n", "# a comment", "\xef\xbb\xbf"} {
		if _, err := decode(".tfcua.hcl", []byte(empty), day); err != nil {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

// The last day of an ignore still counts, wherever on Earth it is.
func TestUntil(t *testing.T) {
	for _, test := range []struct {
		until string
		now   time.Time
		over  bool
	}{
		{"2026-11-20", time.Date(2026, 11, 19, 23, 59, 0, 0, time.UTC), false},
		{"2026-11-20", time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), false},
		{"2026-11-20", time.Date(2026, 11, 20, 23, 59, 59, 0, time.UTC), false},
		{"2026-11-20", time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), true},
		{"2026-11-20", time.Date(2026, 11, 20, 23, 59, 0, 0, time.FixedZone("west", -11*3600)), false},
		{"2026-11-20", time.Date(2026, 11, 21, 0, 1, 0, 0, time.FixedZone("east", 13*3600)), true},
		{"2024-02-29", time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), true},
		{"9999-12-31", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), false},
	} {
		dir := t.TempDir()
		write(t, dir, FileName, "ignore {\n  rule = \"CUA105\"\n  path = \"**\"\n  reason = \"x\"\n  until = \""+test.until+"\"\n}\n")
		policies, err := Open("", dir, test.now)
		if err != nil {
			t.Fatal(err)
		}
		policy, err := policies.For(".", true)
		if err != nil {
			t.Fatal(err)
		}
		if got := policy.Ignores[0].Expired; got != test.over {
			t.Errorf("until %s, on %s: over is %v", test.until, test.now, got)
		}
	}
}

// FuzzDecode makes sure that no text ends the process, that every error says
// where, and that what is accepted is what a policy can be.
func FuzzDecode(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/errors.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for i := 0; i < len(archive.Files); i += 2 {
		f.Add(archive.Files[i].Data)
	}
	f.Add([]byte("tracking_id \"" + ours + "\" {\n  offer = \"backup\"\n}\nfor \"a/**\" {\n  ignore {\n    rule = \"CUA101\"\n    path = \"*\"\n    reason = \"x\"\n  }\n}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := decode("fuzz.hcl", text, day)
		if err != nil {
			var faults *Error
			if !errors.As(err, &faults) || len(faults.diagnostics) == 0 || !strings.HasPrefix(err.Error(), "fuzz.hcl: is no policy:\n") {
				t.Fatalf("%v", err)
			}
			for _, fault := range faults.diagnostics {
				if fault.Subject == nil || fault.Subject.Start.Line < 1 || fault.Subject.Filename != "fuzz.hcl" {
					t.Fatalf("no position: %+v", fault)
				}
			}
			return
		}
		for _, s := range append(file.scopes, file.scope) {
			for _, r := range s.registrations {
				if tfcua.Placeholder(r.ID) != "" || r.Kind() != tfcua.BareGUID && r.Kind() != tfcua.Marketplace {
					t.Fatalf("%q is registered", r.ID)
				}
			}
			for _, i := range s.ignores {
				if tfcua.RuleByID(i.Rule) == nil || strings.TrimSpace(i.Reason) == "" || i.path == "" && i.Address == "" {
					t.Fatalf("an ignore of everything: %+v", i)
				}
				covers(i.path, "infra/prod/main.tf")
			}
		}
	})
}
