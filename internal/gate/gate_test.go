package gate_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/gate"
)

// allowed is a saved plan that is allowed; with userAgent in the environment it
// comes with a warning.
const (
	allowed   = "../../testdata/planned/tfplan"
	userAgent = "AZURE_HTTP_USER_AGENT=pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
)

func fakePlan(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(allowed)
	if err != nil {
		t.Fatal(err)
	}
	return "FAKE_PLAN=" + path
}

// What the user says after -- and the environment reach terraform as they are.
func TestVerbatim(t *testing.T) {
	r, p := request(t, fakePlan(t), "TF_WORKSPACE=blue", "TF_VAR_a=b c", "EMPTY=")
	r.Arguments = []string{"-var", "a=b c", "-var=quote=\"'", "-target=module.x[\"a b\"]", "-no-color", "-parallelism", "3", ""}
	r.Apply = true
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Fatal(err)
	}
	made := calls(t, r.Environ)
	if len(made) != 2 {
		t.Fatalf("terraform ran %d times", len(made))
	}
	plan, apply := made[0].Args, made[1].Args
	if !slices.Equal(plan[:2], []string{"-chdir=" + r.Chdir, "plan"}) || !slices.Equal(plan[4:], r.Arguments) {
		t.Errorf("terraform %q", plan)
	}
	saved, ok := strings.CutPrefix(plan[2], "-out=")
	if !ok || filepath.Dir(filepath.Dir(saved)) != p.temporary || plan[3] != "-input=false" {
		t.Errorf("terraform %q", plan)
	}
	// Of the arguments, those that say how to work hold for the apply too.
	want := []string{"-chdir=" + r.Chdir, "apply", "-input=false", "-no-color", "-parallelism", "3", filepath.Join(filepath.Dir(saved), "tfplan")}
	if !slices.Equal(apply, want) {
		t.Errorf("terraform %q, want %q", apply, want)
	}
	wantEnviron := slices.Sorted(slices.Values(r.Environ))
	for _, one := range made {
		if got := slices.Sorted(slices.Values(one.Environ)); !slices.Equal(got, wantEnviron) {
			t.Errorf("terraform %s has the environment %q, want %q", one.Args[1], got, wantEnviron)
		}
	}
	content := read(t, allowed)
	if !bytes.Equal(made[1].Applied, content) {
		t.Error("another plan was applied")
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(content)); strings.Count(p.log.String(), sum) != 2 {
		t.Errorf("the log does not have the SHA-256 twice:\n%s", p.log)
	}
	p.nothingLeft(t)
}

// No environment is an empty one, and not that of this process.
func TestEmptyEnvironment(t *testing.T) {
	t.Setenv("ARM_PARTNER_ID", "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00")
	r, _ := request(t)
	r.Environ = nil
	r.Terraform = filepath.Join(asCommand(t, "terraform"), "terraform")
	var failure *gate.TerraformError
	// It fails for want of FAKE_LOG, which shows that it has nothing of it.
	if err := gate.Run(context.Background(), *r); !errors.As(err, &failure) {
		t.Errorf("Run = %v", err)
	}
}

