package plancheck

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// TestConstantsAgainstTerraformJSON holds the provider configurations that are
// read of plan JSON against terraform-json's reading of the same file. It
// cannot tell {} from {"constant_value": null}, so constants are compared.
func TestConstantsAgainstTerraformJSON(t *testing.T) {
	plans, err := filepath.Glob("testdata/lab/*/plan.json")
	if err != nil || len(plans) == 0 {
		t.Fatal("no plans", err)
	}
	compared := 0
	for _, path := range plans {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var theirs tfjson.Plan
		theirs.UseJSONNumber(true)
		if err := theirs.UnmarshalJSON(text); err != nil {
			continue // plans that terraform-json does not take
		}
		ours, err := Read(path, bytes.NewReader(text), nil, hclcheck.Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		read := make(map[string]tfcua.ProviderConfig)
		for _, config := range ours.Providers {
			read[config.Address()] = config
		}
		for key, theirs := range theirs.Config.ProviderConfigs {
			expression := theirs.Expressions["partner_id"]
			if expression == nil || expression.ExpressionData == nil || len(expression.References) > 0 {
				continue
			}
			constant, ok := expression.ConstantValue.(string)
			named := parseProviderKey(key)
			config, found := read[tfcua.ProviderConfig{Module: named.module, LocalName: named.name, Alias: named.alias}.Address()]
			if !ok || !found {
				continue
			}
			compared++
			if config.PartnerID.State() != tfcua.Known || config.PartnerID.Value() != constant {
				t.Errorf("%s: %s is %q, terraform-json reads %q", path, key, config.PartnerID.Value(), constant)
			}
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
	t.Logf("%d constants compared", compared)
}
