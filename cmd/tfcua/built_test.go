package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// built is the path of the command, built once for all tests that need it as a
// program of its own; builtIn is the folder that it is in.
var built = sync.OnceValues(func() (path string, err error) {
	builtIn, err = os.MkdirTemp("", "tfcua-test")
	if err != nil {
		return "", err
	}
	path = filepath.Join(builtIn, "tfcua")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	build := exec.Command("go", "build", "-o", path, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // it needs no file beside it
	build.Stderr = os.Stderr
	return path, build.Run()
})

var builtIn string

// tidy removes what the tests have built.
type tidy struct{ *testing.M }

func (m tidy) Run() int {
	code := m.M.Run()
	if builtIn != "" {
		os.RemoveAll(builtIn)
	}
	return code
}

func builtCommand(t *testing.T) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}
