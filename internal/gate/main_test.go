package gate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/gate"
	"github.com/tfcua/tfcua/internal/standin"
)

// The test binary is run under two other names: as a terraform that does what it
// is told by its environment, and as a gate in a process of its own, for signals.
func TestMain(m *testing.M) {
	switch strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") {
	case "terraform", "tofu":
		os.Exit(fakeTerraform(os.Args[1:]))
	case "gate":
		os.Exit(gateProcess())
	}
	code := m.Run()
	standin.Remove()
	os.Exit(code)
}

// asCommand is a folder that holds the test binary under that name.
func asCommand(t *testing.T, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	folder := t.TempDir()
	if err := os.Symlink(self, filepath.Join(folder, name)); err != nil {
		t.Skip("no symlinks: ", err)
	}
	return folder
}

// gateProcess runs the gate that the environment describes. The exit code is
// that of the command tfcua.
func gateProcess() int {
	var request gate.Request
	if err := json.Unmarshal([]byte(os.Getenv("GATE_REQUEST")), &request); err != nil {
		panic(err)
	}
	request.FailOn, request.Environ, request.Log = tfcua.Error, os.Environ(), os.Stderr
	request.Publish = func(tfcua.Report) error { return nil }
	if os.Getenv("GATE_ASKS") != "" {
		request.Confirm = gate.Ask(os.Stdin, os.Stderr)
	}
	err := gate.Run(context.Background(), request)
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, err)
	var failure *gate.TerraformError
	switch {
	case errors.Is(err, gate.ErrRefused):
		return 1
	case errors.As(err, &failure):
		return 3
	}
	return 2
}

// request is a gate whose terraform is the stand-in for it, on a PATH of its
// own, with a folder for temporary files and none for configuration. What the
// report said is in the second result.
func request(t *testing.T, environ ...string) (*gate.Request, *published) {
	t.Helper()
	p := &published{temporary: t.TempDir(), log: new(strings.Builder)}
	r := &gate.Request{
		Chdir:  t.TempDir(),
		FailOn: tfcua.Error,
		Environ: append([]string{
			"PATH=" + asCommand(t, "terraform"), "TMPDIR=" + p.temporary,
			"FAKE_LOG=" + filepath.Join(t.TempDir(), "log"),
			// The race detector holds up the end of a process by a second.
			"GORACE=atexit_sleep_ms=0",
		}, environ...),
		Log: p.log,
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

// published is what a gate said, and what happens between its check and its apply.
type published struct {
	temporary string
	reports   []tfcua.Report
	log       *strings.Builder
	meanwhile func()
}

// nothingLeft requires that no temporary file is there any more.
func (p *published) nothingLeft(t *testing.T) {
	t.Helper()
	empty(t, p.temporary)
}

func empty(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Errorf("%s is left behind", entry.Name())
	}
}

func write(t *testing.T, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
