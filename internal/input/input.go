// Package input makes configurations of the paths of a command line: it tells
// folders, plans and templates apart, finds root modules and calls the readers.
// It prints nothing.
package input

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/armcheck"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/files"
	"github.com/tfcua/tfcua/plancheck"
)

// Standard is the path that stands for a plan or a template on standard input.
const Standard = "-"

// Request is what a command line asks to be read.
type Request struct {
	Paths []string // folders, plans and templates, [Standard] among them; none for the current folder
	// Recursive reads every root module below the folders.
	Recursive bool
	Stdin     io.Reader
	Progress  Progress     // nil where nobody wants to hear of it
	Warn      func(string) // hears what is suspicious and changes nothing; nil where nobody does
	// Policy is the policy for an input, a folder or a plan; nil where there is
	// none for any. It is asked by several readers at once.
	Policy func(path string, folder bool) (tfcua.Policy, error)
	// Evaluation is what the configurations are evaluated with.
	Evaluation hclcheck.Options
}

// Input is what was read of one input, and the policy that it is checked against.
type Input struct {
	tfcua.Configuration
	Policy tfcua.Policy
}

// Read reads what is asked for. The errors of all inputs that cannot be read
// are joined: there is an [Input] for each, or none at all.
func Read(request Request) ([]Input, error) {
	folders, plans, templates, unread := sort(request.Paths)
	switch {
	case len(plans) > 0 && len(folders) > 1:
		return nil, errors.New("several folders and a plan: which folder was planned cannot be told; give the plan with its own folder, or the folders alone")
	case len(plans) > 0 && request.Recursive:
		return nil, errors.New("--recursive finds the root modules below folders; a plan is one root module: give it without --recursive")
	}
	inputs, err := request.read(folders, plans)
	others, too := request.readEach(templates, false, request.readTemplate)
	if err := errors.Join(unread, err, too); err != nil {
		return nil, err
	}
	if len(others) > 0 {
		inputs = append(inputs, others...)
		slices.SortStableFunc(inputs, func(a, b Input) int {
			return cmp.Compare(slices.Index(request.Paths, a.Input.Path), slices.Index(request.Paths, b.Input.Path))
		})
	}
	return inputs, nil
}

func (r Request) read(folders, plans []string) ([]Input, error) {
	if len(plans) > 0 {
		return r.readPlans(plans, folders)
	}
	var failure error
	var below map[string]string
	if r.Recursive {
		folders, below, failure = roots(folders)
	}
	r.expect(int64(len(folders)))
	var assigned hclcheck.Assigned
	var lock sync.Mutex
	inputs, err := r.readEach(folders, true, func(path string, options hclcheck.Options) (tfcua.Configuration, error) {
		return r.readFolder(path, cmp.Or(below[path], path), options, func(root *hclcheck.Root) {
			lock.Lock()
			defer lock.Unlock()
			assigned.Add(root)
		})
	})
	if err := errors.Join(failure, err); err != nil {
		return nil, err
	}
	warnings, err := assigned.Undeclared()
	if err != nil {
		return nil, err
	}
	for _, warning := range warnings {
		if r.Warn != nil {
			r.Warn(warning)
		}
	}
	return inputs, nil
}

// sort tells folders, plans and templates apart, each path counting once. A
// folder is a folder; of what kind a plan is, its reader tells by the content.
func sort(paths []string) (folders, plans, templates []string, unread error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var failures []error
	seen := make(map[string]bool)
	for _, path := range paths {
		if path == "" {
			failures = append(failures, errors.New("an empty path: give a folder, a plan, a template, or - for standard input"))
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
		case info.Mode().IsRegular() && isTemplate(path):
			templates = append(templates, path)
		default:
			plans = append(plans, path)
		}
	}
	return folders, plans, templates, errors.Join(failures...)
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
func (r Request) readEach(paths []string, folders bool, read func(path string, options hclcheck.Options) (tfcua.Configuration, error)) ([]Input, error) {
	inputs := make([]Input, len(paths))
	failures := make([]error, len(paths))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		group.Go(func() error {
			options := r.Evaluation
			if r.Policy != nil {
				if inputs[i].Policy, failures[i] = r.Policy(path, folders); failures[i] != nil {
					return nil
				}
				options.Mirrors = inputs[i].Policy.Mirrors
			}
			inputs[i].Configuration, failures[i] = read(path, options)
			return nil
		})
	}
	_ = group.Wait() // the failures are kept by path
	if err := errors.Join(failures...); err != nil {
		return nil, err
	}
	return inputs, nil
}

func (r Request) readFolder(path, below string, options hclcheck.Options, met func(*hclcheck.Root)) (tfcua.Configuration, error) {
	defer r.done(1)
	if !r.Recursive && armcheck.IsFolder(path) {
		return armcheck.ReadFolder(path)
	}
	source, err := hclcheck.OpenFolderBelow(path, below)
	if err != nil {
		return tfcua.Configuration{}, err
	}
	defer source.Close()
	if err := wantsRecursive(path, source); !r.Recursive && err != nil {
		return tfcua.Configuration{}, err
	}
	root, err := hclcheck.Load(source, options)
	if err != nil {
		return tfcua.Configuration{}, err
	}
	met(root)
	configuration := root.Configuration()
	if root.IsMixed() {
		options.Terraform = true
		if other, err := hclcheck.Load(source, options); err == nil { // or it is for OpenTofu alone
			hclcheck.Settle(&configuration, other.Configuration())
		}
	}
	configuration.Input = tfcua.Input{Path: path, Kind: tfcua.Folder}
	configuration.Unseen = append(configuration.Unseen, r.templateBeside(path, configuration)...)
	for i := range configuration.Unseen {
		configuration.Unseen[i].Input = path
	}
	return configuration, nil
}

// templateBeside is the main template beside a folder's configuration, if it is not
// read too. A configuration that deploys templates most likely deploys this one.
func (r Request) templateBeside(folder string, configuration tfcua.Configuration) []tfcua.Unseen {
	main := armcheck.MainTemplate(folder)
	given := func(path string) bool { return filepath.Clean(path) == main }
	if main == "" || len(configuration.Templates) > 0 || slices.ContainsFunc(r.Paths, given) {
		return nil
	}
	return []tfcua.Unseen{{
		Address: filepath.Base(main), Reason: "it is an ARM template, and the folder was read for its Terraform configuration",
		Fix: "check it by itself: tfcua check " + filepath.ToSlash(main),
	}}
}

// readPlans reads each plan with the one folder beside it, if there is one.
func (r Request) readPlans(plans, folders []string) ([]Input, error) {
	var beside *hclcheck.Source
	if len(folders) == 1 {
		source, err := hclcheck.OpenFolder(folders[0])
		if err != nil {
			return nil, err
		}
		defer source.Close()
		beside = &source
	}
	return r.readEach(plans, false, func(path string, options hclcheck.Options) (tfcua.Configuration, error) {
		if path == Standard {
			return readStream(path, r.Stdin, beside, options)
		}
		file, err := os.Open(path)
		if err != nil {
			return tfcua.Configuration{}, cannotOpen(path, err)
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() {
			return readStream(path, file, beside, options)
		}
		return plancheck.Read(path, r.watch(file), beside, options)
	})
}

// cannotOpen names the path once, before the reason; the operating system's
// errors name it after the call that failed.
func cannotOpen(path string, err error) error {
	return fmt.Errorf("%s: %w", path, files.Reason(err))
}
