package gate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tfcua/tfcua"
)

// Request is what a command line asks of the gate.
type Request struct {
	// Plan is the path of a saved plan that was made earlier; "" to have one made
	// with these Arguments of terraform plan.
	Plan      string
	Arguments []string
	// Chdir is the folder that terraform is to run in; "" for the current one.
	Chdir string
	// Terraform is the program, a name or a path; "" for terraform, else tofu.
	Terraform string

	Apply bool
	// Confirm asks whoever sits at the terminal; nil to apply without a question.
	Confirm func(ctx context.Context, question string) (bool, error)

	// FailOn is the severity from which on nothing is applied.
	FailOn  tfcua.Severity
	Options tfcua.Options
	// Environ is the environment of the check and of every run of terraform.
	Environ []string
	// Log takes what terraform and the gate itself have to say.
	Log io.Writer
	// Accept takes out of the report what a baseline accepts; nil where there is
	// none.
	Accept func(*tfcua.Report)
	// Publish writes the report; where it fails nothing is applied.
	Publish func(tfcua.Report) error
}

// ErrRefused is the end of a gate whose report says why.
var ErrRefused = errors.New("the plan is not allowed: nothing was applied")

var (
	errErrored  = errors.New("planning failed, and terraform applies no such plan: nothing was applied")
	errDeclined = errors.New("the answer was not yes: nothing was applied")
)

// Run has a plan made, or takes one made earlier; checks a private copy of it;
// and applies that copy, if it is to and may. The error is [ErrRefused], a
// [*TerraformError], or says why there was no check or no apply.
func Run(ctx context.Context, r Request) error {
	if err := refuse(r.Arguments); err != nil {
		return err
	}
	// Opened before signals are caught: to open a pipe may take for ever.
	source, err := r.open()
	if err != nil {
		return err
	}
	ctx, interrupts := catch(ctx)
	defer interrupts.release()
	if source != nil {
		defer source.Close()
		// A signal ends the wait for what is still to come through a pipe.
		defer context.AfterFunc(ctx, func() { source.Close() })()
	}
	tf := terraform{folder: r.Chdir, environ: r.Environ, output: r.Log, interrupts: interrupts}
	if source == nil || r.Apply {
		if tf.path, err = find(r.Environ, r.Terraform); err != nil {
			return err
		}
	}
	environment := tfcua.NewEnvironment(r.Environ)
	folder, err := newPrivateFolder(environment)
	if err != nil {
		return err
	}
	defer func() {
		if err := folder.remove(); err != nil {
			r.say("the private copy of the plan cannot be removed: %v", err)
		}
	}()
	saved, err := r.take(ctx, tf, folder, source)
	if err != nil {
		return err
	}
	defer saved.Close() // before the folder is removed: Windows wants it so
	configuration, err := r.read(saved, environment)
	if err != nil {
		return err
	}
	report := r.judge(configuration, environment, r.Options)
	if err := r.Publish(report); err != nil {
		return err
	}
	r.say("SHA-256 of the plan that was checked: %x", saved.sum)
	if !report.Summary.Allow {
		return ErrRefused
	}
	if err := ctx.Err(); err != nil {
		return errInterrupted
	}
	if !r.Apply {
		return nil
	}
	return r.apply(ctx, tf, saved, configuration, environment)
}

func (r Request) judge(configuration tfcua.Configuration, environment tfcua.Environment, options tfcua.Options) tfcua.Report {
	report := tfcua.Join([]tfcua.Report{tfcua.Check(configuration, environment, options)}, r.FailOn)
	if r.Accept != nil {
		r.Accept(&report)
	}
	return report
}

// open opens a plan made earlier, once: what its name leads to later does not
// matter.
func (r Request) open() (*os.File, error) {
	if r.Plan == "" {
		return nil, nil
	}
	source, err := os.Open(r.Plan)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Plan, plain(err))
	}
	if info, err := source.Stat(); err == nil && info.IsDir() {
		source.Close()
		return nil, fmt.Errorf("%s: is a folder: --plan takes the file of terraform plan -out", r.Plan)
	}
	return source, nil
}

// take makes the private copy, of a plan made earlier or of one made now.
func (r Request) take(ctx context.Context, tf terraform, folder privateFolder, source *os.File) (*privateCopy, error) {
	shown := r.Plan
	if source == nil {
		shown = shownPlan
		planned := folder.file("planned")
		err := tf.plan(ctx, planned, r.Arguments)
		if err != nil {
			return nil, err
		}
		if source, err = os.Open(planned); err != nil {
			return nil, fmt.Errorf("%s saved no plan: %w", shown, plain(err))
		}
		defer os.Remove(planned)
		defer source.Close()
	}
	saved, err := folder.take(source)
	switch {
	case ctx.Err() != nil:
		if err == nil {
			saved.Close()
		}
		return nil, errInterrupted
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be copied: %w", shown, plain(err))
	}
	return saved, nil
}

// apply applies what was checked and allowed.
func (r Request) apply(ctx context.Context, tf terraform, saved *privateCopy, checked tfcua.Configuration, environment tfcua.Environment) error {
	switch {
	case checked.Plan.Errored:
		return errErrored
	case checked.Plan.Empty:
		r.say("the plan has no changes: there is nothing to apply")
		return nil
	}
	if r.Confirm != nil {
		confirmed, err := r.Confirm(ctx, "tfcua: apply this plan? Only yes is taken for it: ")
		switch {
		case ctx.Err() != nil:
			return errInterrupted
		case err != nil:
			return err
		case !confirmed:
			return errDeclined
		}
	}
	// The question may have stood there for hours.
	if err := r.again(saved, checked, environment); err != nil {
		return err
	}
	if err := saved.verify(); err != nil {
		return err
	}
	if err := tf.apply(ctx, saved.Name(), r.Arguments); err != nil {
		return err
	}
	r.say("applied the plan with SHA-256 %x", saved.sum)
	return nil
}

// say tells what the gate itself has to say.
func (r Request) say(format string, values ...any) {
	fmt.Fprintf(r.Log, "tfcua: "+format+"\n", values...)
}
