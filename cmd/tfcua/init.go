package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/files"
	"github.com/tfcua/tfcua/internal/policy"
	"github.com/tfcua/tfcua/internal/starter"
)

func initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a first policy, made of what is found",
		Long: `Init writes a commented ` + policy.FileName + ` into DIR, or into the current folder, made of what
the root modules in and below it hold: the tracking IDs in use, for you to confirm, and
the provider versions that are required. It makes no tracking ID up, writes none that
is sensitive, and never replaces a policy.

Exit code: 0 where the policy is written; 2 where it is not.`,
		Example: `  tfcua init
  tfcua init infra`,
		Args: func(cmd *cobra.Command, folders []string) error {
			if len(folders) > 1 {
				return command.WrongUsage(cmd, "init takes one folder")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, folders []string) error {
			folder := "."
			if len(folders) == 1 {
				folder = folders[0]
			}
			return writePolicy(cmd, folder)
		},
	}
}

func writePolicy(cmd *cobra.Command, folder string) error {
	name := filepath.Join(folder, policy.FileName)
	if _, err := os.Lstat(name); err == nil {
		return thereAlready(name)
	}
	text, ids, err := starter.Policy(folder)
	if err != nil {
		return err
	}
	if err := files.Create(name, text); errors.Is(err, fs.ErrExist) {
		return thereAlready(name)
	} else if err != nil {
		return err
	}
	found := cmp.Or(map[int]string{0: "no tracking ID", 1: "1 tracking ID"}[ids], fmt.Sprintf("%d tracking IDs", ids))
	fmt.Fprintf(cmd.ErrOrStderr(), "tfcua: %s is written, with %s found in use\n", name, found)
	return nil
}

func thereAlready(name string) error {
	return fmt.Errorf("%s: is there already, and init replaces no policy", name)
}
