// Package scan finds what scripts, pipelines and programs set that Azure
// attributes usage by: the user agent of their requests, and ARM_PARTNER_ID. It
// reads texts, and runs nothing: what is put together when the code runs it tells
// apart from what is written down. It judges nothing; the rules do.
package scan

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/files"
)

// maxSize bounds a file, in bytes: nobody wrote a larger one by hand.
const maxSize = 1 << 20

// passedOver are the folders that hold what others wrote.
var passedOver = []string{".git", ".terraform", "node_modules", "site-packages", "vendor"}

// Read reads a file, or the files of a folder and those below it that are written
// in a language that it knows. No symbolic link is followed. folder is where the
// sources are.
func Read(name string) (configuration tfcua.Configuration, folder string, err error) {
	configuration.Input = tfcua.Input{Path: name, Kind: tfcua.Sources}
	info, err := os.Stat(name)
	if err != nil {
		return configuration, "", cannotRead(name, err)
	}
	if !info.IsDir() {
		folder, file := filepath.Dir(name), filepath.Base(name)
		if languageIn(os.DirFS(folder), file) == nil {
			return configuration, "", fmt.Errorf("%s: is written in no language that its name or its first line tells: scan knows %s", name, languageNames())
		}
		err := readAll(&configuration, os.DirFS(folder), folder, []string{file})
		return configuration, folder, err
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return configuration, "", cannotRead(name, err)
	}
	defer root.Close()
	files, err := sources(root.FS(), name)
	if err != nil {
		return configuration, "", err
	}
	err = readAll(&configuration, root.FS(), name, files)
	return configuration, name, err
}

// sources are the files of a folder that are written in a known language, in the
// order of their paths.
func sources(folder fs.FS, shown string) ([]string, error) {
	var files []string
	var failures []error
	_ = fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			failures = append(failures, cannotRead(at(shown, name), err))
			return nil
		case entry.IsDir() && name != "." && slices.Contains(passedOver, entry.Name()):
			return fs.SkipDir
		case entry.Type().IsRegular() && languageIn(folder, name) != nil:
			files = append(files, name)
		}
		return nil
	})
	return files, errors.Join(failures...)
}

// readAll reads the files, as many at once as there are cores.
func readAll(configuration *tfcua.Configuration, folder fs.FS, shown string, files []string) error {
	type result struct {
		tags    []tfcua.Tag
		ignores []tfcua.IgnoreComment
		unseen  string
		err     error
	}
	results := make([]result, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range files {
		group.Go(func() error {
			r := &results[i]
			content, err := contents(folder, name)
			switch {
			case err != nil:
				r.err = cannotRead(at(shown, name), err)
			case len(content) > maxSize:
				r.unseen = fmt.Sprintf("it is larger than %d MiB: sources of that size are made by programs, and not read", maxSize>>20)
			default:
				var whole bool
				if r.tags, r.ignores, whole = read(at(shown, name), content, languageIn(folder, name)); !whole {
					r.unseen = "it holds too many quotation marks and brackets that nothing closes to be read to its end"
				}
			}
			return nil
		})
	}
	_ = group.Wait() // the failures are kept by file
	var failures []error
	for i, r := range results {
		failures = append(failures, r.err)
		configuration.Tags = append(configuration.Tags, r.tags...)
		configuration.Comments = append(configuration.Comments, r.ignores...)
		if r.unseen != "" {
			configuration.Unseen = append(configuration.Unseen, tfcua.Unseen{
				Address: at(shown, files[i]), Reason: r.unseen, Input: configuration.Input.Path,
				Fix:     "look for pid- words in it by hand, or ignore the finding with a reason",
				Written: tfcua.Location{File: at(shown, files[i]), Start: tfcua.Position{Line: 1, Column: 1}},
			})
		}
	}
	return errors.Join(failures...)
}

// contents are those of a file, up to more than is read of one.
func contents(folder fs.FS, name string) ([]byte, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxSize+1))
}

// at is the path of a file as people see it.
func at(folder, name string) string { return path.Join(filepath.ToSlash(folder), name) }

func cannotRead(name string, err error) error {
	return fmt.Errorf("%s: cannot be read: %w", name, files.Reason(err))
}

// languageNames lists the languages: "shell, Go and YAML".
func languageNames() string {
	names := languages[0].name
	for i := 1; i < len(languages)-1; i++ {
		names += ", " + languages[i].name
	}
	return names + " and " + languages[len(languages)-1].name
}
