package plancheck

import (
	"slices"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// take reads the folder that was given beside the plan, with the plan's
// variables, and takes from it what the plan does not tell. A folder that is
// another revision than the one that was planned proves nothing: it is said in
// what it differs, and the plan stands alone.
func (p *plan) take(source hclcheck.Source, options hclcheck.Options) error {
	options.Planned, options.Workspace = &p.variables, p.workspace
	root, err := hclcheck.Load(source, options)
	if err != nil {
		return err
	}
	if p.configuration.Differs = root.Shape().Difference(p.shape); p.configuration.Differs == "" && p.root != nil {
		if file := root.OtherFile(p.root); file != "" {
			p.configuration.Differs = file + " is not the file that was planned"
		}
	}
	if p.configuration.Differs != "" {
		return nil
	}
	folder := root.Configuration()
	if p.configuration.Input.Kind == tfcua.SavedPlan {
		p.fill(folder)
	} else {
		p.replace(folder)
	}
	return nil
}

// fill takes the folder's setting where the saved plan's own sources leave one
// unknown, such as one that a file decides.
func (p *plan) fill(folder tfcua.Configuration) {
	p.fillTemplates(folder)
	for i := range p.configuration.Providers {
		mine := &p.configuration.Providers[i]
		theirs := find(folder.Providers, *mine)
		if theirs == nil {
			continue
		}
		fillSetting(&mine.PartnerID, theirs.PartnerID)
		fillSetting(&mine.DisableTerraformPartnerID, theirs.DisableTerraformPartnerID)
		fillSetting(&mine.SubscriptionID, theirs.SubscriptionID)
		fillSetting(&mine.TenantID, theirs.TenantID)
		fillSetting(&mine.ClientID, theirs.ClientID)
	}
}

func fillSetting(mine *tfcua.Setting, theirs tfcua.Setting) {
	if mine.State() == tfcua.Unknown && theirs.State() != tfcua.Unknown {
		*mine = theirs
	}
}

// replace puts the folder's configuration in the place of the one that plan
// JSON shows. What is used, and what happens to which resources, the plan alone
// knows.
func (p *plan) replace(folder tfcua.Configuration) {
	p.placeTemplates(&folder)
	planned := p.configuration.Providers
	taken := make([]bool, len(planned))
	instances := make([][]int, len(planned))
	for i := range folder.Providers {
		config := &folder.Providers[i]
		config.Resources = new(tfcua.Resources)
		for j := range planned {
			if same(planned[j], *config) {
				taken[j] = true
				if !slices.Contains(p.unnamed, planned[j].Address()) {
					config.Use = planned[j].Use
				}
				p.configuration.Input.Folder = p.configuration.Input.Folder || open(planned[j].PartnerID) || open(planned[j].DisableTerraformPartnerID)
				instances[j] = append(instances[j], i)
			}
		}
	}
	for j, of := range instances {
		switch {
		case len(of) == 1:
			folder.Providers[of[0]].Resources = planned[j].Resources
		case len(of) > 1 && planned[j].Resources != nil:
			*pool(&folder, of) = *planned[j].Resources
		}
	}
	p.configuration.Pooled = folder.Pooled
	for j, config := range planned {
		if !taken[j] {
			folder.Providers = append(folder.Providers, config)
		}
	}
	p.configuration.Providers = folder.Providers
	p.configuration.Requirements = folder.Requirements
	p.configuration.Selections = folder.Selections
	p.configuration.Comments = folder.Comments
	for _, unseen := range folder.Unseen {
		if !unseen.Module { // the plan shows the providers of every module
			p.configuration.Unseen = append(p.configuration.Unseen, unseen)
		}
	}
}

// open reports whether plan JSON leaves open what a setting is.
func open(s tfcua.Setting) bool {
	return s.State() == tfcua.Unknown || s.State() == tfcua.Inferred
}

// find is the configuration of the list that is the same one.
func find(configs []tfcua.ProviderConfig, wanted tfcua.ProviderConfig) *tfcua.ProviderConfig {
	for i := range configs {
		if same(configs[i], wanted) && configs[i].Key == wanted.Key {
			return &configs[i]
		}
	}
	return nil
}

// same reports whether two readings are of one provider configuration. Plan
// JSON of one that is not written names the module that uses it.
func same(a, b tfcua.ProviderConfig) bool {
	if a.Source != b.Source || a.Alias != b.Alias {
		return false
	}
	if a.Implied && b.Implied {
		return true
	}
	return a.Module == b.Module && a.LocalName == b.LocalName
}