func TestTerraformFails(t *testing.T) {
	for name, c := range map[string]struct {
		environ, arguments []string
		command            string // that fails, "" for none
		code               int
	}{
		"plan":                             {[]string{"FAKE_PLAN_CODE=7"}, nil, "terraform plan", 7},
		"apply":                            {[]string{"FAKE_APPLY_CODE=5"}, nil, "terraform apply", 5},
		"apply with 2":                     {[]string{"FAKE_APPLY_CODE=2"}, []string{"-detailed-exitcode"}, "terraform apply", 2},
		"changes":                          {[]string{"FAKE_PLAN_CODE=2"}, []string{"-detailed-exitcode"}, "", 0},
		"changes, two dashes":              {[]string{"FAKE_PLAN_CODE=2"}, []string{"--detailed-exitcode=true"}, "", 0},
		"changes, by the environment":      {[]string{"FAKE_PLAN_CODE=2", "TF_CLI_ARGS_plan=-lock=false -detailed-exitcode"}, nil, "", 0},
		"no changes":                       {nil, []string{"-detailed-exitcode"}, "", 0},
		"a failure with detailed-exitcode": {[]string{"FAKE_PLAN_CODE=1"}, []string{"-detailed-exitcode"}, "terraform plan", 1},
		"2 without detailed-exitcode":      {[]string{"FAKE_PLAN_CODE=2"}, []string{"-detailed-exitcode=false"}, "terraform plan", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, p := request(t, append(c.environ, fakePlan(t))...)
			r.Arguments, r.Apply = c.arguments, true
			err := gate.Run(context.Background(), *r)
			var failure *gate.TerraformError
			switch {
			case c.command == "" && err != nil:
				t.Errorf("Run = %v", err)
			case c.command == "":
			case !errors.As(err, &failure) || failure.Command != c.command || failure.Code != c.code:
				t.Errorf("Run = %v, want %s with code %d", err, c.command, c.code)
			case c.command == "terraform plan" && len(p.reports) > 0:
				t.Error("there is a report on a plan that failed")
			}
			p.nothingLeft(t)
		})
	}
}

// Nothing as grave as the severity that fails is applied, and nothing is asked.
func TestRefused(t *testing.T) {
	r, p := request(t, fakePlan(t), userAgent)
	r.FailOn, r.Apply = tfcua.Warning, true
	r.Confirm = func(context.Context, string) (bool, error) {
		t.Error("it asks about a plan that is refused")
		return true, nil
	}
	if err := gate.Run(context.Background(), *r); !errors.Is(err, gate.ErrRefused) {
		t.Errorf("Run = %v", err)
	}
	if made := calls(t, r.Environ); len(made) != 1 || made[0].Args[1] != "plan" {
		t.Errorf("terraform ran %d times", len(made))
	}
	if len(p.reports) != 1 || p.reports[0].Summary.Allow {
		t.Error("the report does not refuse")
	}
	p.nothingLeft(t)
}

// Without --apply there is a verdict and no apply; a plan made earlier needs no
// terraform for that.
func TestVerdictAlone(t *testing.T) {
	r, p := request(t)
	r.Plan, r.Terraform = allowed, "no-such-program"
	if err := gate.Run(context.Background(), *r); err != nil {
		t.Fatal(err)
	}
	if made := calls(t, r.Environ); len(made) != 0 {
		t.Errorf("terraform ran %d times", len(made))
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(read(t, allowed))); !strings.Contains(p.log.String(), sum) {
		t.Errorf("the log does not have the SHA-256:\n%s", p.log)
	}
	if got := p.reports[0].Inputs[0].Path; got != allowed {
		t.Errorf("the report is on %s", got)
	}
	p.nothingLeft(t)
}

// What was checked is applied, whatever becomes of the file meanwhile.
func TestFileChangesMeanwhile(t *testing.T) {
	evil := []byte("another plan")
	for name, change := range map[string]func(t *testing.T, file, link string){
		"written over": func(t *testing.T, file, _ string) { write(t, file, evil) },
		"replaced": func(t *testing.T, file, _ string) {
			if err := os.Rename(write(t, file+".new", evil), file); err != nil {
				t.Error(err)
			}
		},
		"one byte": func(t *testing.T, file, _ string) {
			content := read(t, file)
			content[len(content)/2] ^= 1
			write(t, file, content)
		},
		"removed": func(t *testing.T, file, _ string) {
			if err := os.Remove(file); err != nil {
				t.Error(err)
			}
		},
		"symlink turned": func(t *testing.T, file, link string) {
			if err := errors.Join(os.Remove(link), os.Symlink(write(t, file+".new", evil), link)); err != nil {
				t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, p := request(t)
			content := read(t, allowed)
			file := write(t, filepath.Join(t.TempDir(), "tfplan"), content)
			link := filepath.Join(t.TempDir(), "link")
			if err := os.Symlink(file, link); err != nil {
				t.Skip("no symlinks: ", err)
			}
			r.Plan, r.Apply = link, true
			p.meanwhile = func() { change(t, file, link) }
			if err := gate.Run(context.Background(), *r); err != nil {
				t.Fatal(err)
			}
			made := calls(t, r.Environ)
			if len(made) != 1 || !bytes.Equal(made[0].Applied, content) {
				t.Error("what was checked is not what was applied")
			}
			p.nothingLeft(t)
		})
	}
}

