package main

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/policy"
)

func idNewCommand() *cobra.Command {
	var entry tfcua.Registration
	var file string
	var write bool
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Make a tracking ID for an offer and channel",
		Long: `New makes a GUID (of version 4) to be registered in Partner Center, one for each offer
and channel. Standard output holds the GUID and nothing else; what to do with it goes
to standard error. With --write it gets its entry in the policy.

Exit code: 0, or 2 where it could not be made or written: where the policy has an
entry for the offer and channel already, too.`,
		Example: `  tfcua id new
  tfcua id new --offer backup --channel azure-marketplace --write`,
		Args: noArguments(func(_ *cobra.Command, _ string) string { return "id new takes no arguments: it makes the ID itself" }),
		RunE: func(cmd *cobra.Command, _ []string) error { return newID(cmd, entry, file, write) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&entry.Offer, "offer", "", "the `OFFER` that it stands for")
	f.StringVar(&entry.SKU, "sku", "", "the `SKU` of the offer, its plan")
	f.StringVar(&entry.Channel, "channel", "", "the `CHANNEL` by which the offer reaches its users")
	f.StringVar(&entry.Description, "description", "", "a `TEXT` for whoever reads the policy")
	f.BoolVar(&write, "write", false, "add it to the policy, or to a new "+policy.FileName+" in the current folder")
	f.StringVar(&file, "policy", "", "add it to the policy `FILE` (default: the nearest "+policy.FileName+")")
	return cmd
}

func newID(cmd *cobra.Command, entry tfcua.Registration, file string, write bool) error {
	switch {
	case write && strings.TrimSpace(entry.Offer) == "":
		return command.WrongUsage(cmd, "--write makes an entry for an offer and channel: name them by --offer and --channel")
	case file != "" && !write:
		return command.WrongUsage(cmd, "--policy says where --write adds the ID: give --write with it")
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return fmt.Errorf("no random number is to be had: %w", err)
	}
	entry.ID = id.String()
	var listed string
	if write {
		policies, _, err := openPolicies(file)
		if err != nil {
			return err
		}
		if listed, err = policies.Add(entry); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintln(cmd.OutOrStdout(), entry.ID); err != nil {
		return fmt.Errorf("the tracking ID cannot be written: %w", err)
	}
	log := cmd.ErrOrStderr()
	if listed != "" {
		fmt.Fprintf(log, "tfcua: %s lists it now\n", display.Harmless(listed))
	}
	fmt.Fprint(log, "Next, register it in Partner Center: Account settings, Organization profile, Identifiers,\n"+
		"Add Tracking GUID. Until that is done, nobody is credited for it. Then write it into the\n"+
		"provider block, without pid-:\n  partner_id = \""+entry.ID+"\"\n")
	return nil
}
