package report

import (
	"path/filepath"

	"github.com/tfcua/tfcua"
)

// FromRoot is a path of a report as services want it that know a repository and
// no working directory: from the root, with forward slashes. What lies outside
// of the repository stays as it is, and so does everything where there is none.
func (o Options) FromRoot(path string) string {
	if path == "-" { // standard input, wherever the working directory is
		return path
	}
	path = filepath.Clean(path)
	if o.Root == "" {
		return filepath.ToSlash(path)
	}
	absolute := path
	if !filepath.IsAbs(path) {
		absolute = filepath.Join(o.Dir, path)
	}
	inside, err := filepath.Rel(o.Root, absolute)
	if err != nil || !filepath.IsLocal(inside) {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(inside)
}

// artifact is the file that a finding is shown at by services that want one for
// each: its own, or else the input that it was found in. Standard input is no
// file; it goes by its name, as no service takes an empty path.
func (o Options) artifact(finding tfcua.Finding) string {
	switch {
	case finding.File != "":
		return o.FromRoot(finding.File)
	case finding.Input == "-":
		return inputName(finding.Input)
	}
	return o.FromRoot(finding.Input)
}
