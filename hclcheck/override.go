package hclcheck

import "maps"

// declareIn adds what a primary file declares. What is declared twice Terraform
// refuses.
func (d *declarations) declareIn(m *module) error {
	for _, required := range d.required {
		if m.required[required.name] != nil {
			return errorAt(required.place, "required_providers names %s twice", required.name)
		}
		m.required[required.name] = required
	}
	for _, provider := range d.providers {
		if m.provider(provider.localProvider) != nil {
			return errorAt(provider.place, "the provider configuration is declared twice; give one of them an alias")
		}
		m.providers = append(m.providers, provider)
	}
	for _, variable := range d.variables {
		if m.variables[variable.name] != nil {
			return errorAt(variable.place, "variable %s is declared twice", variable.name)
		}
		m.variables[variable.name] = variable
	}
	for _, local := range d.locals {
		if _, twice := m.locals[local.Name]; twice {
			return errorAt(local.NameRange, "local value %s is declared twice", local.Name)
		}
		m.locals[local.Name] = local
	}
	for _, named := range d.outputs {
		if m.outputs[named.name] != nil {
			return errorAt(named.place, "output %s is declared twice", named.name)
		}
		m.outputs[named.name] = &named.output
	}
	for _, call := range d.calls {
		if m.calls[call.name] != nil {
			return errorAt(call.place, "module %s is called twice under one name", call.name)
		}
		m.calls[call.name] = call
	}
	m.users = append(m.users, d.users...)
	m.templates = append(m.templates, d.templates...)
	m.removed = append(m.removed, d.removed...)
	m.root = m.root || d.root || len(d.providers) > 0
	m.backend = m.backend || d.backend
	return nil
}

// overrideIn merges what an override file declares into what is declared
// already, argument by argument, as Terraform does.
func (d *declarations) overrideIn(m *module) error {
	for _, required := range d.required {
		m.required[required.name] = required
	}
	for _, provider := range d.providers {
		base := m.provider(provider.localProvider)
		switch {
		case base != nil:
			base.override(provider)
		case provider.alias == "":
			// An absent default configuration is an empty one, which can be overridden.
			m.providers = append(m.providers, provider)
		default:
			return errorAt(provider.place, "there is no provider configuration to override: %s.%s is declared nowhere else", provider.name, provider.alias)
		}
	}
	for _, variable := range d.variables {
		base := m.variables[variable.name]
		if base == nil {
			return errorAt(variable.place, "there is no variable %s to override", variable.name)
		}
		base.override(variable)
	}
	for _, local := range d.locals {
		m.locals[local.Name] = local
	}
	for _, named := range d.outputs {
		base := m.outputs[named.name]
		if base == nil {
			return errorAt(named.place, "there is no output %s to override", named.name)
		}
		if named.value.Attribute != nil {
			base.value = named.value
		}
		base.sensitive = base.sensitive || named.sensitive
	}
	for _, call := range d.calls {
		base := m.calls[call.name]
		if base == nil {
			return errorAt(call.place, "there is no module call %s to override", call.name)
		}
		base.override(call)
	}
	for _, user := range d.users {
		for i := range m.users {
			if m.users[i].address == user.address && user.explicit {
				m.users[i] = user
			}
		}
	}
	for _, over := range d.templates {
		for i := range m.templates {
			if m.templates[i].address == over.address {
				m.templates[i].override(over)
			}
		}
	}
	m.root = m.root || d.root || len(d.providers) > 0
	m.backend = m.backend || d.backend
	return nil
}

func (p *providerBlock) override(over *providerBlock) {
	maps.Copy(p.arguments, over.arguments)
	p.empty = p.empty && over.empty
}

func (v *variable) override(over *variable) {
	if over.given["default"] {
		v.fallback = over.fallback
	}
	if over.given["type"] {
		v.kind, v.literal = over.kind, over.literal // and not the defaults: Terraform leaves those as they were
	}
	if over.given["nullable"] {
		v.nullable = over.nullable
	}
	if over.given["sensitive"] {
		v.sensitive = over.sensitive
	}
}

func (c *moduleCall) override(over *moduleCall) {
	if over.source.Attribute != nil {
		c.source = over.source
	}
	if over.version.Attribute != nil {
		c.version = over.version
	}
	if over.count != nil {
		c.count = over.count
	}
	if over.forEach != nil {
		c.forEach = over.forEach
	}
	if len(over.providers) > 0 {
		c.providers = over.providers
	}
	maps.Copy(c.inputs, over.inputs)
}

// provider is the block of that name and alias; nil if there is none.
func (m *module) provider(named localProvider) *providerBlock {
	for _, block := range m.providers[len(m.byName):] {
		m.byName[block.localProvider] = block // no two have one
	}
	return m.byName[named]
}
