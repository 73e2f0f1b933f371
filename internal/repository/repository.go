// Package repository knows where the repository is that a folder stands in.
package repository

import (
	"os"
	"path/filepath"
)

// Root is the nearest parent of a folder, or the folder itself, that holds a
// .git, be it a folder or a worktree's file; "" if there is none. The folder's
// path must be absolute.
func Root(folder string) string {
	for parent := folder; ; {
		if _, err := os.Lstat(filepath.Join(parent, ".git")); err == nil {
			return parent
		}
		above := filepath.Dir(parent)
		if above == parent {
			return ""
		}
		parent = above
	}
}
