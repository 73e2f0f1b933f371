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

// reportFlags are the flags of every command that makes a report.
type reportFlags struct {
	targets          []target
	failOn           string
	policy, baseline string
	showSensitive    bool
	noColor          bool
}

// target is a report to be written: a format, and the file for it; "" for
// standard output.
type target struct{ format, file string }

// targetFlag is --format or --output. Both add to one list: --output says where
// the report of the --format before it goes.
type targetFlag struct {
	list   *[]target
	output bool
}

func (f *targetFlag) Set(text string) error {
	targets := *f.list
	switch last := len(targets) - 1; {
	case !f.output:
		targets = append(targets, target{format: text})
	case last < 0:
		targets = append(targets, target{report.Formats[0].Name, text})
	case targets[last].file != "":
		return fmt.Errorf("the report goes to %s already: put the --format before it that is to be written there", targets[last].file)
	default:
		targets[last].file = text
	}
	*f.list = targets
	return nil
}

func (f *targetFlag) String() string { return "" }

func (f *targetFlag) Type() string { return "target" }

// register adds the flags to a command: what it does from --fail-on on, and what
// --no-color leaves without colours.
func (f *reportFlags) register(cmd *cobra.Command, fail, colors string) {
	flags := cmd.Flags()
	flags.Var(&targetFlag{&f.targets, false}, "format", "write the report as `FORMAT`: "+report.FormatNames()+"; may be repeated (default text)")
	flags.Var(&targetFlag{&f.targets, true}, "output", "write the report of the --format before it to `FILE`; text still goes to standard output, if no other format does")
	flags.StringVar(&f.failOn, "fail-on", string(tfcua.Error), fail+" from this `SEVERITY` on: error, warning or note")
	registerPolicy(cmd, &f.policy)
	flags.StringVar(&f.baseline, "baseline", "", "accept the findings that the `FILE` of tfcua baseline lists")
	flags.BoolVar(&f.showSensitive, "show-sensitive", false, "show tracking IDs that come from sensitive values")
	flags.BoolVar(&f.noColor, "no-color", false, "use no "+colors+", as with NO_COLOR in the environment")
	command.Complete(cmd, "format", report.Names()...)
	command.Complete(cmd, "fail-on", string(tfcua.Error), string(tfcua.Warning), string(tfcua.Note))
}

// publisher is what the flags make of a report: its formats and where they go,
// its bound, the policies and the baseline.
type publisher struct {
	cmd      *cobra.Command
	targets  []destination
	failOn   tfcua.Severity
	policies *policy.Policies
	accepted map[string]bool // by the baseline; nil where there is none
	baseline string
	options  report.Options
}

// destination is a target whose format is known.
type destination struct {
	format report.Format
	file   string // "" for standard output
}

// publisher makes sure that the flags are in order, before anything is read.
func (f reportFlags) publisher(cmd *cobra.Command, environ []string) (*publisher, error) {
	failOn, ok := tfcua.ParseSeverity(f.failOn)
	if !ok {
		return nil, command.WrongUsage(cmd, fmt.Sprintf("--fail-on %s: a severity is error, warning or note", f.failOn))
	}
	targets, err := f.destinations(cmd)
	if err != nil {
		return nil, err
	}
	policies, dir, err := openPolicies(f.policy)
	if err != nil {
		return nil, err
	}
	p := &publisher{cmd: cmd, targets: targets, failOn: failOn, policies: policies, baseline: f.baseline}
	if f.baseline != "" {
		if p.accepted, err = baseline.Read(f.baseline); err != nil {
			return nil, err
		}
	}
	p.options = report.Options{Version: command.Version(version), Dir: dir, Root: repository.Root(dir)}
	p.options.Color, p.options.Columns = command.Terminal(cmd.OutOrStdout(), environ)
	p.options.Color = p.options.Color && !f.noColor
	return p, nil
}

// destinations are the targets with their formats; text goes to standard output
// where nothing else does.
func (f reportFlags) destinations(cmd *cobra.Command) ([]destination, error) {
	var all []destination
	files := make(map[string]bool)
	for _, t := range f.targets {
		format, ok := report.FormatByName(t.format)
		if !ok {
			return nil, command.WrongUsage(cmd, fmt.Sprintf("--format %s: a format is %s", t.format, report.FormatNames()))
		}
		if t.file == "-" {
			t.file = ""
		}
		if files[t.file] {
			if t.file == "" {
				return nil, command.WrongUsage(cmd, "two formats go to standard output: give one of them a file by an --output after it")
			}
			return nil, command.WrongUsage(cmd, fmt.Sprintf("--output %s: two reports go to one file", t.file))
		}
		files[t.file] = true
		all = append(all, destination{format, t.file})
	}
	if !files[""] {
		all = append(all, destination{report.Formats[0], ""})
	}
	return all, nil
}

// accept gives the findings their fingerprints, and takes out what the baseline
// accepts.
func (p *publisher) accept(joined *tfcua.Report) {
	joined.Fingerprint(p.options.FromRoot)
	if p.accepted != nil {
		joined.Accept(p.accepted, p.baseline)
	}
}

// conclude publishes the reports as one, without what the baseline accepts, and
// ends the command with errNotAllowed where a finding forbids.
func (p *publisher) conclude(reports []tfcua.Report) error {
	joined := tfcua.Join(reports, p.failOn)
	p.accept(&joined)
	if err := p.publish(joined); err != nil {
		return err
	}
	if !joined.Summary.Allow {
		return errNotAllowed
	}
	return nil
}

// publish writes the report to where it goes, standard output last. Each is
// written in one piece: a report that is cut short would look like a whole one.
func (p *publisher) publish(joined tfcua.Report) error {
	rendered := make([]bytes.Buffer, len(p.targets))
	for i, target := range p.targets {
		options := p.options
		if target.file != "" {
			options.Color, options.Columns = false, 0
		}
		if err := target.format.Write(&rendered[i], joined, options); err != nil {
			return err
		}
	}
	for i, target := range p.targets {
		if target.file == "" {
			continue
		}
		if err := files.Write(target.file, rendered[i].Bytes()); err != nil {
			return err
		}
	}
	for i, target := range p.targets {
		if target.file != "" {
			continue
		}
		if _, err := p.cmd.OutOrStdout().Write(rendered[i].Bytes()); err != nil {
			return fmt.Errorf("the report cannot be written: %w", err)
		}
	}
	return nil
}