// Whoever can change the private copy is this user; even then nothing else than
// what was checked is applied.
func TestCopyChanges(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, private string){
		"written over": func(t *testing.T, private string) { write(t, private, []byte("another plan")) },
		"replaced": func(t *testing.T, private string) {
			if err := os.Rename(write(t, private+".new", read(t, private)), private); err != nil {
				t.Error(err)
			}
		},
		"removed": func(t *testing.T, private string) {
			if err := os.Remove(private); err != nil {
				t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" {
				t.Skip("Windows lets nobody change a file that is open")
			}
			t.Parallel()
			r, p := request(t, fakePlan(t))
			r.Apply = true
			p.meanwhile = func() {
				private, err := filepath.Glob(filepath.Join(p.temporary, "*", "*"))
				if err != nil || len(private) != 1 {
					t.Errorf("the private files are %q", private)
					return
				}
				for path, want := range map[string]os.FileMode{filepath.Dir(private[0]): 0o700, private[0]: 0o600} {
					if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
						t.Errorf("%s has the mode %v, want %v", path, info.Mode(), want)
					}
				}
				change(t, private[0])
			}
			if err := gate.Run(context.Background(), *r); err == nil || !strings.Contains(err.Error(), "changed after the check") {
				t.Errorf("Run = %v", err)
			}
			if made := calls(t, r.Environ); len(made) != 1 {
				t.Errorf("terraform ran %d times", len(made))
			}
			p.nothingLeft(t)
		})
	}
}

func TestConfirm(t *testing.T) {
	for answer, applied := range map[string]bool{
		"yes\n": true, "yes": true, " yes \n": true, "yes\nno\n": true,
		"no\n": false, "y\n": false, "YES\n": false, "\n": false, "": false, "no\nyes\n": false,
	} {
		t.Run(fmt.Sprintf("%q", answer), func(t *testing.T) {
			t.Parallel()
			r, p := request(t, fakePlan(t))
			r.Apply, r.Confirm = true, gate.Ask(strings.NewReader(answer), p.log)
			if err := gate.Run(context.Background(), *r); (err == nil) != applied {
				t.Errorf("Run = %v", err)
			}
			if made := calls(t, r.Environ); (len(made) == 2) != applied {
				t.Errorf("terraform ran %d times", len(made))
			}
			p.nothingLeft(t)
		})
	}
}

// A report that could not be written is no green light.
func TestUnpublished(t *testing.T) {
	r, p := request(t, fakePlan(t))
	r.Apply = true
	full := errors.New("no space left")
	r.Publish = func(tfcua.Report) error { return full }
	if err := gate.Run(context.Background(), *r); !errors.Is(err, full) {
		t.Errorf("Run = %v", err)
	}
	if made := calls(t, r.Environ); len(made) != 1 {
		t.Errorf("terraform ran %d times", len(made))
	}
	p.nothingLeft(t)
}

