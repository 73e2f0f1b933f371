//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostile is an input that somebody made to break tfcua, and what comes of it:
// docs/security.md has the bounds. It is read in a folder of its own, by a process
// of its own.
type hostile struct {
	name  string
	files map[string]string // "-> x" is a symlink to x
	bulk  map[string]stream // files that are too large to hold
	// stdin writes what stands on standard input, as a stream; nil for nothing.
	stdin stream
	args  string
	code  int
	// stderr is all that is said there, and line a line of what is reported; in
	// both "…" stands for whatever it may be.
	stderr, line string
	large        bool  // takes seconds
	memory       int64 // what it may take, where that is more than mostMemory
}

// stream writes a text, however long.
type stream func(io.Writer) error

const (
	contoso  = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	uses     = "\nresource \"azurerm_resource_group\" \"x\" {}\n"
	requires = "terraform {\n  required_providers {\n    azurerm = {\n      source  = \"hashicorp/azurerm\"\n      version = \">= 4.0\"\n    }\n  }\n}\n"
	million  = 1_000_000
)

// tagging is a configuration whose partner_id is an expression, below others.
func tagging(expression string, blocks ...string) string {
	return requires + strings.Join(blocks, "\n") + "\nprovider \"azurerm\" {\n  features {}\n  partner_id = " + expression + "\n}\n" + uses
}

func one(name, content string) map[string]string { return map[string]string{name: content} }

func written(text ...string) stream {
	return func(w io.Writer) error {
		for _, part := range text {
			if _, err := io.WriteString(w, part); err != nil {
				return err
			}
		}
		return nil
	}
}

// between is so many times a text, between two others.
func between(before, text string, times int, after string) stream {
	return func(w io.Writer) error {
		block := strings.Repeat(text, min(times, 1<<16/len(text)))
		if _, err := io.WriteString(w, before); err != nil {
			return err
		}
		for left := times * len(text); left > 0; left -= len(block) {
			if _, err := io.WriteString(w, block[:min(left, len(block))]); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, after)
		return err
	}
}

// archive is a zip of files.
func archive(entries ...entry) stream {
	return func(w io.Writer) error {
		archive := zip.NewWriter(w)
		for _, each := range entries {
			out, err := archive.Create(each.name)
			if err == nil {
				err = each.content(out)
			}
			if err != nil {
				return err
			}
		}
		return archive.Close()
	}
}

type entry struct {
	name    string
	content stream
}

func gzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

// utf16 is ASCII as PowerShell writes it.
func utf16(text string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, c := range []byte(text) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

const (
	planHead = `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"x":`
	planTail = `},"resource_changes":[],"configuration":{"provider_config":{"azurerm":{"name":"azurerm","full_name":"registry.terraform.io/hashicorp/azurerm","expressions":{"partner_id":{"constant_value":"` + contoso + `"}}}},"root_module":{}}}`
)

func TestHostile(t *testing.T) {
	for _, test := range hostileInputs() {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.large && testing.Short() {
				t.Skip("it takes long to make")
			}
			dir := t.TempDir()
			for name, content := range test.files {
				put(t, filepath.Join(dir, name), content)
			}
			for name, content := range test.bulk {
				file, err := os.Create(filepath.Join(dir, name))
				if err == nil {
					err = errors.Join(content(file), file.Close())
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			got := outcomeOf(t, dir, test.stdin, strings.Fields("check --no-env --format compact "+test.args)...)
			if got.code != test.code {
				t.Errorf("the exit code is %d, want %d", got.code, test.code)
			}
			if !like(got.stderr, test.stderr) {
				t.Errorf("standard error holds\n%s\nwant\n%s", cut(got.stderr), test.stderr)
			}
			if test.line == "" != (got.stdout == "") || test.line != "" && !anyLine(got.stdout, test.line) {
				t.Errorf("standard output holds\n%s\nwant the line\n%s", cut(got.stdout), test.line)
			}
			if strings.Contains(got.stderr+got.stdout, "goroutine ") {
				t.Error("it panics")
			}
			if got.memory > max(test.memory, mostMemory) {
				t.Errorf("it takes %d MiB", got.memory>>20)
			}
		})
	}
}

// mostMemory is what nearly none of them takes more of.
const mostMemory = 512 << 20

func put(t *testing.T, name, content string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if target, ok := strings.CutPrefix(content, "-> "); err == nil && ok {
		err = os.Symlink(target, name)
	} else if err == nil {
		err = os.WriteFile(name, []byte(content), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

type outcome struct {
	stdout, stderr string
	code           int
	memory         int64 // 0 where the system does not say
}

// outcomeOf runs tfcua in a process of its own. The minute is for what would never
// end; nothing comes near it.
func outcomeOf(t *testing.T, dir string, stdin stream, args ...string) outcome {
	t.Helper()
	within, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	command := exec.CommandContext(within, builtCommand(t), args...)
	command.Dir, command.Env = dir, []string{"HOME=" + dir}
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if stdin != nil {
		pipe, err := command.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			_ = stdin(pipe) // who has seen enough closes it
			_ = pipe.Close()
		}()
	}
	err := command.Run()
	var failure *exec.ExitError
	if within.Err() != nil || err != nil && !errors.As(err, &failure) {
		t.Fatal("it does not end: ", err, within.Err())
	}
	return outcome{stdout.String(), stderr.String(), command.ProcessState.ExitCode(), memoryOf(command.ProcessState)}
}

// like reports whether a text is the pattern, in which "…" is anything.
func like(text, pattern string) bool {
	parts := strings.Split(pattern, "…")
	text, ok := strings.CutPrefix(strings.TrimSuffix(text, "\n"), parts[0])
	for i, part := range parts[1:] {
		if !ok {
			break
		}
		if i == len(parts)-2 {
			return strings.HasSuffix(text, part)
		}
		_, text, ok = strings.Cut(text, part)
	}
	return ok && (text == "" || len(parts) > 1)
}

func anyLine(text, pattern string) bool {
	for line := range strings.Lines(text) {
		if like(line, pattern) {
			return true
		}
	}
	return false
}

func cut(text string) string { return text[:min(len(text), 2000)] }

// memoryOf is the most memory that a process had, in bytes.
func memoryOf(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	switch {
	case !ok:
		return 0
	case runtime.GOOS == "darwin":
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
