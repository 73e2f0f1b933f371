package plancheck

import (
	"maps"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// use says which configurations Terraform would start, and counts the changes
// under them. Use is denied only where the plan shows everything that could use
// a configuration.
func (r *reading) use() {
	if r.configuration == nil {
		r.unconfigured()
		return
	}
	serving := make(map[string]*tfcua.ProviderConfig)
	// unsure are the configurations that may serve something instead, and unnamed
	// those that do if they are passed under another local name.
	var unsure, unnamed []*tfcua.ProviderConfig
	for _, at := range slices.Sorted(maps.Keys(r.modules)) {
		m := r.modules[at]
		for _, u := range m.users {
			if u.key == "" {
				continue
			}
			address := absolute(m.address, u.address)
			key := parseProviderKey(u.key)
			source, ok := r.named[address]
			if !ok {
				source = legacySource(key.name)
			}
			config, sure := r.resolve(key, source)
			passable := r.passable(key.module, source)
			// The caller may pass another one, and the plan JSON does not say so; of an
			// action it never does.
			if !sure && len(passable) > 1 || config == nil && len(passable) > 0 || u.action && key.module != "" && r.entries[key] == nil {
				unsure = append(unsure, passable...)
				continue
			}
			if config != nil {
				config.Use = tfcua.Used
				serving[address] = config
				if config.Module != m.address && config.Alias == "" {
					// Terraform looks for the key by local names. What is passed under
					// another name to a module on the way serves it, and is not named.
					unnamed = append(unnamed, r.passable(m.address, source)...)
				}
			}
		}
	}
	for _, config := range unsure {
		config.Use = tfcua.Used
	}
	for _, config := range unnamed {
		if config.Use == tfcua.Unused {
			config.Use = tfcua.Used
			r.unnamed = append(r.unnamed, config.Address())
		}
	}
	if r.configuration.root == nil {
		for _, config := range r.configs {
			config.Use = tfcua.Used
		}
	}
	changing := r.count(serving)
	if r.complete == nil || *r.complete || r.errored || r.deferred > 0 {
		return
	}
	// After -target, what the plan leaves out is not started.
	for _, config := range r.configs {
		if !changing[config] {
			config.Use = tfcua.Unused
		}
	}
}

// count counts the changes under the configurations that make them. Which one
// deletes an orphan, only the state knows: any may.
func (r *reading) count(serving map[string]*tfcua.ProviderConfig) map[*tfcua.ProviderConfig]bool {
	changing := make(map[*tfcua.ProviderConfig]bool)
	for _, at := range slices.SortedFunc(maps.Keys(r.changes.byAddress), compareChanged) {
		counts := *r.changes.byAddress[at]
		if config := serving[at.address]; config != nil {
			changing[config] = true
			config.Resources.Add(at.address, counts)
			continue
		}
		r.orphans(at, counts, changing)
	}
	for _, provider := range slices.Sorted(maps.Keys(r.changes.more)) {
		r.orphans(changed{provider: provider}, *r.changes.more[provider], changing)
	}
	return changing
}

func compareChanged(a, b changed) int {
	return slices.Compare([]string{a.address, a.provider}, []string{b.address, b.provider})
}

// orphans counts changes of resources that are not in the configuration.
func (r *reading) orphans(at changed, counts tfcua.ResourceCounts, changing map[*tfcua.ProviderConfig]bool) {
	source := namedSource(at.provider)
	if r.provider(source) == nil || counts == (tfcua.ResourceCounts{}) {
		return
	}
	configs := r.of(source)
	if len(configs) == 0 {
		configs = r.unexplained(source, at, counts)
	}
	for _, config := range configs {
		config.Use = tfcua.Used
		changing[config] = true
	}
	if len(configs) == 1 {
		configs[0].Resources.Add(at.address, counts)
	}
}

// of are all configurations of a provider.
func (r *reading) of(source tfcua.Source) []*tfcua.ProviderConfig {
	var configs []*tfcua.ProviderConfig
	for _, config := range r.configs {
		if config.Source == source {
			configs = append(configs, config)
		}
	}
	return configs
}

// passable are the configurations of a provider that the callers of a module may
// pass to it.
func (r *reading) passable(module string, source tfcua.Source) []*tfcua.ProviderConfig {
	var configs []*tfcua.ProviderConfig
	for _, config := range r.of(source) {
		if config.Module == "" && module != "" || strings.HasPrefix(module, config.Module+".") {
			configs = append(configs, config)
		}
	}
	return configs
}

// unexplained is what a provider's changes without any configuration of it are
// attributed to: for a provider that needs no block the one that Terraform makes
// up. azurerm needs one; where there is none, what it changes is unexplained.
func (r *reading) unexplained(source tfcua.Source, at changed, counts tfcua.ResourceCounts) []*tfcua.ProviderConfig {
	if r.provider(source).BlockRequiredSince == (tfcua.Version{}) {
		config := r.config(providerKey{name: source.Type}, nil)
		config.Source = source
		return []*tfcua.ProviderConfig{config}
	}
	r.without = addUnexplained(r.without, source, at.address, counts)
	return nil
}

// unconfigured makes one configuration of unknown settings for each provider
// that a plan without a configuration section changes something through.
func (r *reading) unconfigured() {
	reason := tfcua.UnknownSetting("the plan JSON has no configuration section; give the whole output of terraform show -json, or the saved plan")
	providers := make(map[string]*tfcua.Resources)
	sum := func(at changed, counts *tfcua.ResourceCounts) {
		if providers[at.provider] == nil {
			providers[at.provider] = new(tfcua.Resources)
		}
		providers[at.provider].Add(at.address, *counts)
	}
	for at, counts := range r.changes.byAddress {
		sum(at, counts)
	}
	for provider, counts := range r.changes.more {
		sum(changed{provider: provider}, counts)
	}
	for _, provider := range slices.Sorted(maps.Keys(providers)) {
		source := namedSource(provider)
		if r.provider(source) == nil {
			continue
		}
		key := providerKey{name: source.Type}
		config := r.config(key, nil)
		config.Source, config.Implied, config.Use = source, false, tfcua.Used
		config.PartnerID, config.DisableTerraformPartnerID = reason, reason
		config.SubscriptionID, config.TenantID, config.ClientID = reason, reason, reason
		config.Resources = providers[provider]
	}
}
