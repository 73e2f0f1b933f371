package plancheck

import (
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// reading makes provider configurations of a document.
type reading struct {
	*document
	modules map[string]*module
	// sources are the source addresses of the entries, and of the local names
	// that resource_changes explain.
	sources map[*entry]tfcua.Source
	// configs are by the key that they have, or would have, in plan JSON.
	configs map[providerKey]*tfcua.ProviderConfig
	entries map[providerKey]*entry
	// named are the sources of resources, by configuration address, as
	// resource_changes name them.
	named map[string]tfcua.Source
	// without is what the plan does through providers that it shows no
	// configuration of.
	without []tfcua.Unexplained
	// unnamed are the addresses of the configurations that are used only if they
	// are passed to a module under another local name, which a folder tells.
	unnamed []string
}

// provider is the row of the catalogue for a source.
func (r *reading) provider(source tfcua.Source) *tfcua.Provider {
	return r.changes.mirrors.Provider(source)
}

func newReading(d *document) *reading {
	r := &reading{
		document: d,
		modules:  make(map[string]*module),
		sources:  make(map[*entry]tfcua.Source),
		configs:  make(map[providerKey]*tfcua.ProviderConfig),
		entries:  make(map[providerKey]*entry),
		named:    make(map[string]tfcua.Source),
	}
	known := make(map[string]tfcua.Source)
	for _, at := range slices.SortedFunc(maps.Keys(d.changes.byAddress), compareChanged) {
		if _, ok := known[at.provider]; !ok {
			known[at.provider] = namedSource(at.provider)
		}
		// Instances that another provider is to delete do not tell.
		counts := d.changes.byAddress[at]
		if _, told := r.named[at.address]; !told || counts.Create+counts.Update+counts.Replace > 0 {
			r.named[at.address] = known[at.provider]
		}
	}
	if d.configuration == nil {
		return r
	}
	d.configuration.root.walk(func(m *module) { r.modules[m.address] = m })
	for _, key := range slices.Sorted(maps.Keys(d.configuration.entries)) {
		e := d.configuration.entries[key]
		if e.key.alias == "" && e.alias != "" {
			e.key.alias = e.alias
		}
		r.entries[e.key] = e
	}
	r.explain()
	return r
}

// walk calls visit for a module and every one below it.
func (m *module) walk(visit func(*module)) {
	if m == nil {
		return
	}
	visit(m)
	for _, name := range slices.Sorted(maps.Keys(m.calls)) {
		m.calls[name].walk(visit)
	}
}

// explain finds the source address of every entry: its full_name, which
// Terraform writes since 1.1; else what resource_changes say of a resource that
// uses it, since 0.13; else what the name stands for.
func (r *reading) explain() {
	told := make(map[providerKey]tfcua.Source)
	for _, m := range r.modules {
		for _, u := range m.users {
			if source, ok := r.named[absolute(m.address, u.address)]; ok && !u.action {
				told[parseProviderKey(u.key)] = source
			}
		}
	}
	for key, e := range r.entries {
		name, _, _ := strings.Cut(e.name, ".")
		if name == "" {
			name = key.name
		}
		source, ok := tfcua.ParseSource(e.fullName)
		if !ok {
			if source, ok = told[key]; !ok {
				source = legacySource(name)
			}
		}
		r.sources[e] = source
	}
}

// passesUnresolved says whether provider_config_key may name a configuration
// that the caller passes, without saying which: Terraform resolves it to the
// caller's own key in what it writes since 1.2.
func (r *reading) passesUnresolved() bool {
	return strings.HasPrefix(r.formatVersion, "0.") || r.formatVersion == "1.0"
}

// configure makes a configuration of every entry of the catalogue's providers
// with a block. One without may be a phantom; what uses it decides.
func (r *reading) configure() {
	for key, e := range r.entries {
		if e.arguments != nil && r.provider(r.sources[e]) != nil {
			r.config(key, e)
		}
	}
}

// config is the configuration of that key, made of its entry where there is one
// with a block in it.
func (r *reading) config(key providerKey, e *entry) *tfcua.ProviderConfig {
	if made := r.configs[key]; made != nil {
		return made
	}
	made := implied(r.sourceOf(key, e), key.module, key.name, key.alias)
	made.Use = tfcua.Unused
	if e != nil && e.arguments != nil {
		m := r.modules[key.module]
		made.Implied = false
		made.PartnerID = r.setting(m, e.arguments, "partner_id", cty.String)
		made.DisableTerraformPartnerID = r.setting(m, e.arguments, "disable_terraform_partner_id", cty.Bool)
		made.SubscriptionID = r.setting(m, e.arguments, "subscription_id", cty.String)
		made.TenantID = r.setting(m, e.arguments, "tenant_id", cty.String)
		made.ClientID = r.setting(m, e.arguments, "client_id", cty.String)
	}
	r.configs[key] = &made
	return &made
}

func (r *reading) sourceOf(key providerKey, e *entry) tfcua.Source {
	if e != nil {
		return r.sources[e]
	}
	return legacySource(key.name)
}

// resolve finds the configuration that serves a resource of this source, which
// names this key. A key need not be an entry's, nor the entry a block's: Terraform
// goes by the source address and not by the local name, and a module without a
// block of its own has the nearest default configuration above it. sure is false
// where the plan JSON does not tell whether a caller passes another one.
func (r *reading) resolve(key providerKey, source tfcua.Source) (config *tfcua.ProviderConfig, sure bool) {
	e := r.entries[key]
	if e != nil {
		source = r.sources[e]
	}
	if r.provider(source) == nil {
		return nil, true
	}
	if e == nil || e.arguments == nil {
		for _, other := range r.ofAlias(key.module, key.alias, source) {
			if other.arguments != nil {
				return r.config(other.key, other), true
			}
		}
	}
	if e != nil && (e.arguments != nil || key.module == "") {
		return r.config(key, e), true
	}
	if key.alias != "" && key.module != "" {
		return nil, false // the caller passes it, and the plan JSON does not say which
	}
	inherited := r.inherited(key, source)
	switch {
	case e != nil && (inherited == nil || r.ownEmptyBlock(key, source, inherited)):
		return r.config(key, e), true
	case inherited != nil && key.alias == "":
		return r.config(inherited.key, inherited), false
	}
	made := r.config(key, nil)
	made.Source = source
	return made, true
}

// inherited is the nearest default entry of the source above a module: one with
// a block, or else the root module's without.
func (r *reading) inherited(key providerKey, source tfcua.Source) *entry {
	var found *entry
	for module := key.module; module != ""; {
		module = parentModule(module)
		for _, candidate := range r.ofAlias(module, "", source) {
			if candidate.arguments != nil {
				return candidate
			}
			found = candidate
		}
	}
	return found
}

// ofAlias are the entries of a source in a module that have the alias, "" for the
// default ones, by name.
func (r *reading) ofAlias(module, alias string, source tfcua.Source) []*entry {
	var found []*entry
	for key, e := range r.entries {
		if key.module == module && key.alias == alias && r.sources[e] == source {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b *entry) int { return strings.Compare(a.key.name, b.key.name) })
	return found
}

// ownEmptyBlock reports whether a module's entry without expressions is an empty
// block of its own. Today's Terraform leaves the entry out where the module
// inherits the configuration under the same name; azurerm takes no empty block.
func (r *reading) ownEmptyBlock(key providerKey, source tfcua.Source, inherited *entry) bool {
	return !r.passesUnresolved() && inherited.key.name == key.name && r.provider(source).BlockRequiredSince == (tfcua.Version{})
}

// providers are the configurations in the order of their keys.
func (r *reading) providers() []tfcua.ProviderConfig {
	var configs []tfcua.ProviderConfig
	for _, key := range slices.SortedFunc(maps.Keys(r.configs), compareKeys) {
		configs = append(configs, *r.configs[key])
	}
	return configs
}

func compareKeys(a, b providerKey) int {
	return slices.Compare([]string{a.module, a.name, a.alias}, []string{b.module, b.name, b.alias})
}

// requirements are the version constraints of the catalogue's providers, as
// Terraform merged them for each module.
func (r *reading) requirements() []tfcua.Requirement {
	var requirements []tfcua.Requirement
	for _, key := range slices.SortedFunc(maps.Keys(r.entries), compareKeys) {
		e := r.entries[key]
		requirement := tfcua.Requirement{Source: r.sources[e], Module: key.module, Constraint: e.constraint}
		if e.constraint != "" && r.provider(requirement.Source) != nil && !slices.Contains(requirements, requirement) {
			requirements = append(requirements, requirement)
		}
	}
	return requirements
}

// shape is what can be compared with a folder's: phantom entries left out, and
// references reduced to the objects that they lead to.
func (r *reading) shape() hclcheck.Shape {
	shape := hclcheck.Shape{
		Providers: make(map[string]hclcheck.ProviderShape), Calls: make(map[string]map[string]hclcheck.ExpressionShape),
		Defaults: make(map[string]map[string]cty.Value), Unseen: make(map[string]bool),
	}
	for address, m := range r.modules {
		if address != "" {
			shape.Calls[address] = make(map[string]hclcheck.ExpressionShape)
			for name, given := range m.given {
				shape.Calls[address][name] = given.shape()
			}
		}
		shape.Defaults[address] = make(map[string]cty.Value)
		for name, declared := range m.variables {
			if declared.fallback != cty.NilVal {
				shape.Defaults[address][name] = declared.fallback
			}
		}
	}
	for key, e := range r.entries {
		if e.arguments == nil {
			continue
		}
		arguments := make(map[string]hclcheck.ExpressionShape)
		for name, written := range e.arguments {
			arguments[name] = written.shape()
		}
		address := tfcua.ProviderConfig{Module: key.module, LocalName: key.name, Alias: key.alias}.Address()
		shape.Providers[address] = hclcheck.ProviderShape{Source: r.sources[e], Arguments: arguments}
	}
	return shape
}

func (e expression) shape() hclcheck.ExpressionShape {
	shape := hclcheck.ExpressionShape{Constant: e.constant}
	for _, reference := range e.references {
		steps := splitSteps(reference)
		n := 2
		if steps[0] == "data" {
			n = 3
		}
		object := strings.Join(steps[:min(n, len(steps))], ".")
		if !slices.Contains(shape.References, object) {
			shape.References = append(shape.References, object)
		}
	}
	slices.Sort(shape.References)
	return shape
}
