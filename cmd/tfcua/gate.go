package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/gate"
)

// gateFlags are the flags of tfcua gate as they are given.
type gateFlags struct {
	plan, chdir, terraform string
	apply, autoApprove     bool
	reportFlags
}

func gateCommand(environ []string) *cobra.Command {
	var flags gateFlags
	cmd := &cobra.Command{
		Use:   "gate [flags] [-- TERRAFORM PLAN ARGUMENTS...]",
		Short: "Plan, check that plan, and apply no other",
		Long: `Gate runs terraform plan, checks the plan that it saved, and with --apply has
terraform apply exactly the bytes that were checked, with the environment that they
were checked with. Nothing as grave as --fail-on is ever applied.

What stands after -- is handed to terraform plan as it is. With --plan a plan made
earlier is taken in place of a new one: it is copied first, and the copy is what is
checked and applied, whatever becomes of the file meanwhile.

Before it applies, gate asks at the terminal. Where there is none, --auto-approve has
to say that nobody is to be asked. The report goes to standard output, what terraform
shows to standard error.

Exit code: 0 where the plan is allowed or was applied, 1 where it is refused, 2 where
there was no check or no apply for another reason, 3 where terraform failed.`,
		Example: `  tfcua gate
  tfcua gate --apply -- -var-file=prod.tfvars
  tfcua gate -chdir=infra --apply --auto-approve -- -lock-timeout=5m
  tfcua gate --plan tfplan --apply --auto-approve`,
		RunE: func(cmd *cobra.Command, args []string) error { return runGate(cmd, flags, args, environ) },

		DisableFlagsInUseLine: true,
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		wrong := wrongFlag(err)
		if strings.HasPrefix(wrong, "unknown ") {
			wrong += ": arguments of terraform plan stand after --, as in tfcua gate -- -var-file=prod.tfvars"
		}
		return command.WrongUsage(cmd, wrong)
	})
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.plan, "plan", "", "take the saved plan `FILE` in place of a new one")
	f.BoolVar(&flags.apply, "apply", false, "apply the plan if it is allowed")
	f.BoolVar(&flags.autoApprove, "auto-approve", false, "apply without a question")
	f.StringVar(&flags.chdir, "chdir", "", "run terraform in the folder `DIR`, as Terraform's -chdir does")
	f.StringVar(&flags.terraform, "terraform", "", "run the program `PATH`; else terraform or tofu, whichever the PATH has")
	flags.register(cmd, "refuse", "colours in the report")
	return cmd
}

func runGate(cmd *cobra.Command, flags gateFlags, args, environ []string) error {
	publisher, err := flags.publisher(cmd, environ)
	if err != nil {
		return err
	}
	policy, err := publisher.policies.ForRun(cmp.Or(flags.chdir, "."))
	if err != nil {
		return err
	}
	request := gate.Request{
		Plan: flags.plan, Arguments: args, Chdir: flags.chdir, Terraform: flags.terraform,
		Apply:  flags.apply,
		FailOn: publisher.failOn, Options: tfcua.Options{ShowSensitive: flags.showSensitive, Policy: policy},
		Environ: environ, Log: cmd.ErrOrStderr(),
		Accept: publisher.accept, Publish: publisher.publish,
	}
	if err := flags.validate(cmd, args); err != nil {
		return err
	}
	if flags.apply && !flags.autoApprove {
		stdin, ok := cmd.InOrStdin().(*os.File)
		if !ok || !term.IsTerminal(int(stdin.Fd())) {
			return command.WrongUsage(cmd, "--apply asks at a terminal, and there is none: give --auto-approve to apply without a question")
		}
		request.Confirm = gate.Ask(stdin, cmd.ErrOrStderr())
	}
	err = gate.Run(cmd.Context(), request)
	if errors.Is(err, gate.ErrRefused) {
		if flags.apply {
			fmt.Fprintln(cmd.ErrOrStderr(), "tfcua:", err)
		}
		return errNotAllowed
	}
	return err
}

func (f gateFlags) validate(cmd *cobra.Command, args []string) error {
	before := cmd.ArgsLenAtDash()
	if before < 0 {
		before = len(args)
	}
	switch {
	case before > 0 && args[0] == "plan":
		return command.WrongUsage(cmd, "plan: gate runs terraform plan itself, its arguments stand after --")
	case before > 0:
		return command.WrongUsage(cmd, fmt.Sprintf("%s: a plan made earlier is given by --plan, and arguments of terraform plan stand after --", args[0]))
	case cmd.Flags().Changed("plan") && f.plan == "":
		return command.WrongUsage(cmd, "--plan takes the file of terraform plan -out")
	case f.plan == "-":
		return command.WrongUsage(cmd, "--plan takes a file: standard input is for the answer to the question")
	case f.plan != "" && len(args) > 0:
		return command.WrongUsage(cmd, "--plan takes a plan made earlier, so there is nothing that arguments of terraform plan could change")
	case f.autoApprove && !f.apply:
		return command.WrongUsage(cmd, "--auto-approve says that --apply is not to ask: give --apply with it")
	}
	return nil
}
