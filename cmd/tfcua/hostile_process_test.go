//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whatever a file is cut off at, it is refused, by a message of one line.
func TestHostileCutOff(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"../../testdata/planned/plan.json", "../../testdata/planned/tfplan", "../../testdata/templates/nested/azuredeploy.json"} {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for part := range 64 {
			cut := filepath.Join(dir, filepath.Base(name))
			if err := os.WriteFile(cut, whole[:len(whole)*part/64], 0o600); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			code := run(context.Background(), []string{"check", "--no-env", cut}, strings.NewReader(""), &stdout, &stderr, nil)
			said := stderr.String()
			if code != exitFailed || stdout.Len() > 0 || strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "tfcua: "+cut+":") {
				t.Errorf("%s, %d of 64 parts: exit code %d, %q, %q", name, part, code, said, &stdout)
			}
		}
	}
}

// A pipe with a name is read as any pipe is; as a configuration file it is none,
// and nobody waits for it.
func TestHostileNamedPipe(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"p", "main.tf"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := outcomeOf(t, dir, nil, "check"); got.code != exitFailed || got.stderr != "tfcua: main.tf: cannot be read: it is no regular file\n" {
		t.Errorf("a folder: %d, %s", got.code, got.stderr)
	}
	if got := outcomeOf(t, dir, nil, "fix", "--check"); got.code != exitFailed || got.stderr != "tfcua: main.tf: cannot be read: it is no regular file\n" {
		t.Errorf("a folder to fix: %d, %s", got.code, got.stderr)
	}
	go func() {
		if pipe, err := os.OpenFile(filepath.Join(dir, "p"), os.O_WRONLY, 0); err == nil {
			_, _ = io.WriteString(pipe, planHead)
			_ = pipe.Close()
		}
	}()
	want := fmt.Sprintf("tfcua: p: is cut off: the JSON ends at byte %d; write the whole output of terraform show -json PLAN\n", len(planHead))
	if got := outcomeOf(t, dir, nil, "check", "p"); got.code != exitFailed || got.stderr != want {
		t.Errorf("a plan: %d, %s", got.code, got.stderr)
	}
}

func TestHostilePermissions(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "main.tf"), "")
	put(t, filepath.Join(dir, "p"), "")
	for _, name := range []string{"main.tf", "p"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	if got := outcomeOf(t, dir, nil, "check"); got.code != exitFailed || got.stderr != "tfcua: main.tf: cannot be read: permission denied\n" {
		t.Errorf("a folder: %d, %s", got.code, got.stderr)
	}
	if got := outcomeOf(t, dir, nil, "check", "p"); got.code != exitFailed || got.stderr != "tfcua: p: permission denied\n" {
		t.Errorf("a plan: %d, %s", got.code, got.stderr)
	}
}

// A disk that is full is no success.
func TestHostileFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full")
	}
	defer full.Close()
	var stderr bytes.Buffer
	command := exec.Command(builtCommand(t), "check", "--no-env", "../../testdata/quickstart")
	command.Stdout, command.Stderr = full, &stderr
	if err := command.Run(); command.ProcessState.ExitCode() != exitFailed || stderr.String() != "tfcua: the report cannot be written: write /dev/stdout: no space left on device\n" {
		t.Errorf("standard output: %v, %s", err, &stderr)
	}
	dir, err := filepath.Abs("../../testdata/quickstart")
	if err != nil {
		t.Fatal(err)
	}
	got := outcomeOf(t, dir, nil, "check", "--no-env", "--output", "/dev/full")
	if got.code != exitFailed || !strings.Contains(got.stderr, "/dev/full: cannot be written: no space left on device\n") {
		t.Errorf("a file: %d, %s", got.code, got.stderr)
	}
}

// Who reads the report may go away, and who started the check may end it: neither
// is a success, and nothing panics.
func TestHostileEnd(t *testing.T) {
	for name, test := range map[string]struct {
		signal os.Signal // nil to close standard output
		want   syscall.Signal
	}{"closed standard output": {nil, syscall.SIGPIPE}, "an interrupt": {os.Interrupt, syscall.SIGINT}, "a request to end": {syscall.SIGTERM, syscall.SIGTERM}} {
		t.Run(name, func(t *testing.T) {
			within, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			command := exec.CommandContext(within, builtCommand(t), "check", "--no-env", "-")
			var stderr bytes.Buffer
			command.Stderr = &stderr
			stdin, err := command.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			reader, writer, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			command.Stdout = writer
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			_ = writer.Close()
			// More than a pipe holds: when it is written, tfcua reads.
			if err := between(planHead+`"`, "x", 1<<20, "")(stdin); err != nil {
				t.Fatal(err)
			}
			if test.signal != nil {
				err = command.Process.Signal(test.signal)
			} else {
				err = reader.Close()
				_, _ = io.WriteString(stdin, `"`+planTail)
				_ = stdin.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			err = command.Wait()
			_ = reader.Close()
			var failure *exec.ExitError
			if !errors.As(err, &failure) {
				t.Fatalf("it ends with %v", err)
			}
			if status, ok := failure.Sys().(syscall.WaitStatus); !ok || status.Signal() != test.want || stderr.Len() > 0 {
				t.Errorf("it ends by %v and says %s", failure, &stderr)
			}
		})
	}
}

// A file that changes while it is read is one or the other, or refused.
func TestHostileChange(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "plan.json")
	whole, err := os.ReadFile("../../testdata/planned/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
				_ = os.Truncate(name, int64(i*7919%len(whole)))
				_ = os.WriteFile(name, whole, 0o600)
			}
		}
	}()
	sound := "" // what is said of the whole
	for range 50 {
		var stdout, stderr bytes.Buffer
		switch code := run(context.Background(), []string{"check", "--no-env", name}, strings.NewReader(""), &stdout, &stderr, nil); {
		case code == exitFailed && stdout.Len() == 0 && strings.HasPrefix(stderr.String(), "tfcua: "+name+":"):
		case code == exitNotAllowed && (sound == "" || sound == stdout.String()):
			sound = stdout.String()
		default:
			t.Errorf("exit code %d, %s%s", code, &stdout, &stderr)
		}
	}
	close(done)
	<-stopped
}
