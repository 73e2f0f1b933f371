package hclcheck

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
)

// Configuration evaluates the provider configurations. Its Input is left for
// the caller to fill in.
func (r *Root) Configuration() tfcua.Configuration {
	c := tfcua.Configuration{Selections: r.selections, Unseen: slices.Clone(r.unseen), Reusable: r.reusable}
	used := r.used()
	r.node.walk(func(n *node) {
		c.Requirements = append(c.Requirements, n.requirements(r.options.Mirrors)...)
		c.Comments = append(c.Comments, n.comments()...)
		templates, unseen := n.readTemplates()
		c.Templates, c.Unseen = append(c.Templates, templates...), append(c.Unseen, unseen...)
		for _, block := range n.providers {
			source := n.sourceOf(block.name)
			if r.options.Mirrors.Provider(source) == nil || n.standsIn(block) {
				continue
			}
			key := configKey{n, source, block.alias}
			for _, config := range n.configs(block) {
				if used[key] == unused {
					config.Use = tfcua.Unused
				}
				config.OnlyReads = used[key] == onlyRead
				c.Providers = append(c.Providers, config)
			}
		}
	})
	implied := r.implied(used)
	switch {
	case !r.reusable:
		c.Providers = append(c.Providers, implied...)
	case !slices.ContainsFunc(implied, r.needsBlock):
		c.MadeUp = implied
	}
	return c
}

// needsBlock reports whether the provider cannot run without a provider block.
func (r *Root) needsBlock(config tfcua.ProviderConfig) bool {
	return r.options.Mirrors.Provider(config.Source).BlockRequiredSince != (tfcua.Version{})
}

// configs are the provider configurations that a block makes: one, or with
// OpenTofu's for_each one for each instance.
func (n *node) configs(block *providerBlock) []tfcua.ProviderConfig {
	forEach := block.arguments["for_each"]
	if forEach.Attribute == nil {
		return []tfcua.ProviderConfig{n.config(block, n.scope.instance, "")}
	}
	instances, known := n.scope.instances(forEach.Expr)
	if !known {
		return []tfcua.ProviderConfig{n.config(block, unknownInstance, "[*]")}
	}
	var configs []tfcua.ProviderConfig
	for _, of := range instances {
		configs = append(configs, n.config(block, of, `["`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(of.id)+`"]`))
	}
	return configs
}

func (n *node) config(block *providerBlock, of instance, key string) tfcua.ProviderConfig {
	setting := func(name string, kind cty.Type) tfcua.Setting {
		return n.scope.setting(block.arguments[name], kind, of)
	}
	return tfcua.ProviderConfig{
		Source:                    n.sourceOf(block.name),
		Module:                    n.address(),
		LocalName:                 block.name,
		Alias:                     block.alias,
		Key:                       key,
		PartnerID:                 setting("partner_id", cty.String),
		DisableTerraformPartnerID: setting("disable_terraform_partner_id", cty.Bool),
		SubscriptionID:            setting("subscription_id", cty.String),
		TenantID:                  setting("tenant_id", cty.String),
		ClientID:                  setting("client_id", cty.String),
		Written:                   locateRange(block.place, fmt.Sprintf("provider %q", block.name)),
	}
}

// implied are the default configurations of the root module that are used and
// not written: Terraform makes up empty ones.
func (r *Root) implied(used map[configKey]usage) []tfcua.ProviderConfig {
	var configs []tfcua.ProviderConfig
	keys := slices.SortedFunc(maps.Keys(used), func(a, b configKey) int { return strings.Compare(a.source.String(), b.source.String()) })
	for i := range tfcua.Catalogue {
		for _, key := range keys {
			if key.node != r.node || key.alias != "" || r.options.Mirrors.Provider(key.source) != &tfcua.Catalogue[i] || r.node.block(key.source, "") != nil {
				continue
			}
			unset := tfcua.UnsetSetting()
			configs = append(configs, tfcua.ProviderConfig{
				Source: key.source, LocalName: r.node.localName(key.source), Implied: true, OnlyReads: used[key] == onlyRead,
				Written:   r.node.requirementOf(key.source),
				PartnerID: unset, DisableTerraformPartnerID: unset, SubscriptionID: unset, TenantID: unset, ClientID: unset,
			})
		}
	}
	return configs
}

// requirementOf is where the module requires a provider; nowhere if it does not.
func (m *module) requirementOf(source tfcua.Source) tfcua.Location {
	if required := m.required[m.localName(source)]; required != nil {
		return required.located()
	}
	return tfcua.Location{}
}

// located is where the constraint is written, or else the entry.
func (r *requiredProvider) located() tfcua.Location {
	excerpt := r.name
	if r.constraint != "" {
		excerpt = versionExcerpt(r.constraint)
	}
	return locateRange(r.place, excerpt)
}

// versionExcerpt shows a constraint that is one; anything else may be a secret.
func versionExcerpt(constraint string) string {
	if _, err := tfcua.ParseConstraint(constraint); err != nil {
		constraint = "…"
	}
	return fmt.Sprintf("version = %q", constraint)
}

// localName is the name that a module gives a provider.
func (m *module) localName(source tfcua.Source) string {
	for _, name := range sortedKeys(m.required) {
		if m.required[name].source == source {
			return name
		}
	}
	return source.Type
}

// requirements are the module's version constraints on the catalogue's
// providers, those in provider blocks included.
func (n *node) requirements(mirrors tfcua.Mirrors) []tfcua.Requirement {
	var requirements []tfcua.Requirement
	for _, name := range sortedKeys(n.required) {
		required := n.required[name]
		if mirrors.Provider(required.source) == nil || required.constraint == "" {
			continue
		}
		requirements = append(requirements, tfcua.Requirement{
			Source: required.source, Module: n.address(), Constraint: required.constraint, Written: required.located(),
		})
	}
	for _, block := range n.providers {
		version := block.arguments["version"]
		source := n.sourceOf(block.name)
		if version.Attribute == nil || mirrors.Provider(source) == nil {
			continue
		}
		if constraint, ok := literalString(version.Expr); ok {
			requirements = append(requirements, tfcua.Requirement{
				Source: source, Module: n.address(), Constraint: constraint,
				Written: locateRange(version.Expr.Range(), versionExcerpt(constraint)),
			})
		}
	}
	return requirements
}

// relative is a slash-separated path from one folder to another.
func relative(from, to string) string {
	if from == to {
		return "."
	}
	var up int
	for base := path.Clean(from); ; base = path.Dir(base) {
		if base == "." {
			return strings.Repeat("../", up) + to
		}
		if to == base {
			return strings.TrimSuffix(strings.Repeat("../", up), "/")
		}
		if rest, ok := strings.CutPrefix(to, base+"/"); ok {
			return strings.Repeat("../", up) + rest
		}
		up++
	}
}
