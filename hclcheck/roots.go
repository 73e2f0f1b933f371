package hclcheck

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// FindRoots lists the root modules at and below a folder, as paths that begin
// with the folder's, in byte order. Hidden folders, .terraform among them, are
// passed over, and so are folders that are only called as modules: local
// sources of other folders that hold nothing which only a root module has.
// Symlinks are not followed.
func FindRoots(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %s", name, why(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s: is no folder", name)
	}
	fsys := os.DirFS(name)
	modules := make(map[string]*module)
	walk := func(dir string, entry fs.DirEntry, err error) error {
		if err != nil {
			return &Error{File: filepath.ToSlash(filepath.Join(name, dir)), Message: "cannot be read: " + why(err)}
		}
		if !entry.IsDir() {
			return nil
		}
		if dir != "." && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		f := folder{fs: fsys, dir: dir, shown: path.Join(filepath.ToSlash(name), dir)}
		primary, overrides, err := f.configurationFiles()
		if err != nil {
			return &Error{File: f.show(""), Message: "cannot be read: " + why(err)}
		}
		if len(primary)+len(overrides) == 0 {
			return nil
		}
		modules[dir], err = loadModule(f)
		return err
	}
	if err := fs.WalkDir(fsys, ".", walk); err != nil {
		return nil, err
	}
	called := make(map[string]bool)
	for dir, m := range modules {
		for _, call := range m.calls {
			if call.source.Attribute == nil {
				continue
			}
			if source, ok := literalString(call.source.Expr); ok && isLocal(source) {
				called[path.Join(dir, source)] = true
			}
		}
	}
	var roots []string
	for dir, m := range modules {
		if !called[dir] || m.backend || m.folder.hasRootFiles() {
			roots = append(roots, filepath.Join(name, filepath.FromSlash(dir)))
		}
	}
	slices.Sort(roots)
	return roots, nil
}

// hasRootFiles reports whether the folder holds a lock file or tfvars files,
// which Terraform reads in a root module only.
func (f folder) hasRootFiles() bool {
	if _, err := fs.Stat(f.fs, path.Join(f.dir, lockFileName)); err == nil {
		return true
	}
	return len(f.tfvarsFiles()) > 0
}
