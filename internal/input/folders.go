package input

import (
	"cmp"
	"errors"
	"fmt"
)

// Folder is the folder of a root module, and the one that was given in or below
// which it was found.
type Folder struct{ Path, Given string }

// Folders are the root modules of paths that must be folders; none stand for the
// current folder. With recursive they are those in and below them.
func Folders(paths []string, recursive bool) ([]Folder, error) {
	folders, plans, templates, unread := sort(paths)
	failures := []error{unread}
	for _, path := range append(plans, templates...) {
		failures = append(failures, fmt.Errorf("%s: is no folder", path))
	}
	if err := errors.Join(failures...); err != nil {
		return nil, err
	}
	var below map[string]string
	if recursive {
		var err error
		if folders, below, err = roots(folders); err != nil {
			return nil, err
		}
	}
	var found []Folder
	for _, path := range folders {
		found = append(found, Folder{path, cmp.Or(below[path], path)})
	}
	return found, nil
}
