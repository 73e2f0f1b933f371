package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/command"
)

func rootCommand(environ []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "tfcua",
		Short: "Prove before apply which partner Azure will credit for what Terraform creates",
		Long: `tfcua proves before apply which partner Azure will credit for what Terraform is
about to create. It reads configurations and plans, says for every Azure provider
configuration which tracking ID would be sent, and fails where that is wrong.
It sends nothing anywhere, and runs nothing but terraform, where gate is told to, and
tfcua-verify, which alone asks Azure.`,
		Example: `  tfcua check                 the configuration in the current folder
  tfcua check tfplan          the file of terraform plan -out=tfplan
  tfcua gate --apply          plan, check that plan, and apply no other
  tfcua rules CUA101          what a rule is about`,
		Args: noArguments(func(cmd *cobra.Command, name string) string {
			for _, similar := range cmd.SuggestionsFor(name) {
				return fmt.Sprintf("there is no command %s: do you mean %s?", name, similar)
			}
			return fmt.Sprintf("there is no command %s", name)
		}),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceUsage:  true,
		SilenceErrors: true,

		DisableFlagsInUseLine: true,
	}
	// cobra looks for suggestions itself only where Args is nil.
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return command.WrongUsage(cmd, wrongFlag(err)) })
	root.AddCommand(
		checkCommand(environ),
		fixCommand(environ),
		gateCommand(environ),
		initCommand(),
		baselineCommand(environ),
		idCommand(),
		noticeCommand(),
		rulesCommand(),
		scanCommand(environ),
		verifyCommand(environ),
		versionCommand(),
	)
	root.SetHelpCommand(helpCommand())
	return root
}

// wrongFlag says what is wrong with a flag. Of one with one dash that there is not
// it leaves out what is given to it, as in terraform's -backend-config=access_key=…:
// that may be a secret.
func wrongFlag(err error) string {
	var unknown interface{ GetSpecifiedShortnames() string }
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "" {
		name, _, _ := strings.Cut(unknown.GetSpecifiedShortnames(), "=")
		return "unknown flag: -" + name
	}
	return err.Error()
}

// helpCommand is cobra's own but for a wrong topic, which cobra takes for success.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return command.WrongUsage(cmd.Root(), fmt.Sprintf("there is no command %s", args[len(args)-1]))
			}
			topic.InitDefaultHelpFlag()
			return topic.Help()
		},
	}
}

// noArguments refuses arguments, saying what is wrong with the first one.
func noArguments(say func(cmd *cobra.Command, argument string) string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return command.WrongUsage(cmd, say(cmd, args[0]))
	}
}
