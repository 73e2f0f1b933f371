package plancheck

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tfcua/tfcua/hclcheck"
)

// TestOrder reads the plans with their members sorted, as jq -S writes them, and
// indented: nothing may depend on the order.
func TestOrder(t *testing.T) {
	paths, err := filepath.Glob("testdata/*/*/plan.json")
	if err != nil || len(paths) < 70 {
		t.Fatal(len(paths), err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var document any
		if err := json.Unmarshal(text, &document); err != nil {
			t.Fatal(path, err)
		}
		sorted, err := json.MarshalIndent(document, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := describe(mustRead(t, string(sorted))), describe(mustRead(t, string(text))); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
		}
	}
}

// TestNulls reads what filters make of members that are absent.
func TestNulls(t *testing.T) {
	got := describe(mustRead(t, `{
  "format_version": "1.2", "terraform_version": null, "errored": null, "complete": null, "variables": {"x": null}, "deferred_changes": null,
  "resource_changes": [null, {"address": null, "mode": null, "provider_name": "azurerm", "change": null}, {"provider_name": "azurerm", "change": {"actions": null}}],
  "configuration": {
    "provider_config": {"azurerm": {"name": null, "full_name": null, "alias": null, "version_constraint": null, "module_address": null, "expressions": {}}},
    "root_module": {"resources": [{"address": null, "provider_config_key": null}], "variables": {"x": {"default": null, "sensitive": null}}, "module_calls": {"m": {"expressions": null, "module": null}}, "actions": null}
  }
}`))
	want := "plan_json of Terraform \nprovider.azurerm (registry.terraform.io/hashicorp/azurerm), unused\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// large is a plan JSON of n changes, made while it is read.
func large(n int) io.Reader {
	reader, writer := io.Pipe()
	go func() {
		fmt.Fprint(writer, `{"format_version":"1.2","resource_changes":[`)
		filler := strings.Repeat("x", 4000)
		for i := range n {
			if i > 0 {
				fmt.Fprint(writer, ",")
			}
			fmt.Fprintf(writer, `{"address":"module.m[\"k%d\"].azurerm_x.y[%d]","mode":"managed","provider_name":"registry.terraform.io/hashicorp/azurerm","change":{"actions":["create"],"after":{"x":%q}}}`, i, i, filler)
		}
		fmt.Fprint(writer, `],"configuration":{"provider_config":{"azurerm":{"full_name":"registry.terraform.io/hashicorp/azurerm","name":"azurerm","expressions":{}}},`+
			`"root_module":{"module_calls":{"m":{"module":{"resources":[{"address":"azurerm_x.y","provider_config_key":"azurerm"}]}}}}}}`)
		writer.Close()
	}()
	return reader
}

// TestMemory holds that memory does not grow with the plan.
func TestMemory(t *testing.T) {
	const n = 10_000 // 40 MB
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	configuration, err := Read("-", large(n), nil, hclcheck.Options{})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if got := configuration.Providers[0].Resources.Create; got != n {
		t.Errorf("%d are counted", got)
	}
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 32<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

// TestManyOrphans counts more addresses than are told apart.
func TestManyOrphans(t *testing.T) {
	var c changes
	for i := range maxAddresses + 10 {
		c.add(fmt.Appendf(nil, "azurerm_x.y%d", i), []byte("azurerm"), remove)
	}
	if len(c.byAddress) != maxAddresses || c.more["azurerm"].Delete != 10 {
		t.Errorf("%d told apart, %v more", len(c.byAddress), c.more["azurerm"])
	}
}
