package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/command"
)

// version is set by the linker where a release is built: -X main.version=1.2.3.
var version string

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show the version",
		Args:  noArguments(func(_ *cobra.Command, _ string) string { return "version takes no arguments" }),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "tfcua %s (%s, %s/%s)\n", command.Version(version), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
