package plancheck

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/jsonscan"
)

// seedPlans adds the plan JSON of testdata, without white space.
func seedPlans(f *testing.F) {
	paths, err := filepath.Glob("testdata/*/*/plan.json")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		var small bytes.Buffer
		if err := json.Compact(&small, text); err != nil {
			f.Fatal(err)
		}
		if small.Len() < 8<<10 {
			f.Add(small.Bytes())
		}
	}
}

// checkRead reads anything: it must not panic, and an error must say something.
func checkRead(t *testing.T, input []byte) (tfcua.Configuration, error) {
	t.Helper()
	configuration, err := Read("p", bytes.NewReader(input), nil, hclcheck.Options{})
	switch {
	case err != nil && (len(err.Error()) < 10 || !strings.HasPrefix(err.Error(), "p: ")):
		t.Errorf("the error says nothing: %q", err)
	case err == nil:
		tfcua.Check(configuration, nil, tfcua.Options{})
	}
	return configuration, err
}

// FuzzPlanJSON reads anything as plan JSON. What is read of a document that
// stands alone is JSON to jsontext.
func FuzzPlanJSON(f *testing.F) {
	seedPlans(f)
	f.Add([]byte("[command]x\n{\"format_version\":\"1.0\",\"configuration\":{}}%0A\n::x"))
	f.Add([]byte("\xFF\xFE{\x00}\x00"))
	f.Fuzz(func(t *testing.T, plan []byte) {
		_, err := checkRead(t, plan)
		document := jsontext.Value(bytes.TrimSpace(bytes.TrimPrefix(plan, utf8Mark)))
		if err == nil && bytes.HasPrefix(document, []byte("{")) && !document.IsValid(jsontext.AllowDuplicateNames(true)) {
			t.Errorf("%q is taken for JSON", plan)
		}
	})
}

