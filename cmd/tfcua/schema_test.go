package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchema holds what the command writes for real inputs against the schema in
// the documentation.
func TestSchema(t *testing.T) {
	t.Chdir("../../testdata")
	compiled, err := jsonschema.NewCompiler().Compile("../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, paths := range [][]string{
		{"quickstart"},
		{"broken", "quickstart", "quickstart/network"},
		{"planned/plan.json"},
		{"planned/tfplan"},
		{"planned", "planned/plan.json", "planned/tfplan"},
		{"templates/literal", "templates/malformed/azuredeploy.json", "templates/expression-of-parameter"},
	} {
		var stdout, stderr bytes.Buffer
		args := append([]string{"check", "--format", "json"}, paths...)
		if code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, nil); code == exitFailed {
			t.Errorf("%s: %s", paths, &stderr)
			continue
		}
		document, err := jsonschema.UnmarshalJSON(&stdout)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(document); err != nil {
			t.Errorf("%s: %v", paths, err)
		}
	}
}
