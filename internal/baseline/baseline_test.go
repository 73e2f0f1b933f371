package baseline

import (
	"bytes"
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

const fingerprint = "0123456789abcdef0123456789abcdef"

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	report := tfcua.Report{
		Findings: []tfcua.Finding{
			{Rule: "CUA105", Address: "provider.azurerm", File: "main.tf", Input: ".", Fingerprint: fingerprint, Message: "not in it"},
			{Rule: "CUA301", Input: "plan<1>.json", Fingerprint: strings.Repeat("0", 32)},
		},
		Ignored: []tfcua.Ignored{{Finding: tfcua.Finding{Rule: "CUA104"}, By: tfcua.ByPolicy}}, // accepted otherwise
	}
	if err := Write(&b, report, func(p string) string { return path.Join("infra", p) }); err != nil {
		t.Fatal(err)
	}
	const want = `{
  "schema_version": 1,
  "findings": [
    {
      "fingerprint": "0123456789abcdef0123456789abcdef",
      "rule": "CUA105",
      "address": "provider.azurerm",
      "file": "infra/main.tf"
    },
    {
      "fingerprint": "00000000000000000000000000000000",
      "rule": "CUA301",
      "address": "",
      "file": "infra/plan<1>.json"
    }
  ]
}
`
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", &b, want)
	}
	name := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if read, err := Read(name); err != nil || len(read) != 2 || !read[fingerprint] {
		t.Errorf("%v, %v", read, err)
	}
	b.Reset()
	if err := Write(&b, tfcua.Report{}, path.Clean); err != nil || !strings.Contains(b.String(), `"findings": []`) {
		t.Errorf("of nothing: %s (%v)", &b, err)
	}
	if err := Write(full{}, report, path.Clean); err == nil {
		t.Error("a disk without space takes a baseline")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// What is no baseline is an error: it must not accept nothing without a word, nor
// accept anything by chance.
func TestRead(t *testing.T) {
	const good = `{"schema_version": 1, "findings": [{"fingerprint": "` + fingerprint + `"}]}`
	for text, want := range map[string]string{
		good:                    "",
		good + "\n \n":          "",
		good + good:             "is no baseline",
		good + "}":              "is no baseline",
		good + "x":              "is no baseline",
		"":                      "is no baseline",
		"[]":                    "is no baseline",
		"\xef\xbb\xbf" + good:   "is no baseline",
		`{"version": 1}`:        "is no baseline",
		`null`:                  "is a baseline of another version",
		`{}`:                    "is a baseline of another version",
		`{"schema_version": 2}`: "is a baseline of another version of tfcua (schema_version 2, not 1)",
		`{"schema_version": 1}`: "",
		strings.ToUpper(good):   "finding 1 has no fingerprint",
		`{"schema_version": 1, "findings": [{"fingerprint": "` + fingerprint + `"}, {"rule": "CUA101"}]}`: "finding 2 has no fingerprint",
		`{"schema_version": 1, "findings": [{"fingerprint": "*"}]}`:                                       "finding 1 has no fingerprint",
	} {
		name := filepath.Join(t.TempDir(), "b.json")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Read(name)
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), name+": "+want)) {
			t.Errorf("%.60q: %v, want %q", text, err, want)
		}
	}
	dir := t.TempDir()
	for name, want := range map[string]string{filepath.Join(dir, "none"): "no such file", dir: "is a directory"} {
		if _, err := Read(name); err == nil || !strings.HasPrefix(err.Error(), name+": the baseline cannot be read: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	huge := filepath.Join(dir, "huge")
	if err := os.WriteFile(huge, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, maxSize+1); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(huge); err == nil || !strings.Contains(err.Error(), "is larger than 32 MiB") {
		t.Errorf("%v", err)
	}
}