func TestNoGate(t *testing.T) {
	plan := func(name string, content string) string {
		return write(t, filepath.Join(t.TempDir(), name), []byte(content))
	}
	for name, c := range map[string]struct {
		change func(*gate.Request)
		want   string
	}{
		"no such plan":         {func(r *gate.Request) { r.Plan = "no-such-plan" }, "no-such-plan: no such file"},
		"a folder":             {func(r *gate.Request) { r.Plan = t.TempDir() }, "is a folder"},
		"plan JSON":            {func(r *gate.Request) { r.Plan = "../../testdata/planned/plan.json" }, "which terraform cannot apply"},
		"a bookmark":           {func(r *gate.Request) { r.Plan = plan("tfplan", `{"remote_plan_format":1,"run_id":"run-1"}`) }, "HCP Terraform"},
		"damaged":              {func(r *gate.Request) { r.Plan = plan("tfplan", "PK\x03\x04nothing") }, "damaged or cut off"},
		"terraform saved none": {func(r *gate.Request) { r.Environ = append(r.Environ, "FAKE_PLAN=") }, "terraform plan saved no plan"},
		"no such folder":       {func(r *gate.Request) { r.Chdir = "no-such-folder" }, "no-such-folder"},
		"no terraform on PATH": {func(r *gate.Request) { r.Environ = append(r.Environ, "PATH="+t.TempDir()) }, "there is no terraform and no tofu on the PATH"},
		"no such terraform":    {func(r *gate.Request) { r.Terraform = "./no-such-terraform" }, "--terraform ./no-such-terraform: "},
		"no such tofu":         {func(r *gate.Request) { r.Terraform = "tofu" }, "there is no tofu on the PATH"},
		"no temporary folder":  {func(r *gate.Request) { r.Environ = append(r.Environ, "TMPDIR=/no-such-folder") }, "no place for a private copy"},
		"-out":                 {func(r *gate.Request) { r.Arguments = []string{"-lock=false", "-out=tfplan"} }, "-out after --"},
		"--out":                {func(r *gate.Request) { r.Arguments = []string{"--out", "tfplan"} }, "-out after --"},
		"-chdir":               {func(r *gate.Request) { r.Arguments = []string{"-chdir=infra"} }, "-chdir after --"},
	} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" {
				t.Skip("the messages are those of Unix")
			}
			r, p := request(t, fakePlan(t))
			r.Apply = true
			c.change(r)
			err := gate.Run(context.Background(), *r)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Run = %v, want %q in it", err, c.want)
			}
			for _, made := range calls(t, r.Environ) {
				if slices.Contains(made.Args, "apply") {
					t.Error("it was applied")
				}
			}
			p.nothingLeft(t)
		})
	}
}

// The program is that of the captured PATH: terraform before tofu, wherever.
func TestFind(t *testing.T) {
	terraform, tofu := asCommand(t, "terraform"), asCommand(t, "tofu")
	list := string(filepath.ListSeparator)
	for name, c := range map[string]struct{ path, wanted, command string }{
		"terraform":              {terraform, "", "terraform plan"},
		"tofu":                   {tofu, "", "tofu plan"},
		"terraform before tofu":  {tofu + list + terraform, "", "terraform plan"},
		"tofu by name":           {terraform + list + tofu, "tofu", "tofu plan"},
		"by path":                {terraform, filepath.Join(tofu, "tofu"), "tofu plan"},
		"not in the folder here": {"." + list + "" + list + tofu, "", "tofu plan"},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := request(t, "FAKE_PLAN_CODE=1")
			r.Environ = append(r.Environ, "PATH="+c.path)
			r.Terraform = c.wanted
			var failure *gate.TerraformError
			if err := gate.Run(context.Background(), *r); !errors.As(err, &failure) || failure.Command != c.command {
				t.Errorf("Run = %v, want that of %s", err, c.command)
			}
		})
	}
}

// The end of the context is an interrupt.
func TestContextEnds(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("nobody can interrupt a process on Windows")
	}
	ctx, cancel := context.WithCancel(context.Background())
	r, p := request(t, fakePlan(t))
	p.meanwhile = cancel
	r.Apply = true
	if err := gate.Run(ctx, *r); err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("Run = %v", err)
	}
	if made := calls(t, r.Environ); len(made) != 1 {
		t.Errorf("terraform ran %d times", len(made))
	}
	p.nothingLeft(t)
}
