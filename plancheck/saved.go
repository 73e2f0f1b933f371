package plancheck

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// readSaved reads a saved plan: its sources as a folder is read, with the
// variables that it holds, and from its changes what is used.
func readSaved(path string, archive *zip.Reader, options hclcheck.Options) (*plan, error) {
	saved, err := inspect(archive)
	if err != nil {
		return nil, err
	}
	entry, err := saved.open(planEntry)
	if err != nil {
		return nil, err
	}
	defer entry.Close()
	made, err := readTfplan(entry, options.Mirrors)
	if err != nil {
		return nil, err
	}
	modules, err := saved.modules()
	if err != nil {
		return nil, err
	}
	options.Planned, options.Workspace = &made.variables, made.workspace
	root, err := hclcheck.Load(hclcheck.Source{
		FS: sources{saved.fs}, Dir: modulePrefix, Modules: modules, OnlyConfiguration: true,
	}, options)
	var inSource *hclcheck.Error
	switch {
	case errors.As(err, &inSource):
		return nil, fmt.Errorf("%s: in the configuration that was planned: %w", shownPath(path), err)
	case err != nil:
		return nil, faultf("the configuration in it cannot be read: %s", why(err))
	}
	configuration := root.Configuration()
	configuration.Input = tfcua.Input{Kind: tfcua.SavedPlan, TerraformVersion: made.terraformVersion}
	// What was planned is a root module, whatever it looks like.
	configuration.Reusable = false
	configuration.Plan = &tfcua.Plan{
		Errored: made.errored, Complete: made.isComplete(), Deferred: made.deferred,
		Empty: made.complete && !made.applyable && !made.errored,
	}
	made.attribute(&configuration)
	return &plan{
		configuration: configuration,
		shape:         root.Shape(),
		root:          root,
		variables:     made.variables,
		workspace:     made.workspace,
	}, nil
}

// modules says where the archive holds which module, by the key that Terraform
// gives it: the root module's is "".
func (s *savedPlan) modules() (map[string]hclcheck.ModuleDir, error) {
	text, err := s.read(manifestEntry)
	if err != nil {
		return nil, err
	}
	var manifest []struct{ Key, Dir string }
	if err := json.Unmarshal(text, &manifest); err != nil {
		return nil, fault("is no saved plan that can be read: " + manifestEntry + " in it is no module manifest; make it again with terraform plan -out")
	}
	modules := make(map[string]hclcheck.ModuleDir, len(manifest))
	for _, module := range manifest {
		if module.Key != "" {
			modules[module.Key] = hclcheck.ModuleDir{Dir: modulePrefix + module.Key, Shown: module.Dir}
		}
	}
	return modules, nil
}

// attribute counts the changes under the provider configurations that make
// them. A saved plan names these exactly, an orphan's among them.
func (p *tfplan) attribute(configuration *tfcua.Configuration) {
	changing := make(map[int]bool)
	for i := range configuration.Providers {
		configuration.Providers[i].Resources = new(tfcua.Resources)
	}
	attribute := func(at changed, counts tfcua.ResourceCounts) {
		serving := p.serving(at.provider, configuration)
		for _, i := range serving {
			changing[i] = true
		}
		if len(serving) == 1 {
			configuration.Providers[serving[0]].Resources.Add(at.address, counts)
		} else if len(serving) > 1 {
			pool(configuration, serving).Add(at.address, counts)
		}
		if serving == nil {
			of, _ := parseProviderAddress(at.provider)
			configuration.Unexplained = addUnexplained(configuration.Unexplained, of.source, at.address, counts)
		}
	}
	for _, at := range slices.SortedFunc(maps.Keys(p.changes.byAddress), compareChanged) {
		attribute(at, *p.changes.byAddress[at])
	}
	for _, provider := range slices.Sorted(maps.Keys(p.changes.more)) {
		attribute(changed{provider: provider}, *p.changes.more[provider])
	}
	targeted := !configuration.Plan.Complete && !p.errored && p.deferred == 0
	for i := range configuration.Providers {
		config := &configuration.Providers[i]
		switch {
		case changing[i]:
			config.Use = tfcua.Used
		case targeted:
			config.Use = tfcua.Unused
		}
	}
}

// serving finds the provider configurations that an address in the plan stands
// for: one, or with OpenTofu's for_each where the plan does not say which
// instance, all instances. Azapi and azuread need not be written; then one is
// made up, as Terraform does.
func (p *tfplan) serving(address string, configuration *tfcua.Configuration) []int {
	of, ok := parseProviderAddress(address)
	if !ok {
		return nil
	}
	var found []int
	for i, config := range configuration.Providers {
		if config.Source == of.source && config.Module == of.module && config.Alias == of.alias &&
			(of.key == "" || config.Key == "" || config.Key == of.key) {
			found = append(found, i)
			if config.Key == "" {
				break // of two local names for one source, either is as good
			}
		}
	}
	if found == nil && of.module == "" && of.alias == "" {
		configuration.Providers = append(configuration.Providers, implied(of.source, "", of.source.Type, ""))
		found = append(found, len(configuration.Providers)-1)
	}
	return found
}

// implied is a provider configuration that is not written.
func implied(source tfcua.Source, module, name, alias string) tfcua.ProviderConfig {
	unset := tfcua.UnsetSetting()
	return tfcua.ProviderConfig{
		Source: source, Module: module, LocalName: name, Alias: alias, Implied: true,
		PartnerID: unset, DisableTerraformPartnerID: unset, SubscriptionID: unset, TenantID: unset, ClientID: unset,
		Resources: new(tfcua.Resources),
	}
}
