package hclcheck

import (
	"fmt"
	"slices"
)

// assignment gives a value to a variable that the root module does not declare.
type assignment struct {
	name string
	file string // the tfvars file; "" for -var
}

// Assigned are the values that root modules are given for variables which they do
// not declare. Terraform refuses those of -var, warns of those in tfvars files,
// and passes over those of the environment. What one of several root modules
// declares may be meant for that one.
type Assigned struct {
	declared    map[string]bool
	assignments []assignment
}

// Add adds those of a root module.
func (a *Assigned) Add(root *Root) {
	if a.declared == nil {
		a.declared = make(map[string]bool)
	}
	for name := range root.node.variables {
		a.declared[name] = true
	}
	a.assignments = append(a.assignments, root.node.undeclared...)
}

// Undeclared is an error that names a variable of -var which no root module
// declares, and a warning for each one in a file.
func (a *Assigned) Undeclared() (warnings []string, err error) {
	for _, to := range a.assignments {
		switch {
		case a.declared[to.name]:
		case to.file != "":
			warnings = append(warnings, fmt.Sprintf("%s: gives %s a value, and no root module here declares a variable of that name: correct the name, or remove the line", to.file, to.name))
		case err == nil:
			err = fmt.Errorf("--var %s: no root module here declares a variable of that name, and Terraform refuses that: correct the name, or leave it out", to.name)
		}
	}
	slices.Sort(warnings)
	return slices.Compact(warnings), err
}
