package gate_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/gate"
)

// The whole of plan, gate and apply, with the real terraform and a provider that
// stands in for azurerm.

const (
	contoso   = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	fabrikam  = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
	untracked = "provider \"azurerm\" {\n  features {}\n}\n"
)

func tracked(id string) string {
	return "provider \"azurerm\" {\n  features {}\n  partner_id = " + id + "\n}\n"
}

func group(name string) string {
	return "resource \"azurerm_resource_group\" \"" + name + "\" {\n  name     = \"" + name + "\"\n  location = \"westeurope\"\n}\n"
}

// request is a gate in the lab that applies without a question.
func (l *lab) request() (*gate.Request, *published) {
	p := &published{temporary: l.temporary, log: new(strings.Builder)}
	r := &gate.Request{
		Chdir: l.folder, Apply: true, FailOn: tfcua.Error, Environ: l.environ, Log: p.log,
		Arguments: []string{"-no-color"},
	}
	r.Publish = func(report tfcua.Report) error {
		p.reports = append(p.reports, report)
		if p.meanwhile != nil {
			p.meanwhile()
		}
		return nil
	}
	return r, p
}

// want requires what was created, as the provider wrote it down.
func (l *lab) want(t *testing.T, created string) {
	t.Helper()
	if got := l.created(t); got != created {
		t.Errorf("the provider created %q, want %q", got, created)
	}
}

func TestRealRefused(t *testing.T) {
	t.Parallel()
	l := newLab(t, untracked+group("app"))
	r, p := l.request()
	if err := gate.Run(context.Background(), *r); !errors.Is(err, gate.ErrRefused) {
		t.Errorf("Run = %v\n%s", err, p.log)
	}
	l.want(t, "")
	if l.state(t) != "" {
		t.Error("a refused plan left a state")
	}
	p.nothingLeft(t)
}

func TestRealApplied(t *testing.T) {
	t.Parallel()
	l := newLab(t, tracked(`"`+contoso+`"`)+group("app"))
	r, p := l.request()
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Fatalf("Run = %v\n%s", err, p.log)
	}
	l.want(t, "pid-"+contoso+" app\n")
	if row := p.reports[0].Attribution[0]; row.Sent != "pid-"+contoso || row.SelectedVersion != "4.10.0" || row.Resources.Create != 1 {
		t.Errorf("the report says %+v", row)
	}
	for _, shown := range []string{"Plan: 1 to add", "Apply complete! Resources: 1 added"} {
		if !strings.Contains(p.log.String(), shown) {
			t.Errorf("terraform's %q is not shown", shown)
		}
	}
	p.nothingLeft(t)

	// Now there is nothing to do, and nobody is asked.
	r, p = l.request()
	r.Confirm = gate.Ask(strings.NewReader("no\n"), io.Discard)
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Errorf("Run = %v\n%s", err, p.log)
	}
	if !strings.Contains(p.log.String(), "no changes: there is nothing to apply") {
		t.Errorf("it does not say that there is nothing to apply:\n%s", p.log)
	}
	l.want(t, "pid-"+contoso+" app\n")
}

// The plan of the file is applied, and not the one that comes into its place
// between check and apply, nor what the folder has become.
func TestRealFileSwapped(t *testing.T) {
	for name, swap := range map[string]func(file, other string) error{
		"replaced": func(file, other string) error { return os.Rename(other, file) },
		"written over": func(file, other string) error {
			content, err := os.ReadFile(other)
			if err != nil {
				return err
			}
			return os.WriteFile(file, content, 0o600)
		},
		"symlink turned": func(file, other string) error {
			return errors.Join(os.Remove(file), os.Symlink(other, file))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, untracked+group("other"))
			file, other := filepath.Join(l.folder, "tfplan"), filepath.Join(l.folder, "other.tfplan")
			l.run(t, "plan", "-out="+other)
			l.configure(t, tracked(`"`+contoso+`"`)+group("app"))
			l.run(t, "plan", "-out="+file+".real")
			if err := os.Symlink(file+".real", file); err != nil {
				t.Skip("no symlinks: ", err)
			}
			r, p := l.request()
			r.Plan, r.Arguments = file, nil
			p.meanwhile = func() {
				if err := swap(file, other); err != nil {
					t.Error(err)
				}
				l.configure(t, untracked+group("third"))
			}
			if err := gate.Run(context.Background(), *r); err != nil {
				t.Fatalf("Run = %v\n%s", err, p.log)
			}
			l.want(t, "pid-"+contoso+" app\n")
			p.nothingLeft(t)
		})
	}
}

