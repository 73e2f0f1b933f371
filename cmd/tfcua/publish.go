package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/report"
)

// reportFlags are the flags of every command that makes a report.
type reportFlags struct {
	format, failOn string
	showSensitive  bool
	noColor        bool
}

// register adds the flags to a command: what it does from --fail-on on, and what
// --no-color leaves without colours.
func (f *reportFlags) register(cmd *cobra.Command, fail, colors string) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", report.Formats[0].Name, "write the report as `FORMAT`: "+report.FormatNames())
	flags.StringVar(&f.failOn, "fail-on", string(tfcua.Error), fail+" from this `SEVERITY` on: error, warning or note")
	flags.BoolVar(&f.showSensitive, "show-sensitive", false, "show tracking IDs that come from sensitive values")
	flags.BoolVar(&f.noColor, "no-color", false, "use no "+colors+", as with NO_COLOR in the environment")
	mustComplete(cmd, "format", report.Names()...)
	mustComplete(cmd, "fail-on", string(tfcua.Error), string(tfcua.Warning), string(tfcua.Note))
}

// publisher is what the flags make of a report: its format and its bound.
type publisher struct {
	cmd     *cobra.Command
	format  report.Format
	failOn  tfcua.Severity
	noColor bool
	environ []string
}

// publisher makes sure that the flags are in order, before anything is read.
func (f reportFlags) publisher(cmd *cobra.Command, environ []string) (*publisher, error) {
	format, ok := report.FormatByName(f.format)
	if !ok {
		return nil, wrongUsage(cmd, fmt.Sprintf("--format %s: a format is %s", f.format, report.FormatNames()))
	}
	failOn, ok := tfcua.ParseSeverity(f.failOn)
	if !ok {
		return nil, wrongUsage(cmd, fmt.Sprintf("--fail-on %s: a severity is error, warning or note", f.failOn))
	}
	return &publisher{cmd, format, failOn, f.noColor, environ}, nil
}

// publish writes the report to standard output. It is written in one piece: a
// report that is cut short would look like a whole one.
func (p *publisher) publish(joined tfcua.Report) error {
	var b bytes.Buffer
	color, columns := terminal(p.cmd.OutOrStdout(), p.environ)
	options := report.Options{Version: toolVersion(), Color: color && !p.noColor, Columns: columns, FailOn: p.failOn}
	if err := p.format.Write(&b, joined, options); err != nil {
		return err
	}
	if _, err := p.cmd.OutOrStdout().Write(b.Bytes()); err != nil {
		return fmt.Errorf("the report cannot be written: %w", err)
	}
	return nil
}
