package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the scripts and the README expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tfcua": main})
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
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits is the scripts' command "exits CODE COMMAND...": exec knows of failure,
// but not of its code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failure *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failure) {
		got = failure.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("the exit code is %d, want %d", got, want)
	}
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
