package generate

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/plancheck"
)

// TestGenerated makes sure that what is measured is what is claimed: inputs
// that are read, and found to be in order.
func TestGenerated(t *testing.T) {
	const resources = 1000
	for name, write := range map[string]func(*bytes.Buffer) error{
		"plan JSON":  func(b *bytes.Buffer) error { return PlanJSON(b, resources) },
		"saved plan": func(b *bytes.Buffer) error { return SavedPlan(b, resources) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if name == "plan JSON" && !json.Valid(b.Bytes()) {
			t.Error("the plan JSON is not valid")
		}
		configuration, err := plancheck.Read("plan", &b, nil, hclcheck.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		report := tfcua.Check(configuration, nil, tfcua.Options{})
		if got := report.Coverage[0]; got.Create != resources || got.Attributed["pid-"+TrackingID] != resources || len(report.Findings) > 0 {
			t.Errorf("%s: %+v, %v", name, got, report.Findings)
		}
	}
}

func TestRepository(t *testing.T) {
	folder := t.TempDir()
	if err := Repository(folder, 95); err != nil {
		t.Fatal(err)
	}
	roots, err := hclcheck.FindRoots(folder)
	if err != nil || len(roots) != 10 {
		t.Fatal(len(roots), err)
	}
	for _, root := range roots {
		source, err := hclcheck.OpenFolder(root)
		if err != nil {
			t.Fatal(err)
		}
		read, err := hclcheck.Load(source, hclcheck.Options{})
		if err != nil {
			t.Fatal(err)
		}
		report := tfcua.Check(read.Configuration(), nil, tfcua.Options{})
		if len(report.Findings) > 0 || len(report.Attribution) != 1 || report.Attribution[0].Sent != "pid-"+TrackingID {
			t.Errorf("%s: %+v", root, report)
		}
	}
}
