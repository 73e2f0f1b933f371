package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/display"
)

func idCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "id",
		Short: "Look at tracking IDs, or make a new one",
		Long: `Id is about tracking IDs by themselves: what one is and what each provider would make
of it, and a new one for an offer and channel.`,
		Example: `  tfcua id check a1b2c3d4-e5f6-4711-8899-aabbccddeeff
  tfcua id new --offer backup --channel azure-marketplace --write`,
		Args: noArguments(func(_ *cobra.Command, name string) string {
			return fmt.Sprintf("there is no command id %s: there are id check and id new", display.Harmless(name))
		}),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		DisableFlagsInUseLine: true,
	}
	cmd.AddCommand(idCheckCommand(), idNewCommand())
	return cmd
}
