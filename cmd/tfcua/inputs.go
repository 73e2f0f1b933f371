package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/input"
	"github.com/tfcua/tfcua/internal/policy"
)

// inputFlags are the flags that say what is checked, and with what.
type inputFlags struct {
	recursive     bool
	environment   []string
	noEnvironment bool
	variables     []hclcheck.Argument
}

func (f *inputFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.recursive, "recursive", false, "check every root module below the folders")
	flags.StringArrayVar(&f.environment, "env", nil, "set `NAME=VALUE` in the environment of the apply; may be repeated")
	flags.BoolVar(&f.noEnvironment, "no-env", false, "leave out this process's environment")
	flags.Var(&variableFlag{&f.variables, false}, "var", "set a root variable by `NAME=VALUE`, as Terraform's -var does")
	flags.Var(&variableFlag{&f.variables, true}, "var-file", "set root variables by a `FILE`, as Terraform's -var-file does")
}

// check reads the inputs, and holds each against its policy.
func (f inputFlags) check(cmd *cobra.Command, paths, environ []string, policies *policy.Policies, showSensitive bool) ([]tfcua.Report, error) {
	environment, err := f.applyEnvironment(cmd, environ)
	if err != nil {
		return nil, err
	}
	if err := f.validateVariables(cmd); err != nil {
		return nil, err
	}
	var warnings []string
	progress := newProgress(cmd.ErrOrStderr())
	inputs, err := input.Read(input.Request{
		Paths: paths, Recursive: f.recursive, Stdin: cmd.InOrStdin(), Progress: progress.hearing(),
		Warn:       func(text string) { warnings = append(warnings, text) },
		Policy:     policies.For,
		Evaluation: hclcheck.Options{Environment: environment, Arguments: f.variables},
	})
	progress.end()
	for _, warning := range warnings {
		fmt.Fprintln(cmd.ErrOrStderr(), "tfcua: warning:", display.Harmless(warning))
	}
	if err != nil {
		return nil, err
	}
	var reports []tfcua.Report
	for _, in := range inputs {
		reports = append(reports, tfcua.Check(in.Configuration, environment, tfcua.Options{ShowSensitive: showSensitive, Policy: in.Policy}))
	}
	return reports, nil
}

// applyEnvironment is the environment that the apply will have. The messages do
// not repeat what was given, which may be a secret.
func (f inputFlags) applyEnvironment(cmd *cobra.Command, environ []string) (tfcua.Environment, error) {
	for _, entry := range f.environment {
		if strings.IndexByte(entry, '=') < 1 {
			return nil, command.WrongUsage(cmd, "--env takes NAME=VALUE, such as --env ARM_PARTNER_ID=<guid>")
		}
	}
	if f.noEnvironment {
		environ = nil
	}
	return tfcua.NewEnvironment(append(environ[:len(environ):len(environ)], f.environment...)), nil
}

func (f inputFlags) validateVariables(cmd *cobra.Command) error {
	for _, variable := range f.variables {
		switch {
		case variable.File && variable.Text == "":
			return command.WrongUsage(cmd, "--var-file takes the path of a file")
		case !variable.File && strings.IndexByte(variable.Text, '=') < 1:
			return command.WrongUsage(cmd, "--var takes NAME=VALUE, such as --var partner_id=<guid>")
		}
	}
	return nil
}
