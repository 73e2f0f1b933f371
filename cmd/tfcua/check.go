package main

import (
	"github.com/spf13/cobra"
)

// checkFlags are the flags of tfcua check as they are given.
type checkFlags struct {
	inputFlags
	reportFlags
}

func checkCommand(environ []string) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check configurations, plans and ARM templates",
		Long: `Check says for every Azure provider configuration which tracking ID would be sent
at apply, and for every ARM template by which it is attributed, and what is wrong
with it.

Each PATH is the folder of a root module, a saved plan (terraform plan -out), a plan
in JSON (terraform show -json), an ARM template, the folder or the marketplace package
of one, or - for standard input; the current folder when there is none. They are told
apart by their content. A folder given together with plans stands beside each of them,
for what a plan does not show.

The providers read ARM_PARTNER_ID and its like when they start, at plan and again at
apply; no plan holds them. This process's environment is taken for the one of the
apply: --no-env and --env say what the apply will have instead.

Exit code: 0 where nothing as grave as --fail-on is found, 1 where something is,
2 where the check could not be made.`,
		Example: `  tfcua check
  tfcua check tfplan
  tfcua check . plan.json
  terraform show -json tfplan | tfcua check -
  tfcua check mainTemplate.json
  tfcua check --recursive --format json .
  tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff -var-file prod.tfvars`,
		RunE: func(cmd *cobra.Command, paths []string) error { return check(cmd, flags, paths, environ) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	flags.inputFlags.register(cmd)
	flags.reportFlags.register(cmd, "fail", "colours")
	return cmd
}

func check(cmd *cobra.Command, flags checkFlags, paths []string, environ []string) error {
	publisher, err := flags.publisher(cmd, environ)
	if err != nil {
		return err
	}
	reports, err := flags.inputFlags.check(cmd, paths, environ, publisher.policies, flags.showSensitive)
	if err != nil {
		return err
	}
	return publisher.conclude(reports)
}
