// Package input makes configurations of the paths of a command line: it tells
// folders from plans, finds root modules and calls the readers. It prints nothing.
package input

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/plancheck"
)

// Standard is the path that stands for a plan on standard input.
const Standard = "-"

// Request is what a command line asks to be read.
type Request struct {
	Paths []string // folders and plans, [Standard] among them; none for the current folder
	// Recursive reads every root module below the folders.
	Recursive bool
	Stdin     io.Reader
	Progress  Progress // nil where nobody wants to hear of it
	// Evaluation is what the configurations are evaluated with.
	Evaluation hclcheck.Options
}

// Read reads what is asked for. The errors of all inputs that cannot be read
// are joined: there is a configuration for each input, or none at all.
func Read(request Request) ([]tfcua.Configuration, error) {
	folders, plans, unread := sort(request.Paths)
	switch {
	case len(plans) > 0 && len(folders) > 1:
		return nil, errors.New("several folders and a plan: which folder was planned cannot be told; give the plan with its own folder, or the folders alone")
	case len(plans) > 0 && request.Recursive:
		return nil, errors.New("--recursive finds the root modules below folders; a plan is one root module: give it without --recursive")
	}
	configurations, err := request.read(folders, plans)
	if err := errors.Join(unread, err); err != nil {
		return nil, err
	}
	return configurations, nil
}

func (r Request) read(folders, plans []string) ([]tfcua.Configuration, error) {
	if len(plans) > 0 {
		return r.readPlans(plans, folders)
	}
	var failure error
	var below map[string]string
	if r.Recursive {
		folders, below, failure = roots(folders)
	}
	r.expect(int64(len(folders)))
	configurations, err := readEach(folders, func(path string) (tfcua.Configuration, error) {
		return r.readFolder(path, cmp.Or(below[path], path))
	})
	return configurations, errors.Join(failure, err)
}

// sort tells folders from plans, each path counting once. A folder is a folder;
// what kind of plan anything else is, its reader tells by the content.
func sort(paths []string) (folders, plans []string, unread error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var failures []error
	seen := make(map[string]bool)
	for _, path := range paths {
		if path == "" {
			failures = append(failures, errors.New("an empty path: give a folder, a plan, or - for a plan on standard input"))
			continue
		}
		if seen[filepath.Clean(path)] {
			continue
		}
		seen[filepath.Clean(path)] = true
		if path == Standard {
			plans = append(plans, path)
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			failures = append(failures, cannotOpen(path, err))
		case info.IsDir():
			folders = append(folders, path)
		default:
			plans = append(plans, path)
		}
	}
	return folders, plans, errors.Join(failures...)
}

// roots are the root modules in and below folders, each once, and the folder
// that each was found below.
func roots(folders []string) (all []string, below map[string]string, err error) {
	var failures []error
	below = make(map[string]string)
	for _, folder := range folders {
		found, err := hclcheck.FindRoots(folder)
		if err != nil {
			failures = append(failures, err)
		} else if len(found) == 0 {
			failures = append(failures, fmt.Errorf("%s: no root module in it or below it: every folder with .tf files is only called as a module, or there is none", folder))
		}
		for _, root := range found {
			if root = filepath.Clean(root); below[root] == "" {
				below[root] = folder
				all = append(all, root)
			}
		}
	}
	return all, below, errors.Join(failures...)
}

// readEach reads all paths, several at once, or says what is wrong with each
// that cannot be read.
func readEach(paths []string, read func(path string) (tfcua.Configuration, error)) ([]tfcua.Configuration, error) {
	configurations := make([]tfcua.Configuration, len(paths))
	failures := make([]error, len(paths))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		group.Go(func() error {
			configurations[i], failures[i] = read(path)
			return nil
		})
	}
	_ = group.Wait() // the failures are kept by path
	if err := errors.Join(failures...); err != nil {
		return nil, err
	}
	return configurations, nil
}

func (r Request) readFolder(path, below string) (tfcua.Configuration, error) {
	defer r.done(1)
	source, err := hclcheck.OpenFolderBelow(path, below)
	if err != nil {
		return tfcua.Configuration{}, err
	}
	defer source.Close()
	root, err := hclcheck.Load(source, r.Evaluation)
	if err != nil {
		return tfcua.Configuration{}, err
	}
	configuration := root.Configuration()
	configuration.Input = tfcua.Input{Path: path, Kind: tfcua.Folder}
	for i := range configuration.Unseen {
		configuration.Unseen[i].Input = path
	}
	return configuration, nil
}

// readPlans reads each plan with the one folder beside it, if there is one.
func (r Request) readPlans(plans, folders []string) ([]tfcua.Configuration, error) {
	var beside *hclcheck.Source
	if len(folders) == 1 {
		source, err := hclcheck.OpenFolder(folders[0])
		if err != nil {
			return nil, err
		}
		defer source.Close()
		beside = &source
	}
	return readEach(plans, func(path string) (tfcua.Configuration, error) {
		if path == Standard {
			return plancheck.Read(path, r.Stdin, beside, r.Evaluation)
		}
		file, err := os.Open(path)
		if err != nil {
			return tfcua.Configuration{}, cannotOpen(path, err)
		}
		defer file.Close()
		return plancheck.Read(path, r.watch(file), beside, r.Evaluation)
	})
}

// cannotOpen names the path once, before the reason; the operating system's
// errors name it after the call that failed.
func cannotOpen(path string, err error) error {
	var failure *fs.PathError
	if errors.As(err, &failure) {
		err = failure.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}
