package main

import (
	"strings"

	"github.com/tfcua/tfcua/hclcheck"
)

// variableFlag is --var or --var-file. Both add to one list: Terraform takes
// them in the order of the command line, and the last one counts.
type variableFlag struct {
	list *[]hclcheck.Argument
	file bool
}

func (f *variableFlag) Set(text string) error {
	*f.list = append(*f.list, hclcheck.Argument{File: f.file, Text: text})
	return nil
}

func (f *variableFlag) String() string { return "" }

func (f *variableFlag) Type() string { return "argument" }

// terraformSpelling turns Terraform's spelling of -var, -var-file, -chdir and
// -auto-approve, with one dash, into the one of this command line, up to a --.
func terraformSpelling(args []string) []string {
	// Not nil, which cobra would take for the arguments of the process.
	spelled := make([]string, 0, len(args))
	for i, arg := range args {
		if arg == "--" {
			return append(spelled, args[i:]...)
		}
		name, _, _ := strings.Cut(arg, "=")
		switch name {
		case "-var", "-var-file", "-chdir", "-auto-approve":
			arg = "-" + arg
		}
		spelled = append(spelled, arg)
	}
	return spelled
}
