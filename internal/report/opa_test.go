package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

// joined is a sample held against another severity.
func joined(r tfcua.Report, failOn tfcua.Severity) tfcua.Report {
	r = tfcua.Join([]tfcua.Report{r}, failOn)
	r.Fingerprint(func(path string) string { return path })
	return r
}

func TestOPA(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiled, err := compiler.Compile("../../docs/opa.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		report tfcua.Report
		failOn tfcua.Severity
		// how many findings are where
		deny, warn, note int
	}{
		{"everything", everything(), "", 2, 2, 1},
		{"everything from errors on", everything(), tfcua.Error, 2, 2, 1},
		{"everything from warnings on", everything(), tfcua.Warning, 4, 0, 1},
		{"everything from notes on", everything(), tfcua.Note, 5, 0, 0},
		{"warned", warned(), tfcua.Error, 0, 1, 0},
		{"sound", sound(), tfcua.Error, 0, 0, 0},
		{"nothing", nothing(), tfcua.Note, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			severity := c.failOn
			if severity == "" {
				severity = tfcua.Error
			}
			output := render(t, "opa", joined(c.report, severity), report.Options{})
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(output))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(document); err != nil {
				t.Error(err)
			}
			var got struct {
				Allow            bool
				Deny, Warn, Note []json.RawMessage
			}
			if err := json.Unmarshal(output, &got); err != nil {
				t.Fatal(err)
			}
			if got.Allow != (c.deny == 0) || len(got.Deny) != c.deny || len(got.Warn) != c.warn || len(got.Note) != c.note {
				t.Errorf("allow is %v, with %d, %d and %d findings; want %d, %d and %d", got.Allow, len(got.Deny), len(got.Warn), len(got.Note), c.deny, c.warn, c.note)
			}
			if bytes.Contains(output, []byte("null")) {
				t.Errorf("there is a null in it:\n%s", output)
			}
		})
	}

	// A schema that takes anything would pass the above.
	output := render(t, "opa", everything(), report.Options{})
	for _, change := range [][2]string{
		{`"allow": false`, `"allow": true`},
		{`"rule": "CUA103"`, `"rule": "103"`},
		{`"msg"`, `"message"`},
		{`"line": 12`, `"line": -1`},
		{`"warn": [`, `"warning": [`},
	} {
		changed := bytes.Replace(output, []byte(change[0]), []byte(change[1]), 1)
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(changed))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(changed, output) || compiled.Validate(document) == nil {
			t.Errorf("the schema takes %s", change[1])
		}
	}
}

func TestOPAGolden(t *testing.T) {
	got := render(t, "opa", everything(), report.Options{})
	path := filepath.Join("testdata", "everything-opa.json")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test ./internal/report -update writes it); got:\n%s", path, got)
	}
}
