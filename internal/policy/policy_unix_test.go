//go:build unix

package policy

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe that stands where a policy is looked for must not hang the check.
func TestPipe(t *testing.T) {
	dir := tree(t, map[string]string{".git/HEAD": ""})
	if err := syscall.Mkfifo(filepath.Join(dir, FileName), 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := ask(t, "", dir, ".", true); err == nil || !strings.Contains(err.Error(), "is no regular file") {
		t.Errorf("%v", err)
	}
}
