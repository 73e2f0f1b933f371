package repository

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRoot(t *testing.T) {
	top := t.TempDir()
	for _, folder := range []string{"repo/.git", "repo/infra/prod", "repo/sub/infra", "none"} {
		if err := os.MkdirAll(filepath.Join(top, filepath.FromSlash(folder)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// A worktree and a submodule have a file.
	if err := os.WriteFile(filepath.Join(top, "repo", "sub", ".git"), []byte("gitdir: elsewhere\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]string{
		"repo": "repo", "repo/infra/prod": "repo", "repo/sub": "repo/sub", "repo/sub/infra": "repo/sub", "none": "", "repo/not/there": "repo",
	} {
		if want != "" {
			want = filepath.Join(top, filepath.FromSlash(want))
		}
		if got := Root(filepath.Join(top, filepath.FromSlash(folder))); got != want {
			t.Errorf("%s: %q, want %q", folder, got, want)
		}
	}
}
