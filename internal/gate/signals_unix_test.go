//go:build unix

package gate_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tfcua/tfcua/internal/gate"
)

// process is a gate in a process of its own, in a process group of its own.
type process struct {
	*exec.Cmd
	output *strings.Builder
	ended  chan error
}

func start(t *testing.T, r gate.Request, environ []string) *process {
	t.Helper()
	encoded, err := json.Marshal(struct {
		Plan, Chdir, Terraform string
		Arguments              []string
		Apply                  bool
	}{r.Plan, r.Chdir, r.Terraform, r.Arguments, r.Apply})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(filepath.Join(asCommand(t, "gate"), "gate"))
	command.Env = append(environ, "GATE_REQUEST="+string(encoded))
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := &process{command, new(strings.Builder), make(chan error, 1)}
	command.Stderr = p.output
	if environ[len(environ)-1] == "GATE_ASKS=1" {
		// An answer that never comes.
		if _, err := command.StdinPipe(); err != nil {
			t.Fatal(err)
		}
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill() })
	go func() { p.ended <- command.Wait() }()
	return p
}

// until waits for something to be there.
func (p *process) until(t *testing.T, there func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !there(); time.Sleep(10 * time.Millisecond) {
		select {
		case err := <-p.ended:
			t.Fatalf("the gate ended before its time: %v\n%s", err, p.output)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatal("the gate does not come to where it is to be")
		}
	}
}

// code waits for the end and is the exit code.
func (p *process) code(t *testing.T) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.ProcessState.ExitCode()
	case <-time.After(time.Minute):
		t.Fatal("the gate does not end")
		return 0
	}
}

func exists(path string) func() bool {
	return func() bool {
		_, err := os.Stat(path)
		return err == nil
	}
}

var endings = []struct {
	name   string
	signal syscall.Signal
	passed string // what terraform is told
}{
	{"SIGINT", syscall.SIGINT, "interrupt"},
	{"SIGTERM", syscall.SIGTERM, "terminated"},
	{"SIGHUP", syscall.SIGHUP, "interrupt"},
}

// A signal to the gate alone, and one to its whole process group as of Ctrl-C,
// reach terraform once; the gate waits for it and leaves nothing behind.
func TestSignalReachesTerraformOnce(t *testing.T) {
	for _, ending := range endings {
		for _, during := range []string{"plan", "apply"} {
			for to, sign := range map[string]int{"the gate": 1, "the group": -1} {
				t.Run(ending.name+" to "+to+" during "+during, func(t *testing.T) {
					t.Parallel()
					if signal.Ignored(ending.signal) {
						t.Skip("the tests were started to ignore it")
					}
					ready := filepath.Join(t.TempDir(), "ready")
					r, p := request(t, fakePlan(t), "FAKE_WAIT="+during, "FAKE_READY="+ready)
					r.Apply = true
					gate := start(t, *r, r.Environ)
					gate.until(t, exists(ready))
					if err := syscall.Kill(sign*gate.Process.Pid, ending.signal); err != nil {
						t.Fatal(err)
					}
					if code := gate.code(t); code != 3 {
						t.Errorf("the exit code is %d\n%s", code, gate.output)
					}
					made := calls(t, r.Environ)
					last := made[len(made)-1]
					if last.Args[1] != during || len(last.Signals) != 1 || last.Signals[0] != ending.passed {
						t.Errorf("terraform %s got the signals %q, want %q once", last.Args[1], last.Signals, ending.passed)
					}
					p.nothingLeft(t)
				})
			}
		}
	}
}

// A terraform that ends well though it was interrupted has planned; nothing is
// applied any more.
func TestInterruptedPlanIsNotApplied(t *testing.T) {
	ready := filepath.Join(t.TempDir(), "ready")
	r, p := request(t, fakePlan(t), "FAKE_WAIT=plan", "FAKE_READY="+ready, "FAKE_PLAN_CODE=0")
	r.Apply = true
	gate := start(t, *r, r.Environ)
	gate.until(t, exists(ready))
	if err := gate.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := gate.code(t); code != 2 {
		t.Errorf("the exit code is %d\n%s", code, gate.output)
	}
	if made := calls(t, r.Environ); len(made) != 1 {
		t.Errorf("terraform ran %d times", len(made))
	}
	p.nothingLeft(t)
}

// While the question stands there, and while a plan comes through a pipe, there
// is no terraform that a signal could be passed on to.
func TestSignalWithoutTerraform(t *testing.T) {
	for _, ending := range endings {
		t.Run(ending.name+" at the question", func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(ending.signal) {
				t.Skip("the tests were started to ignore it")
			}
			r, p := request(t, fakePlan(t), "GATE_ASKS=1")
			r.Apply = true
			gate := start(t, *r, r.Environ)
			private := filepath.Join(p.temporary, "*", "tfplan")
			gate.until(t, func() bool {
				found, _ := filepath.Glob(private)
				// The plan is made and copied: what is left is the question.
				return len(found) == 1 && len(calls(t, r.Environ)) == 1
			})
			time.Sleep(100 * time.Millisecond)
			if err := gate.Process.Signal(ending.signal); err != nil {
				t.Fatal(err)
			}
			if code := gate.code(t); code != 2 || !strings.Contains(gate.output.String(), "interrupted") {
				t.Errorf("the exit code is %d\n%s", code, gate.output)
			}
			if made := calls(t, r.Environ); len(made) != 1 {
				t.Errorf("terraform ran %d times", len(made))
			}
			p.nothingLeft(t)
		})
		t.Run(ending.name+" at a pipe", func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(ending.signal) {
				t.Skip("the tests were started to ignore it")
			}
			pipe := filepath.Join(t.TempDir(), "pipe")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Skip("no named pipes: ", err)
			}
			r, p := request(t)
			r.Plan = pipe
			gate := start(t, *r, r.Environ)
			writer, err := os.OpenFile(pipe, os.O_WRONLY, 0) // as soon as the gate reads
			if err != nil {
				t.Fatal(err)
			}
			defer writer.Close()
			gate.until(t, func() bool {
				found, _ := filepath.Glob(filepath.Join(p.temporary, "*", "tfplan"))
				return len(found) == 1
			})
			if err := gate.Process.Signal(ending.signal); err != nil {
				t.Fatal(err)
			}
			if code := gate.code(t); code != 2 {
				t.Errorf("the exit code is %d\n%s", code, gate.output)
			}
			p.nothingLeft(t)
		})
	}
}
