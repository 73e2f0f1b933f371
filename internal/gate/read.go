package gate

import (
	"cmp"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/plancheck"
)

// shownPlan names the plan that the gate had made in reports and messages: the
// private file's path would mean nothing to anybody.
const shownPlan = "terraform plan"

// read reads the copy of a plan, with the folder where terraform runs beside it
// for what functions read from files.
func (r Request) read(saved *privateCopy, environment tfcua.Environment) (tfcua.Configuration, error) {
	beside, err := r.beside()
	if err != nil {
		return tfcua.Configuration{}, err
	}
	if beside != nil {
		defer beside.Close()
	}
	shown := cmp.Or(r.Plan, shownPlan)
	if head := saved.head(); plancheck.Sniff(head) == "" {
		return tfcua.Configuration{}, &plancheck.Error{Path: shown, Message: "is no saved plan: give the file that terraform plan -out=FILE wrote, or no --plan to have one made"}
	}
	configuration, err := plancheck.Read(shown, saved.File, beside, hclcheck.Options{Environment: environment, Mirrors: r.Options.Policy.Mirrors})
	if err != nil {
		return tfcua.Configuration{}, err
	}
	if configuration.Input.Kind != tfcua.SavedPlan {
		return tfcua.Configuration{}, &plancheck.Error{Path: shown, Message: "is plan JSON, which terraform cannot apply: give the file of terraform plan -out, or check it with tfcua check"}
	}
	return configuration, nil
}

// beside is the folder where terraform runs; nil where it holds no
// configuration, as a plan made earlier may be looked at from anywhere.
func (r Request) beside() (*hclcheck.Source, error) {
	source, err := hclcheck.OpenFolder(cmp.Or(r.Chdir, "."))
	if err != nil {
		return nil, err
	}
	if !source.HasConfiguration() {
		return nil, source.Close()
	}
	return &source, nil
}
