package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestScanSchema holds the report on sources against the schema in the
// documentation.
func TestScanSchema(t *testing.T) {
	compiled, err := jsonschema.NewCompiler().Compile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	script := "export AZURE_HTTP_USER_AGENT=pid-1234567\nARM_PARTNER_ID=$X # tfcua:ignore CUA108 set elsewhere\n"
	if err := os.WriteFile(filepath.Join(folder, "deploy.sh"), []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "large.py"), make([]byte, 2<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), []string{"scan", "--format", "json", folder}, strings.NewReader(""), &stdout, &stderr, nil); code != exitNotAllowed {
		t.Fatalf("the exit code is %d: %s", code, &stderr)
	}
	document, err := jsonschema.UnmarshalJSON(&stdout)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(document); err != nil {
		t.Error(err)
	}
}
