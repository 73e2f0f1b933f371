package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/policy"
)

// registerPolicy adds --policy to a command that checks.
func registerPolicy(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "policy", "", "take the policy `FILE`, and ignores in the sources only if it allows them (default: the nearest "+policy.FileName+")")
}

// openPolicies are the policies by the file of --policy, "" for those that are
// found; dir is the working directory.
func openPolicies(file string) (policies *policy.Policies, dir string, err error) {
	if dir, err = os.Getwd(); err != nil {
		return nil, "", fmt.Errorf("the working directory cannot be told: %w", err)
	}
	policies, err = policy.Open(file, dir, time.Now())
	return policies, dir, err
}