// The provider reads the environment at plan and again at apply: it gets the one
// of the check both times, whatever this process has.
func TestRealEnvironment(t *testing.T) {
	t.Setenv("ARM_PARTNER_ID", fabrikam)
	l := newLab(t, untracked+group("app"), "ARM_PARTNER_ID="+contoso)
	r, p := l.request()
	p.meanwhile = func() { t.Setenv("ARM_PARTNER_ID", "c3d4e5f6-a7b8-4933-aabb-ccddeeff0011") }
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Fatalf("Run = %v\n%s", err, p.log)
	}
	l.want(t, "pid-"+contoso+" app\n")
	if row := p.reports[0].Attribution[0]; row.Sent != "pid-"+contoso || row.Origin != tfcua.FromEnvironment {
		t.Errorf("the report says %+v", row)
	}

	// A plan that was made with an ID in the environment, and would be applied
	// without one.
	l = newLab(t, untracked+group("app"), "ARM_PARTNER_ID="+contoso)
	l.run(t, "plan", "-out=tfplan")
	l.environ = append(l.environ, "ARM_PARTNER_ID=")
	r, p = l.request()
	r.Plan, r.Arguments = filepath.Join(l.folder, "tfplan"), nil
	if err := gate.Run(context.Background(), *r); !errors.Is(err, gate.ErrRefused) {
		t.Errorf("Run = %v\n%s", err, p.log)
	}
	l.want(t, "")
}

// What the saved plan does not hold of a file, the folder does.
func TestRealFile(t *testing.T) {
	t.Parallel()
	l := newLab(t, tracked(`file("${path.module}/partner.txt")`)+group("app"))
	write(t, filepath.Join(l.folder, "partner.txt"), []byte(contoso))
	r, p := l.request()
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Fatalf("Run = %v\n%s", err, p.log)
	}
	l.want(t, "pid-"+contoso+" app\n")

	// Terraform reads the file again at apply.
	l.configure(t, tracked(`file("${path.module}/partner.txt")`)+group("app")+group("late"))
	r, p = l.request()
	p.meanwhile = func() { write(t, filepath.Join(l.folder, "partner.txt"), []byte(fabrikam)) }
	if err := gate.Run(context.Background(), *r); err == nil || !strings.Contains(err.Error(), "have changed since the check") {
		t.Errorf("Run = %v\n%s", err, p.log)
	}
	l.want(t, "pid-"+contoso+" app\n")
	p.nothingLeft(t)

	// A folder that is another revision tells nothing.
	l.configure(t, tracked(`file("${path.module}/partner.txt")`)+group("more"))
	l.run(t, "plan", "-out=tfplan")
	l.configure(t, tracked(`"`+contoso+`"`)+group("more"))
	r, p = l.request()
	r.Plan, r.Arguments = filepath.Join(l.folder, "tfplan"), nil
	if err := gate.Run(context.Background(), *r); !errors.Is(err, gate.ErrRefused) {
		t.Errorf("Run = %v\n%s", err, p.log)
	}
	var rules []string
	for _, finding := range p.reports[0].Findings {
		rules = append(rules, finding.Rule)
	}
	if got := strings.Join(rules, " "); !strings.Contains(got, "CUA303") || !strings.Contains(got, "CUA108") {
		t.Errorf("the findings are %s", got)
	}
	l.want(t, "pid-"+contoso+" app\n")
}

func TestRealDestroy(t *testing.T) {
	t.Parallel()
	l := newLab(t, tracked(`"`+contoso+`"`)+group("app"))
	l.run(t, "apply", "-auto-approve")
	r, p := l.request()
	r.Arguments = []string{"-no-color", "-destroy", "-detailed-exitcode"}
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Fatalf("Run = %v\n%s", err, p.log)
	}
	if strings.Contains(l.state(t), `"azurerm_resource_group"`) {
		t.Error("the resource is still there")
	}
	p.nothingLeft(t)
}

// never is a resource whose precondition does not hold.
const never = `
resource "terraform_data" "never" {
  lifecycle {
    precondition {
      condition     = path.module == ""
      error_message = "never"
    }
  }
}
`

func TestRealFailures(t *testing.T) {
	t.Run("plan", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, tracked(`"`+contoso+`"`)+group("app"))
		r, p := l.request()
		r.Arguments = []string{"-no-such-flag"}
		var failure *gate.TerraformError
		if err := gate.Run(context.Background(), *r); !errors.As(err, &failure) || failure.Command != "terraform plan" || failure.Code != 1 {
			t.Errorf("Run = %v\n%s", err, p.log)
		}
		p.nothingLeft(t)
	})
	t.Run("apply", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, tracked(`"`+contoso+`"`)+group("app"), "STANDIN_SLEEP=long")
		r, p := l.request()
		var failure *gate.TerraformError
		if err := gate.Run(context.Background(), *r); !errors.As(err, &failure) || failure.Command != "terraform apply" || failure.Code != 1 {
			t.Errorf("Run = %v\n%s", err, p.log)
		}
		p.nothingLeft(t)
	})
	t.Run("a plan that failed", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, tracked(`"`+contoso+`"`)+group("app")+never)
		l.run(t, "plan", "-out=tfplan")
		plan := filepath.Join(l.folder, "tfplan")
		if _, err := os.Stat(plan); err != nil {
			t.Skip("this terraform saves no plan that failed")
		}
		r, p := l.request()
		r.Plan, r.Arguments = plan, nil
		// A rule refuses it; if none did, the gate would.
		if err := gate.Run(context.Background(), *r); err == nil {
			t.Errorf("a plan that failed was applied\n%s", p.log)
		}
		l.want(t, "")
		p.nothingLeft(t)
	})
}
