package hclcheck

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// FindRoots lists the root modules at and below a folder, as paths that begin
// with the folder's, in byte order. Hidden folders, .terraform among them, are
// passed over, and so are folders that are only called as modules: local
// sources of other folders that hold nothing which only a root module has.
// Every folder is a root module or called, through others, by one: of folders
// that call each other in a circle, the first is one. Symlinks to folders are not
// followed, and those to files no further than the repository.
func FindRoots(name string) ([]string, error) {
	source, err := OpenFolder(name)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	folders, err := configurationFolders(source)
	if err != nil {
		return nil, err
	}
	outlines, err := outlinesOf(folders)
	if err != nil {
		return nil, err
	}
	calls, called := make(map[string][]string, len(folders)), make(map[string]bool)
	for i, f := range folders {
		for _, source := range outlines[i].calls {
			callee := path.Join(f.dir, source)
			calls[f.dir], called[callee] = append(calls[f.dir], callee), true
		}
	}
	seen := make(map[string]bool) // the folders that are checked with the roots
	var roots []string
	add := func(f folder) {
		roots = append(roots, filepath.Join(name, filepath.FromSlash(source.below(f.dir))))
		follow(f.dir, calls, seen)
	}
	for i, f := range folders {
		if !called[f.dir] || outlines[i].stands() || f.hasRootFiles() {
			add(f)
		}
	}
	for _, f := range folders {
		if !seen[f.dir] {
			add(f)
		}
	}
	slices.Sort(roots)
	return roots, nil
}

// outlinesOf are the outlines of folders, in their order.
func outlinesOf(folders []folder) ([]outline, error) {
	outlines, failures := make([]outline, len(folders)), make([]error, len(folders))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range folders {
		group.Go(func() error {
			outlines[i], failures[i] = f.outline()
			return nil
		})
	}
	_ = group.Wait() // the failures are kept by folder
	return outlines, errors.Join(failures...)
}

// below is a folder of the Source's FS as seen from its own.
func (s Source) below(dir string) string {
	if s.Dir == "." {
		return dir
	}
	return path.Clean("." + strings.TrimPrefix(dir, s.Dir))
}

// follow notes a folder and all that it calls, through others too.
func follow(dir string, calls map[string][]string, seen map[string]bool) {
	for next := []string{dir}; len(next) > 0; {
		dir, next = next[len(next)-1], next[:len(next)-1]
		if !seen[dir] {
			seen[dir] = true
			next = append(next, calls[dir]...)
		}
	}
}

// configurationFolders are the folders at and below that of a Source that hold
// configuration files.
func configurationFolders(source Source) ([]folder, error) {
	var folders []folder
	err := fs.WalkDir(source.FS, source.Dir, func(dir string, entry fs.DirEntry, err error) error {
		shown := path.Join(source.Shown, source.below(dir))
		switch {
		case err != nil:
			return &Error{File: shown, Message: "cannot be read: " + why(err)}
		case entry.IsDir():
			if dir != source.Dir && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
		case configurationEnding(entry.Name()) != "" && !ignored(entry.Name()):
			parent := path.Dir(dir)
			if len(folders) == 0 || folders[len(folders)-1].dir != parent {
				folders = append(folders, folder{fs: source.FS, dir: parent, shown: path.Dir(shown)})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// A folder comes twice where it has files before and after a subfolder.
	slices.SortFunc(folders, func(a, b folder) int { return strings.Compare(a.dir, b.dir) })
	return slices.CompactFunc(folders, func(a, b folder) bool { return a.dir == b.dir }), nil
}

// outline is what of a folder tells root modules from called ones.
type outline struct {
	calls []string // the local sources of its module calls
	// root is set where the folder holds what only a root module has.
	root bool
	// configures is set where a provider block has something in it, and defaults
	// are the variables, true for those that have a default.
	configures bool
	defaults   map[string]bool
}

// outlineBlocks are the blocks that an outline is made of.
var outlineBlocks = []string{"module", "terraform", "provider", "import", "variable"}

// stands reports whether the folder is checked by itself whoever calls it: what
// can be applied by itself. A module with a provider block of its own that needs
// variables from its caller cannot.
func (o outline) stands() bool {
	if o.root || !o.configures {
		return o.root
	}
	for _, has := range o.defaults {
		if !has {
			return false
		}
	}
	return true
}

func (f folder) outline() (outline, error) {
	found := outline{defaults: make(map[string]bool)}
	primary, overrides, err := f.configurationFiles()
	if err != nil {
		return found, &Error{File: f.show(""), Message: "cannot be read: " + why(err)}
	}
	for _, name := range append(primary, overrides...) {
		declared, err := f.declarations(name, func(block span) bool { return slices.Contains(outlineBlocks, block.kind) })
		if err != nil {
			return found, err
		}
		found.root = found.root || declared.root
		found.configures = found.configures || slices.ContainsFunc(declared.providers, func(p *providerBlock) bool { return !p.empty })
		for _, variable := range declared.variables {
			found.defaults[variable.name] = found.defaults[variable.name] || variable.fallback.Attribute != nil
		}
		for _, call := range declared.calls {
			if call.source.Attribute == nil {
				continue
			}
			if source, ok := literalString(call.source.Expr); ok && isLocal(source) {
				found.calls = append(found.calls, source)
			}
		}
	}
	return found, nil
}

// hasRootFiles reports whether the folder holds a lock file or tfvars files,
// which Terraform reads in a root module only.
func (f folder) hasRootFiles() bool {
	if _, err := fs.Stat(f.fs, path.Join(f.dir, lockFileName)); err == nil {
		return true
	}
	return len(f.tfvarsFiles()) > 0
}
