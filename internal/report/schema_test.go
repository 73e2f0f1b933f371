package report_test

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiled, err := compiler.Compile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestSchema(t *testing.T) {
	compiled := schema(t)
	for name, r := range map[string]tfcua.Report{"everything": everything(), "sound": sound(), "warned": warned(), "nothing": nothing()} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(render(t, "json", r, report.Options{})))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A schema that takes anything would pass the test above.
func TestSchemaRefuses(t *testing.T) {
	compiled := schema(t)
	output := render(t, "json", everything(), report.Options{})
	for _, change := range [][2]string{
		{`"schema_version": 1`, `"schema_version": 2`},
		{`"origin": "block"`, `"origin": "guessed"`},
		{`"severity": "error"`, `"severity": "fatal"`},
		{`"no_op": 1200`, `"no_op": -1`},
		{`"unseen": [`, `"unheard": [`},
	} {
		changed := bytes.Replace(output, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(changed, output) {
			t.Fatalf("the report does not have %s", change[0])
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(changed))
		if err != nil {
			t.Fatal(err)
		}
		if compiled.Validate(document) == nil {
			t.Errorf("the schema takes %s", change[1])
		}
	}
}
