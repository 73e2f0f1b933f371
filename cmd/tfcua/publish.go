package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

// publish writes the report to standard output. It is written in one piece: a
// report that is cut short would look like a whole one.
func publish(cmd *cobra.Command, format report.Format, joined tfcua.Report, failOn tfcua.Severity, noColor bool, environ []string) error {
	var b bytes.Buffer
	color, columns := terminal(cmd.OutOrStdout(), environ)
	options := report.Options{Version: toolVersion(), Color: color && !noColor, Columns: columns, FailOn: failOn}
	if err := format.Write(&b, joined, options); err != nil {
		return err
	}
	if _, err := cmd.OutOrStdout().Write(b.Bytes()); err != nil {
		return fmt.Errorf("the report cannot be written: %w", err)
	}
	return nil
}
