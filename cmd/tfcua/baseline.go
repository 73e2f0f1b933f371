package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/baseline"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/files"
	"github.com/tfcua/tfcua/internal/report"
	"github.com/tfcua/tfcua/internal/repository"
)

func baselineCommand(environ []string) *cobra.Command {
	var flags inputFlags
	var policy, output string
	cmd := &cobra.Command{
		Use:   "baseline [PATH...]",
		Short: "Accept what is found today, so that checks fail on what is new",
		Long: `Baseline checks as tfcua check does, and writes the findings into a file. With
--baseline FILE a check accepts them: it fails on others alone.

A finding is known by its rule, its address, its file and what it says of the value,
wherever it stands in the file. It is accepted no more when the tracking ID changes.
A baseline that is there already is replaced.

Exit code: 0 where the baseline is written, whatever was found; 2 where it could not
be made.`,
		Example: `  tfcua baseline
  tfcua check --baseline .tfcua-baseline.json
  tfcua baseline --recursive --output ci/accepted.json .`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return writeBaseline(cmd, flags, paths, environ, policy, output)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	flags.register(cmd)
	registerPolicy(cmd, &policy)
	f.StringVar(&output, "output", baseline.FileName, "write the baseline to `FILE`, - for standard output")
	return cmd
}

func writeBaseline(cmd *cobra.Command, flags inputFlags, paths, environ []string, policy, output string) error {
	if output == "" {
		return command.WrongUsage(cmd, "--output takes a file, or - for standard output")
	}
	policies, dir, err := openPolicies(policy)
	if err != nil {
		return err
	}
	reports, err := flags.check(cmd, paths, environ, policies, false)
	if err != nil {
		return err
	}
	joined := tfcua.Join(reports, tfcua.Error)
	fromRoot := report.Options{Dir: dir, Root: repository.Root(dir)}.FromRoot
	joined.Fingerprint(fromRoot)
	var b bytes.Buffer
	if err := baseline.Write(&b, joined, fromRoot); err != nil {
		return err
	}
	if output == "-" {
		_, err := cmd.OutOrStdout().Write(b.Bytes())
		return err
	}
	if err := files.Write(output, b.Bytes()); err != nil {
		return err
	}
	accepted := "1 finding"
	if n := len(joined.Findings); n != 1 {
		accepted = fmt.Sprintf("%d findings", n)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "tfcua: %s accepts %s; tfcua check --baseline %s fails on others alone\n", output, accepted, output)
	return nil
}