// FuzzPlanAgainstTerraformJSON holds what is read of plan JSON against
// terraform-json's reading of the same text: versions, provider configurations,
// their constants, and how many resource instances get which action.
func FuzzPlanAgainstTerraformJSON(f *testing.F) {
	seedPlans(f)
	f.Add([]byte(`{"format_version":"1.2","terraform_version":"1.9.0","errored":true,"complete":false,"deferred_changes":[{},{}],"resource_changes":[` +
		`{"address":"azurerm_a.b[0]","mode":"managed","provider_name":"registry.terraform.io/hashicorp/azurerm","change":{"actions":["delete","create"]}},` +
		`{"address":"azurerm_a.b[\"x\"]","provider_name":"registry.terraform.io/hashicorp/azurerm","change":{"actions":["forget","create"]}},` +
		`{"address":"data.azurerm_a.b","mode":"data","provider_name":"registry.terraform.io/hashicorp/azurerm","change":{"actions":["read"]}}],` +
		`"configuration":{"provider_config":{"m:azurerm.w":{"name":"azurerm","full_name":"registry.terraform.io/hashicorp/azurerm","alias":"w","version_constraint":"~> 4.0","module_address":"m","expressions":{"partner_id":{"constant_value":"x\u00e9"},"features":[{}]}}},"root_module":{}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var theirs tfjson.Plan
		theirs.UseJSONNumber(true)
		if json.Unmarshal(text, &theirs) != nil || !jsontext.Value(text).IsValid() || foldedNames(text) {
			return // what is no JSON for both, or not of the same names
		}
		ours := &document{has: make(map[string]bool)}
		err := ours.scan(jsonscan.New(bytes.NewReader(text)))
		if err != nil {
			t.Fatalf("%s: %v, terraform-json reads it", text, err)
		}
		if ours.formatVersion != theirs.FormatVersion && len(theirs.FormatVersion) <= 64 {
			t.Errorf("the format is %q, terraform-json reads %q", ours.formatVersion, theirs.FormatVersion)
		}
		if got, want := ours.terraformVersion, versionText(theirs.TerraformVersion); got != want && len(theirs.TerraformVersion) <= 64 {
			t.Errorf("Terraform is %q, terraform-json reads %q", got, want)
		}
		if !reflect.DeepEqual(ours.complete, theirs.Complete) || ours.deferred != len(theirs.DeferredChanges) {
			t.Errorf("complete: %v, %d deferred; terraform-json reads %v, %d", ours.complete, ours.deferred, theirs.Complete, len(theirs.DeferredChanges))
		}
		sameProviders(t, ours, theirs.Config)
		sameChanges(t, ours, theirs.ResourceChanges)
	})
}

// foldedNames reports whether a document has a name in other letters than those
// that are looked for: encoding/json, which terraform-json uses, takes it too.
func foldedNames(text []byte) bool {
	var all any
	if json.Unmarshal(text, &all) != nil {
		return true
	}
	known := slices.Concat(members, settings, changeMembers, templateMembers, []string{
		"provider_config", "root_module", "name", "full_name", "alias", "version_constraint", "expressions", "constant_value", "references",
	})
	var folded func(any) bool
	folded = func(value any) bool {
		switch value := value.(type) {
		case []any:
			return slices.ContainsFunc(value, folded)
		case map[string]any:
			for name, inner := range value {
				if !slices.Contains(known, name) && slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) || folded(inner) {
					return true
				}
			}
		}
		return false
	}
	return folded(all)
}

func sameProviders(t *testing.T, ours *document, theirs *tfjson.Config) {
	t.Helper()
	if theirs == nil || ours.configuration == nil {
		if theirs != nil || ours.configuration != nil {
			t.Error("one of the two reads a configuration")
		}
		return
	}
	if len(ours.configuration.entries) != len(theirs.ProviderConfigs) {
		t.Fatalf("%d provider configurations, terraform-json reads %d", len(ours.configuration.entries), len(theirs.ProviderConfigs))
	}
	for key, want := range theirs.ProviderConfigs {
		got := ours.configuration.entries[key]
		if got == nil {
			t.Fatalf("%q is not read", key)
		}
		if want == nil {
			want = &tfjson.ProviderConfig{}
		}
		if longest := max(len(want.Name), len(want.FullName), len(want.Alias), len(want.VersionConstraint)); longest <= maxName &&
			(got.name != want.Name || got.fullName != want.FullName || got.alias != want.Alias || got.constraint != want.VersionConstraint) {
			t.Errorf("%q is %+v, terraform-json reads %+v", key, got, want)
		}
		for name, expression := range want.Expressions {
			if !slices.Contains(settings, name) || expression == nil || expression.ExpressionData == nil {
				continue
			}
			written := got.arguments[name]
			if !slices.Equal(written.references, expression.References) && len(expression.References) <= maxReferences && !slices.ContainsFunc(expression.References, func(r string) bool { return r == "" || len(r) > maxName }) {
				t.Errorf("%q: %s refers to %q, terraform-json reads %q", key, name, written.references, expression.References)
			}
			if constant, ok := expression.ConstantValue.(string); ok {
				setting := ours.setting(nil, got.arguments, name, cty.String)
				if setting.State() == tfcua.Known && setting.Value() != cty.StringVal(constant).AsString() || setting.State() == tfcua.Unset {
					t.Errorf("%q: %s is %q, terraform-json reads %q", key, name, setting.Value(), constant)
				}
			}
		}
	}
}

// sameChanges compares how many instances of each provider get which action.
func sameChanges(t *testing.T, ours *document, theirs []*tfjson.ResourceChange) {
	t.Helper()
	want := make(map[string]tfcua.ResourceCounts)
	for _, change := range theirs {
		if change == nil || !ours.changes.concern(change.ProviderName) || change.Mode == tfjson.DataResourceMode || change.Change == nil || len(change.ProviderName) > maxName {
			continue
		}
		has := func(action tfjson.Action) bool { return slices.Contains(change.Change.Actions, action) }
		counts := want[change.ProviderName]
		switch {
		case has("create") && has("delete"):
			counts.Replace++
		case has("create"):
			counts.Create++
		case has("delete"):
			counts.Delete++
		case has("update"):
			counts.Update++
		case has("no-op"):
			counts.NoOp++
		}
		want[change.ProviderName] = counts
	}
	got := make(map[string]tfcua.ResourceCounts)
	for at, counts := range ours.changes.byAddress {
		sum := tfcua.Resources{ResourceCounts: got[at.provider]}
		sum.Add(at.address, *counts)
		got[at.provider] = sum.ResourceCounts
	}
	for provider, counts := range want {
		if got[provider] != counts {
			t.Errorf("through %q: %+v, terraform-json reads %+v", provider, got[provider], counts)
		}
	}
}

// FuzzArchive reads anything as the zip archive of a saved plan. What is read of
// one is read of the same entries in an archive that is made anew.
func FuzzArchive(f *testing.F) {
	paths, err := filepath.Glob("testdata/lab/*/saved.tfplan")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add(archive(f, entries(sound())))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := checkRead(t, text)
		if err != nil || !bytes.HasPrefix(text, []byte("PK\x03\x04")) {
			return
		}
		configuration, err := checkRead(t, repacked(t, text))
		if err != nil {
			t.Fatalf("made anew, it is refused: %v", err)
		}
		if want := tfcua.Check(configuration, nil, tfcua.Options{}); !reflect.DeepEqual(tfcua.Check(got, nil, tfcua.Options{}), want) {
			t.Errorf("%+v\nand made anew\n%+v", got, configuration)
		}
	})
}

// repacked is an archive with the entries of another, without compression. One
// that cannot be read becomes an empty one: no verdict came of it.
func repacked(t *testing.T, text []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, file := range from.File {
		var content []byte
		if entry, err := file.Open(); err == nil {
			if content, err = io.ReadAll(io.LimitReader(entry, 1<<20)); err != nil {
				content = nil
			}
			entry.Close()
		}
		entry, err := to.CreateHeader(&zip.FileHeader{Name: file.Name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file.Name, "/") {
			continue
		}
		if _, err := entry.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
