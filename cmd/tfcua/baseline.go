package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/baseline"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/files"
	"github.com/tfcua/tfcua/internal/policy"
	"github.com/tfcua/tfcua/internal/report"
	"github.com/tfcua/tfcua/internal/repository"
)

func baselineCommand(environ []string) *cobra.Command {
	var flags inputFlags
	var policyFile, output string
	var sources bool
	cmd := &cobra.Command{
		Use:   "baseline [PATH...]",
		Short: "Accept what is found today, so that checks fail on what is new",
		Long: `Baseline checks as tfcua check does, with --scan as tfcua scan does, and writes the
findings into a file. With --baseline FILE the check or the scan accepts them: it
fails on others alone.

A finding is known by its rule, its file, its address and the value that is wrong,
wherever it stands in the file. It is accepted no more when the tracking ID changes.
A baseline that is there already is replaced.

Exit code: 0 where the baseline is written, whatever was found; 2 where it could not
be made.`,
		Example: `  tfcua baseline
  tfcua check --baseline .tfcua-baseline.json
  tfcua baseline --recursive --output ci/accepted.json .
  tfcua baseline --scan
  tfcua scan --baseline .tfcua-scan-baseline.json`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if sources {
				for _, name := range []string{"recursive", "env", "no-env", "var", "var-file"} {
					if cmd.Flags().Changed(name) {
						return command.WrongUsage(cmd, "--"+name+" is about configurations, and --scan reads sources")
					}
				}
				if !cmd.Flags().Changed("output") {
					output = baseline.ScanFileName
				}
			}
			return writeBaseline(cmd, output, policyFile, func(policies *policy.Policies) ([]tfcua.Report, error) {
				if sources {
					return scanPaths(paths, policies, false)
				}
				return flags.check(cmd, paths, environ, policies, false)
			})
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	flags.register(cmd)
	registerPolicy(cmd, &policyFile)
	f.BoolVar(&sources, "scan", false, "accept what tfcua scan finds")
	f.StringVar(&output, "output", baseline.FileName, "write the baseline to `FILE`, - for standard output; with --scan "+baseline.ScanFileName+" unless given")
	return cmd
}

// writeBaseline writes what a check finds, by the policy file of --policy.
func writeBaseline(cmd *cobra.Command, output, policyFile string, check func(*policy.Policies) ([]tfcua.Report, error)) error {
	if output == "" {
		return command.WrongUsage(cmd, "--output takes a file, or - for standard output")
	}
	policies, dir, err := openPolicies(policyFile)
	if err != nil {
		return err
	}
	reports, err := check(policies)
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
	fmt.Fprintf(cmd.ErrOrStderr(), "tfcua: %s accepts %s: with --baseline %s the same check fails on others alone\n", output, accepted, output)
	return nil
}
