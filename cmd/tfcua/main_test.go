package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tfcua/tfcua/internal/command/commandtest"
)

var update = flag.Bool("update", false, "write what the scripts and the README expect")

func TestMain(m *testing.M) {
	testscript.Main(tidy{m}, map[string]func(){"tfcua": main})
}

// TestScripts runs the whole command as its users do.
func TestScripts(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", testdata)
			env.Setenv("ESCAPE", "\x1b")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": commandtest.Exits},
	})
}

// A report that could not be written is no success: a full disk must not open
// the gate.
func TestUnwrittenReport(t *testing.T) {
	var stderr bytes.Buffer
	for _, args := range [][]string{{"check", "../../testdata/quickstart"}, {"rules"}, {"version"}} {
		if code := run(context.Background(), args, strings.NewReader(""), full{}, &stderr, nil); code != exitFailed {
			t.Errorf("%s: the exit code is %d", args, code)
		}
	}
	if !strings.Contains(stderr.String(), "tfcua: the report cannot be written: no space left") {
		t.Errorf("standard error holds %q", &stderr)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestTerraformSpelling(t *testing.T) {
	got := terraformSpelling([]string{"check", "-var", "a=1", "-var=b=2", "-var-file", "f", "-var-file=g", "--var", "c=3", "-", "-variable", "--", "-var"})
	want := []string{"check", "--var", "a=1", "--var=b=2", "--var-file", "f", "--var-file=g", "--var", "c=3", "-", "-variable", "--", "-var"}
	if !slices.Equal(got, want) {
		t.Errorf("terraformSpelling = %q, want %q", got, want)
	}
	if terraformSpelling(nil) == nil {
		t.Error("terraformSpelling(nil) is nil, which cobra takes for the arguments of the process")
	}
}

// What checks and gates has no code to contact anybody: that is in a program of
// its own.
func TestNoNetwork(t *testing.T) {
	listed, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(listed)) {
		if name == "net/http" || name == "crypto/tls" || strings.HasPrefix(name, "github.com/Azure/") {
			t.Errorf("tfcua is linked with %s", name)
		}
	}
}
