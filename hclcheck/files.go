package hclcheck

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
)

// maxFileSize bounds a configuration file. Terraform sets no bound; the largest
// one that people write by hand is a twentieth of it, and what is parsed takes a
// hundred times its size.
const maxFileSize = 8 << 20

// folder is a folder of files, and what it is called in the paths people see.
type folder struct {
	fs    fs.FS
	dir   string // within fs
	shown string // "" for the current folder
	// terraform leaves out the files that OpenTofu alone reads.
	terraform bool
}

// show is the path of a file of the folder as people see it.
func (f folder) show(name string) string { return path.Join(f.shown, name) }

// join is the folder at a slash-separated path relative to f.
func (f folder) join(relative string) folder {
	shown := path.Join(f.shown, relative)
	if shown == "." {
		shown = ""
	}
	return folder{fs: f.fs, dir: path.Join(f.dir, relative), shown: shown, terraform: f.terraform}
}

// folderKey tells folders apart; an fs.FS need not be comparable.
type folderKey struct{ dir, shown string }

func (f folder) key() folderKey { return folderKey{f.dir, f.shown} }

// inside reports whether the folder lies within its file system.
func (f folder) inside() bool { return fs.ValidPath(f.dir) }

// read reads a file of the folder.
func (f folder) read(name string) ([]byte, error) { return readFile(f.fs, path.Join(f.dir, name)) }

// readFile reads a regular file of at most maxFileSize bytes.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is no regular file")
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxFileSize+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxFileSize {
		return nil, fmt.Errorf("it is larger than %d MiB", maxFileSize>>20)
	}
	return content, nil
}

// why is an error of the file system without the path that it repeats.
func why(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	if err.Error() == "path escapes from parent" { // os.Root's, which has no name
		return "it is a symlink that leads out of the repository, which is all that is read"
	}
	return err.Error()
}

// source is a parsed file.
type source struct {
	name string // as it is shown
	body hcl.Body
	text []byte
}

// parse parses a file, as JSON where its name ends so.
func parse(shown string, text []byte) (*source, error) {
	return parsePart(shown, text, hcl.InitialPos, len(text))
}

// parsePart parses a part of a file, whose places are those in the file.
func parsePart(shown string, text []byte, from hcl.Pos, to int) (*source, error) {
	part := text[from.Byte:to]
	if tooMuch(part) {
		return nil, &Error{File: shown, Line: from.Line, Column: 1, Message: fmt.Sprintf("here begin more than %d million brackets, operators, commas, quotation marks and lines, more than tfcua reads at once", maxSyntax/1_000_000)}
	}
	if line := tooDeep(part, strings.HasSuffix(shown, ".json")); line > 0 {
		return nil, &Error{File: shown, Line: from.Line + line - 1, Column: 1, Message: tooDeepMessage}
	}
	var file *hcl.File
	var diagnostics hcl.Diagnostics
	if strings.HasSuffix(shown, ".json") {
		file, diagnostics = json.Parse(part, shown)
	} else {
		file, diagnostics = hclsyntax.ParseConfig(part, shown, from)
	}
	if err := firstError(shown, diagnostics); err != nil {
		return nil, err
	}
	return &source{name: shown, body: file.Body, text: text}, nil
}

// configurationFiles lists the names of a folder's configuration files as
// Terraform and OpenTofu take them: the primary ones and the override files,
// each in byte order. A .tofu file hides the .tf file of the same name.
func (f folder) configurationFiles() (primary, overrides []string, err error) {
	names, err := readDir(f)
	if err != nil {
		return nil, nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return ignored(name) || configurationEnding(name) == "" })
	slices.Sort(names)
	if f.terraform {
		names = slices.DeleteFunc(names, isTofu)
	}
	for _, name := range names {
		ending := configurationEnding(name)
		base := strings.TrimSuffix(name, ending)
		if strings.HasPrefix(ending, ".tf") && slices.Contains(names, base+strings.Replace(ending, ".tf", ".tofu", 1)) {
			continue
		}
		if base == "override" || strings.HasSuffix(base, "_override") {
			overrides = append(overrides, name)
		} else {
			primary = append(primary, name)
		}
	}
	return primary, overrides, nil
}

// configurationEnding is the ending that makes a file one of configuration; ""
// if the name has none.
func configurationEnding(name string) string {
	for _, ending := range []string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if strings.HasSuffix(name, ending) {
			return ending
		}
	}
	return ""
}

// ignored reports whether Terraform passes over a file of that name: hidden
// ones and the leavings of editors.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// readDir lists the names of a folder's files, in byte order.
func readDir(f folder) ([]string, error) {
	entries, err := fs.ReadDir(f.fs, f.dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if !entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}
