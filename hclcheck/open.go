package hclcheck

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tfcua/tfcua/internal/repository"
)

// OpenFolder makes a Source of a folder. Its FS is confined to the repository,
// the nearest parent with a .git, else to the folder itself: neither ".." nor a
// symlink leads out of it. Close it when all is read.
func OpenFolder(name string) (Source, error) { return OpenFolderBelow(name, name) }

// OpenFolderBelow is [OpenFolder] for a folder that was found below another one:
// where there is no repository, the FS is confined to that.
func OpenFolderBelow(name, given string) (Source, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Source{}, fmt.Errorf("%s: cannot be read: %s", name, why(err))
	}
	if !info.IsDir() {
		return Source{}, fmt.Errorf("%s: is no folder", name)
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", name, err)
	}
	if absolute, err = filepath.EvalSymlinks(absolute); err != nil {
		return Source{}, fmt.Errorf("%s: cannot be read: %s", name, why(err))
	}
	top, err := filepath.Abs(given)
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", given, err)
	}
	if top, err = filepath.EvalSymlinks(top); err != nil {
		return Source{}, fmt.Errorf("%s: cannot be read: %s", given, why(err))
	}
	within := cmp.Or(repository.Root(absolute), top)
	dir, err := filepath.Rel(within, absolute)
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", name, err)
	}
	confined, err := os.OpenRoot(within)
	if err != nil {
		return Source{}, fmt.Errorf("%s: cannot be read: %s", name, why(err))
	}
	return Source{
		FS:         confined.FS(),
		Dir:        filepath.ToSlash(dir),
		Shown:      filepath.ToSlash(name),
		repository: filepath.ToSlash(within),
		absolute:   filepath.ToSlash(absolute),
		confined:   confined,
	}, nil
}

// within is an absolute path as a path within the Source's FS.
func (s Source) within(absolute string) (string, bool) {
	if s.repository == "" {
		return "", false
	}
	relative, err := filepath.Rel(filepath.FromSlash(s.repository), filepath.FromSlash(absolute))
	if err != nil {
		return "", false
	}
	relative = filepath.ToSlash(relative)
	return relative, relative != ".." && !strings.HasPrefix(relative, "../")
}

// outsideFS is the file system of a folder that the user's own environment
// names; nothing outside of that folder is read through it.
func outsideFS(folder string) fs.FS {
	confined, err := os.OpenRoot(filepath.FromSlash(folder))
	if err != nil {
		return emptyFS{}
	}
	return confined.FS()
}

// emptyFS holds no file.
type emptyFS struct{}

func (emptyFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// read reads a file that Arguments name.
func (o Options) read(name string) ([]byte, error) {
	if o.InPlace != nil {
		if text, ok := o.InPlace(name); ok {
			return text, nil
		}
	}
	return readOwnFile(name)
}

// readOwnFile reads a file that the user names on the command line, wherever it
// is.
func readOwnFile(name string) ([]byte, error) {
	return readFile(os.DirFS(filepath.Dir(name)), filepath.Base(name))
}
