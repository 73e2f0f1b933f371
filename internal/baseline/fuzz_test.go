package baseline

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

// FuzzRead reads anything as a baseline. What is one is JSON, each fingerprint
// of it stands in it, and written again it is the same; what is none is said to
// be none.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		`{"schema_version": 1, "findings": [{"fingerprint": "` + fingerprint + `", "rule": "CUA101", "address": "provider.azurerm", "file": "main.tf"}]}`,
		`{"schema_version": 1, "findings": []}`, `{"schema_version": 1, "findings": null}`, `{"schema_version": 1e0}`, `{}`, `[]`, "",
	} {
		f.Add([]byte(text))
	}
	name := filepath.Join(f.TempDir(), FileName)
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Read(name)
		if err != nil {
			if !strings.HasPrefix(err.Error(), name+": ") || !strings.Contains(err.Error(), "tfcua baseline") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if !json.Valid(text) {
			t.Fatalf("%q is taken, and is no JSON", text)
		}
		var report tfcua.Report
		for one := range got {
			if strings.Trim(one, "0123456789abcdef") != "" || len(one) != 32 || !strings.Contains(string(text), one) && !bytes.Contains(text, []byte(`\`)) {
				t.Fatalf("%q: the fingerprint %q is read", text, one)
			}
			report.Findings = append(report.Findings, tfcua.Finding{Fingerprint: one})
		}
		var b bytes.Buffer
		if err := Write(&b, report, path.Clean); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if again, err := Read(name); err != nil || !maps.Equal(again, got) {
			t.Fatalf("%q is read as %v, and written again as %v (%v)", text, got, again, err)
		}
	})
}
