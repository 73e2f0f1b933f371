package main

import (
	"os"
	"testing"
)

func TestRulesAreFresh(t *testing.T) {
	written, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != rules() {
		t.Error("docs/rules.md is stale: run make docs")
	}
}
