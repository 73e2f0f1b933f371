package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/fix"
	"github.com/tfcua/tfcua/internal/input"
	"github.com/tfcua/tfcua/internal/policy"
)

// fixFlags are the flags of tfcua fix as they are given.
type fixFlags struct {
	diff, check        bool
	trackingID, policy string
	inputFlags
}

func fixCommand(environ []string) *cobra.Command {
	var flags fixFlags
	cmd := &cobra.Command{
		Use:   "fix [PATH...]",
		Short: "Mend what a file can mend, where the mend is certain",
		Long: `Fix mends configurations in the files that hold what is wrong: it takes pid- off a
bare GUID, removes an empty partner_id, raises a version constraint that admits too old
a provider, and moves a tracking ID to where it takes effect. It invents no tracking ID:
--tracking-id gives the one to write where there is none.

Each PATH is the folder of a root module; the current folder when there is none. Nothing
outside of it is written, and no installed module. A PATH may be an ARM template too,
or a folder with one: with --tracking-id it gets the tracking deployment that it lacks. Every mend is checked
before anything is written. What is not mended is listed with the reason.

Exit code: 0 where all went well, even if something is left; 1 with --check where there
is anything to mend; 2 where it could not be done.`,
		Example: `  tfcua fix
  tfcua fix --diff
  tfcua fix --check --recursive .
  tfcua fix --tracking-id a1b2c3d4-e5f6-4711-8899-aabbccddeeff
  tfcua fix --tracking-id a1b2c3d4-e5f6-4711-8899-aabbccddeeff mainTemplate.json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return runFix(cmd, flags, paths, environ) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&flags.diff, "diff", false, "write nothing, and show what would be written as a diff")
	f.BoolVar(&flags.check, "check", false, "write nothing, and fail where there is anything to mend")
	f.StringVar(&flags.trackingID, "tracking-id", "", "write the tracking ID `ID` where there is none, or one that is nobody's")
	flags.register(cmd)
	f.StringVar(&flags.policy, "policy", "", "take the policy `FILE` (default: the nearest "+policy.FileName+")")
	return cmd
}

func runFix(cmd *cobra.Command, flags fixFlags, paths, environ []string) error {
	request, err := flags.request(cmd, paths, environ)
	if err != nil {
		return err
	}
	result, err := fix.Prepare(request)
	if err != nil {
		return err
	}
	if !flags.diff && !flags.check {
		if err := result.Write(); err != nil {
			return err
		}
	}
	if err := flags.show(cmd, result); err != nil {
		return fmt.Errorf("the list cannot be written: %w", err)
	}
	if flags.check && len(result.Mends) > 0 {
		return errNotAllowed
	}
	return nil
}

func (f fixFlags) request(cmd *cobra.Command, paths, environ []string) (fix.Request, error) {
	request := fix.Request{TrackingID: f.trackingID}
	if cmd.Flags().Changed("tracking-id") {
		if err := fix.ValidateTrackingID(f.trackingID); err != nil {
			return request, command.WrongUsage(cmd, "--tracking-id: "+err.Error())
		}
	}
	environment, err := f.applyEnvironment(cmd, environ)
	if err != nil {
		return request, err
	}
	if err := f.validateVariables(cmd); err != nil {
		return request, err
	}
	request.Evaluation = hclcheck.Options{Environment: environment, Arguments: f.variables}
	dir, err := os.Getwd()
	if err != nil {
		return request, fmt.Errorf("the working directory is not known: %w", err)
	}
	policies, err := policy.Open(f.policy, dir, time.Now())
	if err != nil {
		return request, err
	}
	request.Policies = policies.For
	folders, templates, err := input.Sources(paths, f.recursive)
	request.Templates = templates
	for _, folder := range folders {
		request.Roots = append(request.Roots, fix.Root(folder))
	}
	return request, err
}

// show writes what was done and what is left. A diff is all of standard output,
// so that it can be handed on.
func (f fixFlags) show(cmd *cobra.Command, result *fix.Result) error {
	if !f.diff {
		return write(cmd.OutOrStdout(), f.list(result))
	}
	diff, masked := result.Diff()
	if err := write(cmd.OutOrStdout(), diff); err != nil {
		return err
	}
	list := f.leftovers(result)
	if masked {
		list += "tfcua: what may be a secret stands in the diff as an ellipsis: it cannot be applied\n"
	}
	return write(cmd.ErrOrStderr(), list)
}

func write(w io.Writer, text string) error {
	_, err := io.WriteString(w, text)
	return err
}

// list is a line for each mend and each finding that is left, and how many there
// are.
func (f fixFlags) list(result *fix.Result) string {
	var b strings.Builder
	for _, mend := range result.Mends {
		about := strings.TrimSpace(mend.Rule + " " + strings.Join(mend.Addresses, ", ")) // a template has no address
		fmt.Fprintln(&b, display.Harmless(fmt.Sprintf("%s: %s: %s", place(mend.File, mend.At.Line, mend.At.Column), about, mend.Done)))
	}
	done := "mended"
	if f.check {
		done = "to mend"
	}
	return b.String() + f.leftovers(result) + fmt.Sprintf("%d %s, %d left\n", len(result.Mends), done, len(result.Left))
}

func (f fixFlags) leftovers(result *fix.Result) string {
	var b strings.Builder
	for _, left := range result.Left {
		file := left.File
		if file == "" {
			file = left.Input
		}
		fmt.Fprintln(&b, display.Harmless(fmt.Sprintf("%s: %s %s: left: %s",
			place(file, left.Start.Line, left.Start.Column), left.Rule, left.Address, left.Reason)))
	}
	return b.String()
}

// place is "main.tf:12:3", or the file alone where the line is not known.
func place(file string, line, column int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, line, column)
}
