package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// untrustedCommands are run in the repository of testdata/untrusted.txtar: all
// that reads sources, with each of the inputs that lead out.
var untrustedCommands = [][]string{
	{"check"},
	{"check", "main"},
	{"check", "files"},
	{"check", "modules"},
	{"check", "locked"},
	{"check", "installed"},
	{"check", "linkedvariables"},
	{"check", "linkedtemplate"},
	{"check", "loop"},
	{"check", "unlinked"},
	{"check", "template"},
	{"check", "template/mainTemplate.json"},
	{"check", "package.zip"},
	{"check", "--recursive", "files", "modules", "main"},
	{"check", "--recursive", "--format", "sarif", "."},
	{"baseline", "--output", "-", "files"},
	{"fix", "--diff", "--tracking-id", "a1b2c3d4-e5f6-4711-8899-aabbccddeeff", "files", "modules"},
	{"fix", "--check", "--recursive"},
	{"scan"},
	{"scan", "deploy.sh"},
	{"init", "files"},
}

// Where nothing is but the command and the repository, neither a network nor
// another file, each command ends as it ends here: so it makes no use of them.
func TestUntrustedRepositoryInAnEmptyWorld(t *testing.T) {
	for _, args := range untrustedCommands {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			world := untrustedWorld(t)
			here := runApart(t, exec.Command(world+"/tfcua", args...), world+"/repo")
			if err := os.RemoveAll(filepath.Join(world, "repo")); err != nil {
				t.Fatal(err)
			}
			world = untrustedWorld(t)
			if err := os.RemoveAll(filepath.Join(world, "outside")); err != nil {
				t.Fatal(err)
			}
			apart := exec.Command("/tfcua", args...)
			apart.SysProcAttr = &syscall.SysProcAttr{
				Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS,
				Chroot:      world,
				UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
				GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
			}
			if there := runApart(t, apart, "/repo"); there != here {
				t.Errorf("it ends otherwise in an empty world:\n%s", difference(here, there))
			}
			if strings.Contains(here, "0ff51de0") || strings.Contains(here, "0.0.9") {
				t.Errorf("it shows what is outside:\n%s", here)
			}
		})
	}
}

// The kernel sees no program started, no socket, and no file opened but those of
// the repository and of Go's own runtime.
func TestUntrustedRepositoryUnderTrace(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	// A policy is refused otherwise where the link to it leads nowhere, and fix
	// writes.
	for _, args := range append(untrustedCommands, []string{"check", "policy"}, []string{"fix", "--recursive", "files", "main"}) {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			world := untrustedWorld(t)
			logs := t.TempDir()
			traced := exec.Command(strace, append([]string{ // a file for each thread
				"-ff", "-y", "-o", logs + "/trace", "-e", "trace=open,openat,openat2,execve,execveat,%network", world + "/tfcua",
			}, args...)...)
			output := runApart(t, traced, world+"/repo")
			var calls []string
			threads, err := filepath.Glob(logs + "/trace.*")
			if err != nil {
				t.Fatal(err)
			}
			for _, thread := range threads {
				trace, err := os.ReadFile(thread)
				if err != nil {
					t.Fatal(err)
				}
				calls = append(calls, strings.Split(strings.TrimSpace(string(trace)), "\n")...)
			}
			if !slices.ContainsFunc(calls, func(call string) bool { return strings.HasPrefix(call, "openat(") }) {
				t.Skipf("strace cannot trace here: %s", output)
			}
			judgeCalls(t, calls, world+"/repo")
		})
	}
}

// opened is a call that opened a file, with the path that the kernel gave it.
var opened = regexp.MustCompile(`^open(?:at2?)?\(.* = \d+<(.*)>$`)

func judgeCalls(t *testing.T, calls []string, repository string) {
	t.Helper()
	started := 0
	for _, call := range calls {
		switch name, _, _ := strings.Cut(call, "("); {
		case name == "", strings.HasPrefix(name, "---"), strings.HasPrefix(name, "+++"): // signals, and the end
		case name == "???": // a thread that the end of the process took before strace saw what it calls
		case strings.HasPrefix(name, "exec"):
			if started++; started > 1 {
				t.Errorf("it starts a program: %s", call)
			}
		case strings.HasPrefix(name, "open"):
			if m := opened.FindStringSubmatch(call); m != nil && !mayBeOpened(m[1], repository) {
				t.Errorf("it opens a file outside of the repository: %s", call)
			}
		default:
			t.Errorf("it makes a connection: %s", call)
		}
	}
}

// mayBeOpened reports whether a file is one of the repository, or one from which
// Go's runtime learns about the machine.
func mayBeOpened(path, repository string) bool {
	return path == repository || strings.HasPrefix(path, repository+"/") ||
		path == filepath.Dir(repository)+"/tfcua" || // protobuf looks at its own program
		strings.HasPrefix(path, "/sys/") || strings.HasPrefix(path, "/proc/") || path == "/dev/null" ||
		path == "/etc/localtime" || strings.HasPrefix(path, "/usr/share/zoneinfo/")
}

// runApart runs a command in a folder, with an environment of its own, and
// returns what it shows and how it ends.
func runApart(t *testing.T, cmd *exec.Cmd, folder string) string {
	t.Helper()
	var b bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = folder, []string{"HOME=/root"}, &b, &b
	err := cmd.Run()
	var ended *exec.ExitError
	if cmd.SysProcAttr != nil && (errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL)) {
		t.Skipf("no namespaces are to be had here: %v", err)
	}
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return b.String() + cmd.ProcessState.String()
}

// untrustedWorld is a folder with the repository, what is outside of it, and the
// command, that is the same for each world of a test.
func untrustedWorld(t *testing.T) string {
	t.Helper()
	world, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile("../../testdata/untrusted.txtar")
	if err != nil {
		t.Fatal(err)
	}
	packed := make(map[string]string)
	for _, file := range archive.Files {
		if inside, ok := strings.CutPrefix(file.Name, "repo/package.zip/"); ok {
			packed[inside] = string(file.Data)
			continue
		}
		writeCanaryFile(t, filepath.Join(world, file.Name), string(file.Data))
	}
	writeCanaryFile(t, filepath.Join(world, "repo", "package.zip"), pack(t, packed))
	for text := range strings.Lines(string(archive.Comment)) {
		if words := strings.Fields(text); len(words) == 3 && words[0] == "link" {
			if err := os.Symlink(words[2], filepath.Join(world, words[1])); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.Link(builtCommand(t), filepath.Join(world, "tfcua")); err != nil {
		t.Fatal(err)
	}
	return world
}
