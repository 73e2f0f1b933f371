package input

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tfcua/tfcua/armcheck"
	"github.com/tfcua/tfcua/hclcheck"
)

// Folder is the folder of a root module, and the one that was given in or below
// which it was found.
type Folder struct{ Path, Given string }

// Sources are what of the paths can be edited: the root modules of folders, with
// recursive all in and below them, and ARM templates, those of folders of templates
// among them. No path stands for the
// current folder.
func Sources(paths []string, recursive bool) (roots []Folder, templates []string, err error) {
	folders, plans, templates, unread := sort(paths)
	failures := []error{unread}
	for _, path := range plans {
		failures = append(failures, fmt.Errorf("%s: is no folder and no ARM template", path))
	}
	for _, path := range templates {
		if isPackage(path) {
			failures = append(failures, fmt.Errorf("%s: is a package: mend the template in it, and pack it again", path))
		}
	}
	if err := errors.Join(failures...); err != nil {
		return nil, nil, err
	}
	if !recursive {
		folders = slices.DeleteFunc(folders, func(folder string) bool {
			if !armcheck.IsFolder(folder) {
				return false
			}
			templates = append(templates, armcheck.MainTemplate(folder))
			return true
		})
	}
	found, err := below(folders, recursive)
	return found, templates, err
}

// wantsRecursive is the error on a folder that has root modules below it, and no
// configuration itself; nil for any other folder.
func wantsRecursive(path string, source hclcheck.Source) error {
	if source.HasConfiguration() {
		return nil
	}
	found, err := hclcheck.FindRoots(path)
	if err != nil {
		return nil // which its reader says
	}
	if len(found) == 0 {
		return wantsTemplate(path)
	}
	return fmt.Errorf("%s: holds no configuration files itself: give --recursive to take the root modules below it, such as %s", path, found[0])
}

// wantsTemplate is the error on a folder that has ARM templates, none of which is
// named as a main template; nil for any other folder.
func wantsTemplate(path string) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil // which its reader says
	}
	for _, entry := range entries {
		name := filepath.Join(path, entry.Name())
		if entry.Type().IsRegular() && strings.HasSuffix(name, ".json") && isTemplate(name) {
			return fmt.Errorf("%s: holds neither Terraform configuration nor a main template (mainTemplate.json, azuredeploy.json): give the template itself, such as %s", path, name)
		}
	}
	return nil
}

func below(folders []string, recursive bool) ([]Folder, error) {
	var given map[string]string
	if recursive && len(folders) > 0 {
		var err error
		if folders, given, err = roots(folders); err != nil {
			return nil, err
		}
	}
	var found []Folder
	for _, path := range folders {
		if !recursive {
			source, err := hclcheck.OpenFolder(path)
			if err != nil {
				return nil, err
			}
			err = wantsRecursive(path, source)
			_ = source.Close() // nothing was written
			if err != nil {
				return nil, err
			}
		}
		found = append(found, Folder{path, cmp.Or(given[path], path)})
	}
	return found, nil
}
