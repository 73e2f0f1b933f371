package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/input"
	"github.com/tfcua/tfcua/internal/policy"
	"github.com/tfcua/tfcua/internal/scan"
)

func scanCommand(environ []string) *cobra.Command {
	var flags reportFlags
	cmd := &cobra.Command{
		Use:   "scan [PATH...]",
		Short: "Check the tracking IDs in scripts, pipelines and programs",
		Long: `Scan finds where scripts, pipelines and programs set a user agent for Azure, or the
ARM_PARTNER_ID of Terraform's providers, and checks the tracking IDs there: with
their pid- in a user agent, without it in ARM_PARTNER_ID.

Each PATH is a folder, of which everything below is read, or a file; the current folder
when there is none. Shell, fish, environment files, Dockerfiles, Makefiles, batch files,
pipelines in YAML, PowerShell, Python, C#, Go, Java, Jenkinsfiles and JavaScript are told by
the names of the files, or by the #! of their first line. Nothing is run: a text that only
the code puts together gets a note.

Exit code: 0 where nothing as grave as --fail-on is found, 1 where something is,
2 where the sources could not be read.`,
		Example: `  tfcua scan
  tfcua scan .github deploy.sh
  tfcua scan --format github --fail-on warning .`,
		RunE: func(cmd *cobra.Command, paths []string) error { return scanSources(cmd, flags, paths, environ) },
	}
	cmd.Flags().SortFlags = false
	flags.register(cmd, "fail", "colours")
	return cmd
}

func scanSources(cmd *cobra.Command, flags reportFlags, paths, environ []string) error {
	publisher, err := flags.publisher(cmd, environ)
	if err != nil {
		return err
	}
	reports, err := scanPaths(paths, publisher.policies, flags.showSensitive)
	if err != nil {
		return err
	}
	return publisher.conclude(reports)
}

// scanPaths reads the sources of all paths, the current folder where there is none.
func scanPaths(paths []string, policies *policy.Policies, showSensitive bool) ([]tfcua.Report, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var reports []tfcua.Report
	var failures []error
	seen := make(map[string]bool)
	for _, path := range paths {
		switch {
		case path == "":
			failures = append(failures, errors.New("an empty path: give a folder or a file"))
		case path == input.Standard:
			failures = append(failures, errors.New("-: scan tells a language by the name of its file, which standard input has not: give the file"))
		case !seen[path]:
			seen[path] = true
			report, err := scanOne(path, policies, showSensitive)
			reports, failures = append(reports, report), append(failures, err)
		}
	}
	if err := errors.Join(failures...); err != nil {
		return nil, err
	}
	return reports, nil
}

// scanOne reads the sources of a path, and holds them against its policy.
func scanOne(path string, policies *policy.Policies, showSensitive bool) (tfcua.Report, error) {
	sources, folder, err := scan.Read(path)
	if err != nil {
		return tfcua.Report{}, err
	}
	registered, err := policies.For(folder, true)
	if err != nil {
		return tfcua.Report{}, err
	}
	return tfcua.Check(sources, nil, tfcua.Options{ShowSensitive: showSensitive, Policy: registered}), nil
}
