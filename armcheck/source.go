package armcheck

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// The names that the files of a package have.
const (
	marketplaceMain = "mainTemplate.json"
	quickstartMain  = "azuredeploy.json"
	interfaceName   = "createUiDefinition.json"
)

// The bounds of what is read of a package, and of linked templates together.
const (
	maxEntries = 20_000
	maxLinked  = 32 << 20
)

// source is where templates are read from.
type source struct {
	fs    fs.FS  // nil where there is nothing beside the template
	main  string // the main template, within fs
	shown func(name string) string
}

// open reads a template of the source.
func (s source) open(name string) (*document, error) {
	file, err := s.fs.Open(name)
	if err != nil {
		return nil, cannotRead(s.shown(name), err)
	}
	defer file.Close()
	return readDocument(s.shown(name), file)
}

func readDocument(shown string, r io.Reader) (*document, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err != nil {
		return nil, cannotRead(shown, err)
	}
	return newDocument(shown, text)
}

// has reports whether the source has a file of that name.
func (s source) has(name string) bool {
	if s.fs == nil || !fs.ValidPath(name) {
		return false
	}
	info, err := fs.Stat(s.fs, name)
	return err == nil && info.Mode().IsRegular()
}

// IsFolder reports whether a folder is one of templates: it holds a main template,
// mainTemplate.json or azuredeploy.json, and no Terraform configuration.
func IsFolder(name string) bool {
	confined, err := os.OpenRoot(name)
	if err != nil {
		return false
	}
	defer confined.Close()
	entries, err := fs.ReadDir(confined.FS(), ".")
	if err != nil || mainOf(confined.FS()) == "" {
		return false
	}
	return !slices.ContainsFunc(entries, func(entry fs.DirEntry) bool {
		name := strings.TrimSuffix(entry.Name(), ".json")
		return !entry.IsDir() && (strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tofu"))
	})
}

// MainTemplate is the path of the main template in a folder, mainTemplate.json or
// azuredeploy.json; "" if there is none.
func MainTemplate(folder string) string {
	confined, err := os.OpenRoot(folder)
	if err != nil {
		return ""
	}
	defer confined.Close()
	name := mainOf(confined.FS())
	if name == "" {
		return ""
	}
	return filepath.Join(folder, name)
}

// mainOf is the name of the main template in a folder; "" if there is none.
func mainOf(folder fs.FS) string {
	for _, name := range []string{marketplaceMain, quickstartMain} {
		if info, err := fs.Stat(folder, name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// ReadFolder reads the main template in a folder. path names it. Nothing outside
// of the folder is read, wherever links and symlinks lead.
//
// The error of this and of the other readers, an [*Error], says which file
// cannot be read, where, and how to mend it.
func ReadFolder(path string) (tfcua.Configuration, error) {
	confined, err := os.OpenRoot(path)
	if err != nil {
		return tfcua.Configuration{}, cannotRead(path, err)
	}
	defer confined.Close()
	s := source{fs: confined.FS(), shown: func(name string) string { return filepath.ToSlash(filepath.Join(path, name)) }}
	if s.main = mainOf(s.fs); s.main == "" {
		return tfcua.Configuration{}, &Error{File: path, Message: "holds no main template (" + marketplaceMain + " or " + quickstartMain + ")"}
	}
	r := reader{source: s}
	r.template.Marketplace = s.has(interfaceName)
	return r.configuration(path, r.readMain())
}

// Read reads a template. path names it ("-" for standard input). Templates that
// it links to are read from the folder that it is in.
func Read(path string, r io.Reader) (tfcua.Configuration, error) {
	beside := source{}
	if path != "-" {
		if confined, err := os.OpenRoot(filepath.Dir(path)); err == nil {
			defer confined.Close()
			beside.fs = confined.FS()
		}
	}
	beside.main = filepath.Base(path)
	beside.shown = func(name string) string { return filepath.ToSlash(filepath.Join(filepath.Dir(path), name)) }
	reader := reader{source: beside}
	reader.template.Marketplace = beside.has(interfaceName)
	d, err := readDocument(filepath.ToSlash(shownPath(path)), r)
	if err == nil {
		err = reader.readDocument(d)
	}
	return reader.configuration(path, err)
}

// IsPackage reports whether an archive is a package with templates.
func IsPackage(archive *zip.Reader) bool {
	return slices.ContainsFunc(archive.File, func(file *zip.File) bool { return baseName(file.Name) == marketplaceMain })
}

func baseName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// ReadPackage reads a package for the commercial marketplace: a zip archive with
// mainTemplate.json at its top. Only templates are read of it.
func ReadPackage(path string, archive *zip.Reader) (tfcua.Configuration, error) {
	p, err := inspect(archive)
	if err != nil {
		return tfcua.Configuration{}, &Error{File: shownPath(path), Message: err.Error()}
	}
	r := reader{source: source{fs: p, main: marketplaceMain, shown: func(name string) string { return filepath.ToSlash(shownPath(path)) + "/" + name }}}
	r.template.Marketplace = true
	return r.configuration(path, r.readMain())
}

func shownPath(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// configuration is what was read.
func (r *reader) configuration(path string, err error) (tfcua.Configuration, error) {
	if err != nil {
		return tfcua.Configuration{}, err
	}
	return tfcua.Configuration{
		Input:     tfcua.Input{Path: path, Kind: tfcua.ARMTemplate},
		Templates: []tfcua.Template{r.template},
		Unseen:    r.allUnseen(path),
		Comments:  r.comments,
	}, nil
}

// packed is the files of an archive that is known to be harmless, by name.
type packed map[string]*zip.File

// inspect refuses an archive that is no package, or means harm.
func inspect(archive *zip.Reader) (packed, error) {
	if len(archive.File) > maxEntries {
		return nil, fmt.Errorf("is a zip archive of %d entries, more than any package has", len(archive.File))
	}
	files := make(packed, len(archive.File))
	for i, file := range archive.File {
		// Windows' own tools write backslashes.
		name := strings.TrimSuffix(strings.ReplaceAll(file.Name, `\`, "/"), "/")
		switch {
		case !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, ":\x00"):
			return nil, fmt.Errorf("is a zip archive whose entry %d has an unsafe name: it was not read", i+1)
		case files[name] != nil:
			return nil, fmt.Errorf("is a zip archive that has two entries of one name (entry %d repeats an earlier one): it was not read", i+1)
		}
		files[name] = file
	}
	if files[marketplaceMain] == nil {
		return nil, errors.New("has no " + marketplaceMain + " at its top, where Partner Center wants it: zip the files, not the folder that they are in")
	}
	return files, nil
}

// Open implements [fs.FS].
func (p packed) Open(name string) (fs.File, error) {
	entry := p[name]
	if entry == nil || entry.FileInfo().IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	opened, err := entry.Open()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("it is damaged")}
	}
	return packedFile{opened, entry}, nil
}

type packedFile struct {
	io.ReadCloser
	entry *zip.File
}

func (f packedFile) Stat() (fs.FileInfo, error) { return f.entry.FileInfo(), nil }
