package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/verify"
)

// verifyFlags are the flags of tfcua verify as they are given.
type verifyFlags struct{ subscription, group, cloud, format string }

func verifyCommand(environ []string) *cobra.Command {
	var flags verifyFlags
	cmd := &cobra.Command{
		Use:   "tfcua-verify --subscription GUID --resource-group NAME [flags] ID",
		Short: "Ask Azure what was deployed under a tracking ID",
		Long: `Verify asks Azure, after an ARM template was deployed, which resources were created
under the tracking ID. It finds the deployments that are named for it, those of the
same runs, and what they created, as the script in Microsoft's documentation does.
ID is a registered GUID, with or without pid-, or the tracking ID of a marketplace
offer.

What Terraform itself creates cannot be verified so: Terraform leaves no deployment,
it tags its requests. For that there is tfcua gate, before the apply.

This program alone asks Azure anything. It reads and never writes, with the
credentials that Azure's tools share: of az login, of the machine, or AZURE_CLIENT_ID
and its like in the environment. They need the role Reader on the resource group.

Exit code: 0 where a deployment is named for the tracking ID, 1 where none is, 2 where
Azure could not be asked.`,
		Example: `  tfcua verify --subscription 5f3d8a52-9d0c-4c8e-8f0e-0f6d3c1b2a49 --resource-group web a1b2c3d4-e5f6-4711-8899-aabbccddeeff`,
		Args: func(cmd *cobra.Command, ids []string) error {
			if len(ids) != 1 {
				return command.WrongUsage(cmd, "verify takes one tracking ID")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, ids []string) error { return runVerify(cmd, flags, ids[0], environ) },

		SilenceUsage:          true,
		SilenceErrors:         true,
		DisableFlagsInUseLine: true,
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return command.WrongUsage(cmd, err.Error()) })
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.subscription, "subscription", "", "ask about the subscription `GUID`")
	f.StringVar(&flags.group, "resource-group", "", "ask about the resource group `NAME`")
	f.StringVar(&flags.cloud, "cloud", verify.CloudNames()[0], "ask the `CLOUD`: "+verify.CloudList())
	f.StringVar(&flags.format, "format", "text", "write the result as `FORMAT`: text or json")
	command.Complete(cmd, "cloud", verify.CloudNames()...)
	command.Complete(cmd, "format", "text", "json")
	return cmd
}

func runVerify(cmd *cobra.Command, flags verifyFlags, id string, environ []string) error {
	if flags.format != "text" && flags.format != "json" {
		return command.WrongUsage(cmd, fmt.Sprintf("--format %s: a format is text or json", flags.format))
	}
	query, err := verify.NewQuery(flags.subscription, flags.group, id, flags.cloud)
	if err != nil {
		return command.WrongUsage(cmd, err.Error())
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second signal ends the process as ever
	result, err := query.Ask(ctx)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	_, columns := command.Terminal(cmd.OutOrStdout(), environ)
	if flags.format == "json" {
		err = result.WriteJSON(&b, command.Version(version))
	} else {
		err = result.WriteText(&b, columns)
	}
	if err != nil {
		return err
	}
	if _, err := cmd.OutOrStdout().Write(b.Bytes()); err != nil {
		return fmt.Errorf("the result cannot be written: %w", err)
	}
	if !result.Found {
		return errNotFound
	}
	return nil
}
