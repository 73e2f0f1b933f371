package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/input"
)

// checkFlags are the flags of tfcua check as they are given.
type checkFlags struct {
	recursive     bool
	environment   []string
	noEnvironment bool
	variables     []hclcheck.Argument
	reportFlags
}

func checkCommand(environ []string) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check configurations and plans",
		Long: `Check says for every Azure provider configuration which tracking ID would be sent
at apply, and what is wrong with it.

Each PATH is the folder of a root module, a saved plan (terraform plan -out), a plan
in JSON (terraform show -json), or - for a plan on standard input; the current folder
when there is none. They are told apart by their content. A folder given together with
plans stands beside each of them, for what a plan does not show.

The providers read ARM_PARTNER_ID and its like when they start, at plan and again at
apply; no plan holds them. This process's environment is taken for the one of the
apply: --no-env and --env say what the apply will have instead.

Exit code: 0 where nothing as grave as --fail-on is found, 1 where something is,
2 where the check could not be made.`,
		Example: `  tfcua check
  tfcua check tfplan
  tfcua check . plan.json
  terraform show -json tfplan | tfcua check -
  tfcua check --recursive --format json .
  tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff -var-file prod.tfvars`,
		RunE: func(cmd *cobra.Command, paths []string) error { return check(cmd, flags, paths, environ) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&flags.recursive, "recursive", false, "check every root module below the folders")
	f.StringArrayVar(&flags.environment, "env", nil, "set `NAME=VALUE` in the environment of the apply; may be repeated")
	f.BoolVar(&flags.noEnvironment, "no-env", false, "leave out this process's environment")
	f.Var(&variableFlag{&flags.variables, false}, "var", "set a root variable by `NAME=VALUE`, as Terraform's -var does")
	f.Var(&variableFlag{&flags.variables, true}, "var-file", "set root variables by a `FILE`, as Terraform's -var-file does")
	flags.register(cmd, "fail", "colours")
	return cmd
}

func check(cmd *cobra.Command, flags checkFlags, paths []string, environ []string) error {
	publisher, err := flags.publisher(cmd, environ)
	if err != nil {
		return err
	}
	environment, err := flags.applyEnvironment(cmd, environ)
	if err != nil {
		return err
	}
	if err := flags.validateVariables(cmd); err != nil {
		return err
	}
	progress := newProgress(cmd.ErrOrStderr())
	configurations, err := input.Read(input.Request{
		Paths: paths, Recursive: flags.recursive, Stdin: cmd.InOrStdin(), Progress: progress.hearing(),
		Evaluation: hclcheck.Options{Environment: environment, Arguments: flags.variables},
	})
	progress.end()
	if err != nil {
		return err
	}
	var reports []tfcua.Report
	for _, configuration := range configurations {
		reports = append(reports, tfcua.Check(configuration, environment, tfcua.Options{ShowSensitive: flags.showSensitive}))
	}
	joined := tfcua.Join(reports, publisher.failOn)
	if err := publisher.publish(joined); err != nil {
		return err
	}
	if !joined.Summary.Allow {
		return errNotAllowed
	}
	return nil
}

// applyEnvironment is the environment that the apply will have. The messages do
// not repeat what was given, which may be a secret.
func (f checkFlags) applyEnvironment(cmd *cobra.Command, environ []string) (tfcua.Environment, error) {
	for _, entry := range f.environment {
		if strings.IndexByte(entry, '=') < 1 {
			return nil, wrongUsage(cmd, "--env takes NAME=VALUE, such as --env ARM_PARTNER_ID=<guid>")
		}
	}
	if f.noEnvironment {
		environ = nil
	}
	return tfcua.NewEnvironment(append(environ[:len(environ):len(environ)], f.environment...)), nil
}

func (f checkFlags) validateVariables(cmd *cobra.Command) error {
	for _, variable := range f.variables {
		switch {
		case variable.File && variable.Text == "":
			return wrongUsage(cmd, "--var-file takes the path of a file")
		case !variable.File && strings.IndexByte(variable.Text, '=') < 1:
			return wrongUsage(cmd, "--var takes NAME=VALUE, such as --var partner_id=<guid>")
		}
	}
	return nil
}

// mustComplete gives the values of a flag to the shell's completion. It fails
// only for a flag that there is not.
func mustComplete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
