package report_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tfcua/tfcua"
)

func readGitLab(t testing.TB, output []byte) []named {
	var entries []struct {
		Description string
		CheckName   string `json:"check_name"`
		Severity    string
		Location    struct{ Path string }
	}
	if err := json.Unmarshal(output, &entries); err != nil {
		t.Fatal(err)
	}
	var all []named
	for _, entry := range entries {
		all = append(all, named{entry.CheckName, entry.Location.Path + " " + entry.Description, entry.Severity == "info"})
	}
	return all
}

// The schema is written after GitLab's documentation of the format.
func TestGitLabSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiled, err := compiler.Compile("testdata/gitlab.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(output []byte) error {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(output))
		if err != nil {
			t.Fatal(err)
		}
		return compiled.Validate(document)
	}
	reports := []tfcua.Report{everything(), warned(), sound(), nothing()}
	for seed := range uint64(40) {
		reports = append(reports, forged(seed))
	}
	for _, r := range reports {
		if err := validate(render(t, "gitlab", r, inRepository)); err != nil {
			t.Error(err)
		}
	}
	output := render(t, "gitlab", everything(), inRepository)
	for _, change := range [][2]string{
		{`"severity": "critical"`, `"severity": "error"`},
		{`"path": "stacks/infra/prod/variables.tf"`, `"path": "./variables.tf"`},
		{`"begin": 12`, `"begin": 0`},
		{`"check_name"`, `"check"`},
	} {
		changed := bytes.Replace(output, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(changed, output) || validate(changed) == nil {
			t.Errorf("the schema takes %s", change[1])
		}
	}
}

// GitLab knows an entry by its fingerprint.
func TestGitLabFingerprints(t *testing.T) {
	var entries []struct{ Fingerprint string }
	if err := json.Unmarshal(render(t, "gitlab", everything(), inRepository), &entries); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, entry := range entries {
		if seen[entry.Fingerprint] {
			t.Errorf("%s stands there twice", entry.Fingerprint)
		}
		seen[entry.Fingerprint] = true
	}
}
