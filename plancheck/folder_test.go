package plancheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// TestFolder gives folders beside plans: that of the plan, and others.
func TestFolder(t *testing.T) {
	for _, test := range []struct{ name, plan, folder, find, replace, want string }{
		{"JSON with its folder", "var-tfvars/plan.json", "var-tfvars", "", "", `partner_id known "a1b2c3d4-e5f6-4711-8899-aabbccddeeff" at `},
		{"the plan's variables count", "var-tfvars/plan.json", "var-tfvars", "", "", `4711`},
		{"another literal", "plan-target/plan.json", "plan-target", "a1b2c3d4", "b1b2c3d4", `differs: the two have different values or references in partner_id of provider.azurerm`},
		{"another reference", "var-tfvars/plan.json", "var-tfvars", "= var.partner_id", "= local.partner_id", `differs: the two have different values or references in partner_id of provider.azurerm`},
		{"another provider block", "plan-target/plan.json", "plan-target", `"west"`, `"east"`, `differs: the folder has provider.azurerm.east, the plan has not`},
		{"another folder", "var-tfvars/plan.json", "module-nested-own-provider", "", "", `differs: the folder has module.outer, the plan has not`},
		{"what the plan does not show", "template-interpolation/plan.json", "template-interpolation", "", "", `partner_id known "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-partnercenter"`},
		{"saved plan and file()", "func-file/saved.tfplan", "func-file", "", "", `partner_id known "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"`},
		{"saved plan stays the base", "func-file/saved.tfplan", "func-file", "", "", `selects 5.2.0`},
		{"saved plan and another folder", "func-file/saved.tfplan", "func-file", "features {}", "features {}\n  client_id = \"x\"", `differs: the folder sets, and the plan does not set, client_id of provider.azurerm`},
		{"another argument of a call", "module-own-provider-var/plan.json", "module-own-provider-var", "partner_id = var.partner_id\n}\n\nresource", "partner_id = \"c3d4e5f6-a7b8-4933-aabb-ccddeeff0011\"\n}\n\nresource", `differs: the two give module.own another partner_id`},
		{"another default", "module-own-provider-var-default/plan.json", "module-own-provider-var-default", "a1b2c3d4", "b1b2c3d4", `differs: the two have different defaults of var.partner_id in module.own`},
		{"saved plan and another file", "func-file/saved.tfplan", "func-file", "features {}", "features { }", `main.tf is not the file that was planned`},
		{"lock file of the folder", "template-interpolation/plan.json", "template-interpolation", "", "", `selects 5.2.0`},
		{"counts of the plan", "plan-target/plan.json", "plan-target", "", "", `1 created`},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := filepath.Join(lab, test.folder)
			if test.find != "" {
				folder = changedFolder(t, folder, test.find, test.replace)
			}
			source, err := hclcheck.OpenFolder(folder)
			if err != nil {
				t.Fatal(err)
			}
			got := brief(readFile(t, filepath.Join(lab, test.plan), &source, nil))
			if !strings.Contains(got, test.want) {
				t.Errorf("got\n%s\nwithout\n%s", got, test.want)
			}
			if strings.Contains(got, "differs") && !strings.Contains(test.want, "differs") && !strings.Contains(test.want, "not the file") {
				t.Error(got)
			}
		})
	}
}

// TestBrokenFolder is an error: the folder was given to be read.
func TestBrokenFolder(t *testing.T) {
	folder := changedFolder(t, filepath.Join(lab, "var-tfvars"), "provider", "provider provider")
	source, err := hclcheck.OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(lab, "var-tfvars", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := Read("plan.json", file, &source, hclcheck.Options{}); err == nil || !strings.Contains(err.Error(), "main.tf") {
		t.Error(err)
	}
}

func changedFolder(t *testing.T, folder, find, replace string) string {
	t.Helper()
	changed := t.TempDir()
	found := false
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".tf") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		found = found || strings.Contains(string(text), find)
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(changed, name)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(changed, name), []byte(strings.ReplaceAll(string(text), find, replace)), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		t.Fatalf("%s has no %s", folder, find)
	}
	return changed
}

func brief(c tfcua.Configuration) string {
	var lines []string
	if c.Differs != "" {
		lines = append(lines, "differs: "+c.Differs)
	}
	for _, p := range c.Providers {
		if p.PartnerID.State() == tfcua.Known {
			lines = append(lines, p.Address()+`: partner_id known "`+p.PartnerID.Value()+`" at `+p.PartnerID.Written.File)
		}
		if p.Resources.Create == 1 {
			lines = append(lines, p.Address()+": 1 created")
		}
	}
	for _, s := range c.Selections {
		lines = append(lines, "selects "+s.Version)
	}
	return strings.Join(lines, "\n")
}

// TestShapes holds that no folder of the lab differs from its own plan.
func TestShapes(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(lab, "*", "main.tf*"))
	if err != nil || len(folders) < 10 {
		t.Fatal(folders, err)
	}
	for _, folder := range folders {
		for _, plan := range []string{"plan.json", "saved.tfplan"} {
			source, err := hclcheck.OpenFolder(filepath.Dir(folder))
			if err != nil {
				t.Fatal(err)
			}
			if c := readFile(t, filepath.Join(filepath.Dir(folder), plan), &source, nil); c.Differs != "" {
				t.Errorf("%s and %s: %s", folder, plan, c.Differs)
			}
		}
	}
}
