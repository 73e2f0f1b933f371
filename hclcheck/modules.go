package hclcheck

import (
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Module is a module of the tree with the files that it was read from, for who
// looks at more of them than [Root.Configuration] does.
type Module struct {
	Address string // "module.net"; "" for the root module
	// Installed is set where terraform init brought the module, or one above it:
	// its files are Terraform's, and written anew by it.
	Installed bool
	// Files are the configuration files, the override files last. Those of the
	// root module's are followed by the files of variables, in the order in which
	// they count.
	Files []File
}

// File is a file that was read.
type File struct {
	Name string // as it is shown
	// Variables is set where the file gives values to the root module's variables.
	Variables bool
	Text      []byte
}

// Parse parses the whole file.
func (f File) Parse() (hcl.Body, error) {
	parsed, err := parse(f.Name, f.Text)
	if err != nil {
		return nil, err
	}
	return parsed.body, nil
}

// IsJSON reports whether the file is in JSON syntax.
func (f File) IsJSON() bool { return strings.HasSuffix(f.Name, ".json") }

// Modules are the root module and all modules below it that were seen, a parent
// before its children.
func (r *Root) Modules() ([]Module, error) {
	var modules []Module
	installed := make(map[*node]bool)
	r.node.walk(func(n *node) {
		if n.parent != nil {
			address, ok := n.sourceAddress()
			installed[n] = installed[n.parent] || !ok || !isLocal(address)
		}
		modules = append(modules, Module{Address: n.address(), Installed: installed[n], Files: n.folder.files()})
	})
	top := r.node.folder
	for _, name := range top.tfvarsFiles() {
		text, err := top.read(name)
		if err != nil {
			return nil, &Error{File: top.show(name), Message: "cannot be read: " + why(err)}
		}
		modules[0].Files = append(modules[0].Files, File{Name: top.show(name), Variables: true, Text: text})
	}
	arguments, err := r.arguments()
	if err != nil {
		return nil, err
	}
	for _, argument := range arguments {
		if !argument.File {
			continue
		}
		text, err := r.options.read(argument.Text)
		if err != nil {
			return nil, &Error{File: argument.Text, Message: "cannot be read: " + why(err)}
		}
		modules[0].Files = append(modules[0].Files, File{Name: filepath.ToSlash(argument.Text), Variables: true, Text: text})
	}
	return modules, nil
}

// files are the folder's configuration files, without those that cannot be read.
func (f folder) files() []File {
	primary, overrides, err := f.configurationFiles()
	if err != nil {
		return nil
	}
	var files []File
	for _, name := range append(primary, overrides...) {
		if text, err := f.read(name); err == nil {
			files = append(files, File{Name: f.show(name), Text: text})
		}
	}
	return files
}
