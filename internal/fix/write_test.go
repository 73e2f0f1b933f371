package fix

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

const prefixed = `terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
`

func prepare(t *testing.T, folders ...string) *Result {
	t.Helper()
	request := Request{Evaluation: hclcheck.Options{Environment: tfcua.Environment{}}}
	for _, folder := range folders {
		request.Roots = append(request.Roots, Root{folder, folder})
	}
	result, err := Prepare(request)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// What somebody else wrote meanwhile is not written over, and then nothing is
// written at all.
func TestChangedMeanwhile(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	write(t, filepath.Join(first, "main.tf"), []byte(prefixed))
	write(t, filepath.Join(second, "main.tf"), []byte(prefixed))
	result := prepare(t, first, second)
	if len(result.Mends) != 2 {
		t.Fatal(describe(result))
	}
	changed := prefixed + "# by somebody else\n"
	write(t, filepath.Join(second, "main.tf"), []byte(changed))
	err := result.Write()
	if err == nil || !strings.HasSuffix(err.Error(), "main.tf: was changed while it was read; run tfcua fix again") {
		t.Errorf("Write says %v", err)
	}
	for file, want := range map[string]string{first: prefixed, second: changed} {
		if got, _ := os.ReadFile(filepath.Join(file, "main.tf")); string(got) != want {
			t.Errorf("%s was written", file)
		}
	}
}

// Where one file cannot be written, the error says which were before it.
func TestWrittenBefore(t *testing.T) {
	folder := t.TempDir()
	result := &Result{files: []*changed{
		{name: "a.tf", real: filepath.Join(folder, "a.tf"), isNew: true, after: []byte("a")},
		{name: "b.tf", real: filepath.Join(folder, "no", "b.tf"), isNew: true, after: []byte("b")},
	}}
	err := result.Write()
	if err == nil || !strings.HasSuffix(err.Error(), "(written before that: a.tf)") {
		t.Errorf("Write says %v", err)
	}
}
