// Package hclcheck turns Terraform and OpenTofu configuration sources into a
// [tfcua.Configuration]: files and overrides, variables, locals, functions,
// modules, provider inheritance and the dependency lock file, read as Terraform
// itself reads them.
//
// It reads from an [fs.FS], so that the sources inside a saved plan are read as
// a folder is. It runs nothing, contacts nothing and reads nothing outside that
// file system. It knows no rule and prints nothing.
package hclcheck

import (
	"io"
	"io/fs"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
)

// Source is a root module to read.
type Source struct {
	// FS holds the files. It is rooted at the repository: nothing outside of it
	// is read.
	FS fs.FS
	// Dir is the root module's folder within FS, slash-separated; "." for its top.
	Dir string
	// Shown is what the root module's folder is called in the paths that people
	// see: the path as it was given. "" names its files alone.
	Shown string
	// Modules says where each module is, by its key ("net", "net.subnet"), in
	// place of .terraform/modules/modules.json; nil to read that file.
	Modules map[string]ModuleDir
	// OnlyConfiguration is set where FS holds configuration files and nothing
	// else, as a saved plan does. What functions read from files is then
	// unknown: never absent, never an error.
	OnlyConfiguration bool

	// repository and absolute are the absolute paths of the FS's top and of the
	// root module's folder; "" where the FS is none of the machine's.
	repository, absolute string
	confined             io.Closer // what holds the FS open
}

// HasConfiguration reports whether the folder holds any configuration file.
func (s Source) HasConfiguration() bool {
	primary, overrides, err := folder{fs: s.FS, dir: s.Dir}.configurationFiles()
	return err == nil && len(primary)+len(overrides) > 0
}

// Close lets go of the folder that [OpenFolder] opened. Everything is read by
// [Load] and [Root.Configuration].
func (s Source) Close() error {
	if s.confined == nil {
		return nil
	}
	return s.confined.Close()
}

// ModuleDir is where an installed module is.
type ModuleDir struct {
	Dir   string // within the Source's FS
	Shown string // the folder's name relative to the root module's

	source, version string // what terraform init installed
}

// Options say what the configuration is evaluated with.
type Options struct {
	// Environment is the environment of the apply: TF_VAR_…, TF_WORKSPACE and
	// TF_DATA_DIR are taken from it.
	Environment tfcua.Environment
	// Arguments are the -var and -var-file of the command line, in their order.
	Arguments []Argument
	// Planned are the root variables of the plan; nil where there is none. What
	// it holds counts more than tfvars files, the environment and Arguments.
	Planned *PlannedVariables
	// Workspace is the plan's workspace; "" to take it from the environment or
	// from .terraform/environment.
	Workspace string
	// Terraform leaves out the files that OpenTofu alone reads, .tofu and
	// .tofu.json; else they hide the .tf files of their names.
	Terraform bool
	// Mirrors are the policy's, by which private sources are known.
	Mirrors tfcua.Mirrors
	// InPlace is what is read in place of a file that Arguments name, false for
	// the file itself; nil where that is so of all.
	InPlace func(name string) ([]byte, bool)
}

// Argument is one -var or -var-file.
type Argument struct {
	File bool
	Text string // NAME=VALUE, or the path of the file
}

// PlannedVariables are the values of the root module's variables in a plan. A
// variable in neither map has its default.
type PlannedVariables struct {
	// Values are of the declared type, or what JSON makes of it.
	Values map[string]cty.Value
	// Unknown are the variables that the plan leaves open, with the reason. They
	// have the value that the environment, files and Arguments give them.
	Unknown map[string]string
}
