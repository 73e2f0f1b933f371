package example_test

import (
	"reflect"
	"testing"

	"github.com/tfcua/tfcua/internal/example"
)

func TestParse(t *testing.T) {
	got := example.Parse("tfcua check\n-- main.tf --\nprovider \"azurerm\" {\n}\n-- net/main.tf --\n# -- no header\n")
	want := example.Example{Command: "tfcua check", Files: []example.File{
		{Name: "main.tf", Text: "provider \"azurerm\" {\n}\n"},
		{Name: "net/main.tf", Text: "# -- no header\n"},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Parse = %+v, want %+v", got, want)
	}
}
