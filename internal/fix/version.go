package fix

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/tfcua/tfcua"
)

// version raises the constraint that admits too old a version, or writes one
// where there is none.
func (m *mending) version() string {
	source, ok := m.provider()
	if !ok {
		return notCertain + m.finding.Fix
	}
	for _, selection := range m.configuration.Selections {
		if selection.Source == source {
			return "the dependency lock file is Terraform's to write: " + m.finding.Fix
		}
	}
	least := m.least(source)
	reason, constrained := m.raised(source, least)
	if constrained {
		return reason
	}
	return m.required(source, least)
}

// provider is the source of the provider that the finding is about.
func (m *mending) provider() (tfcua.Source, bool) {
	if config := m.config(m.finding); config != nil {
		return config.Source, true
	}
	for _, config := range m.configuration.Providers {
		if fmt.Sprintf("provider[%q]", config.Source) == m.finding.Address {
			return config.Source, true
		}
	}
	for _, requirement := range m.configuration.Requirements {
		if fmt.Sprintf("provider[%q]", requirement.Source) == m.finding.Address {
			return requirement.Source, true
		}
	}
	return tfcua.Source{}, false
}

// least is the oldest version that the finding's rule is content with.
func (m *mending) least(source tfcua.Source) tfcua.Version {
	provider := m.root.policy.Mirrors.Provider(source)
	if m.finding.Rule == "CUA203" {
		return provider.PrefixedSince
	}
	least := provider.PartnerIDSince
	if wanted, ok := m.root.policy.MinimumVersions[provider.Type]; ok && least.LessThan(wanted) {
		least = wanted
	}
	return least
}

// raised raises a constraint that is written. It reports whether there is any.
func (m *mending) raised(source tfcua.Source, least tfcua.Version) (reason string, constrained bool) {
	for _, in := range m.graph.modules {
		for _, c := range in.constraints(source) {
			constrained = true
			l := literal{definition: &definition{module: in, source: c.source, expr: c.expr}, at: c.expr.Range()}
			text, _ := plainText(c.expr)
			raised, ok := raise(text, least)
			if !ok {
				continue
			}
			l.text = text
			t := m.try(nil, wanted{}, l.replace(raised))
			if t == nil {
				continue
			}
			if reason = m.untouchable(c.source, in); reason != "" {
				continue
			}
			m.keep(t, fmt.Sprintf("constraint %s raised to %s", text, raised))
			return "", true
		}
	}
	if constrained && reason == "" {
		reason = "the constraints leave the newer versions out, which is for their author to change: " + m.finding.Fix
	}
	return reason, constrained
}

// constraint is a version constraint as it is written.
type constraint struct {
	source *source
	expr   hcl.Expression
}

// constraints are the module's constraints on a provider.
func (m *module) constraints(of tfcua.Source) []constraint {
	var found []constraint
	for _, required := range m.required {
		if required.provider == of && required.constraint != nil {
			found = append(found, constraint{required.source, required.constraint})
		}
	}
	for _, block := range m.providers {
		if block.version != nil && m.sourceOf(block.name) == of {
			found = append(found, constraint{block.source, block.version.Expr})
		}
	}
	return found
}

// required writes a constraint where the root module has none: into its entry
// in required_providers, else into an entry, a list or a block of its own.
func (m *mending) required(source tfcua.Source, least tfcua.Version) string {
	e := m.requirement(source, ">= "+least.String())
	if why := m.untouchable(e.source, m.graph.modules[0]); why != "" {
		return why
	}
	t := m.try(nil, wanted{}, e)
	if t == nil {
		return "a constraint of the root module would not mend it: " + m.finding.Fix
	}
	m.keep(t, "constraint >= "+least.String()+" written")
	return ""
}

func (m *mending) requirement(source tfcua.Source, version string) edit {
	top := m.graph.modules[0]
	for _, entry := range top.required {
		if entry.provider == source && entry.object != nil {
			return entry.addVersion(version)
		}
	}
	name, address := source.Type, source.Namespace+"/"+source.Type
	if source.Host != tfcua.DefaultHost {
		address = source.String()
	}
	for _, block := range top.providers {
		if top.sourceOf(block.name) == source {
			name = block.name
		}
	}
	entry := []string{name + " = {", "  source  = " + quote(address), "  version = " + quote(version), "}"}
	for _, list := range top.lists {
		if list.native() != nil {
			return list.addLines(false, entry, address, version)
		}
	}
	entry = nested("required_providers", entry)
	for _, settings := range top.settings {
		if settings.native() != nil {
			return settings.addLines(false, entry, address, version)
		}
	}
	return m.fileOf("versions.tf").addBlock(nested("terraform", entry), address, version)
}

func nested(name string, lines []string) []string {
	block := []string{name + " {"}
	for _, line := range lines {
		block = append(block, "  "+line)
	}
	return append(block, "}")
}

// addVersion is the edit that adds a constraint to an entry of
// required_providers that is an object.
func (r *requirement) addVersion(version string) edit {
	s, at := r.source, r.object.Range()
	closing := at.End.Byte - 1
	if s.IsJSON() {
		return s.addMember(closing, `"version": `+quote(version), "version", version)
	}
	inner := s.Text[at.Start.Byte+1 : closing]
	written := "version = " + quote(version)
	held := bytes.TrimRight(inner, " \t\r\n")
	switch end := at.Start.Byte + 1 + len(held); {
	case len(held) == 0:
		e := s.insert(at.Start.Byte+1, " "+written+" ", version)
		e.end = closing
		return e
	case !bytes.Contains(inner, []byte("\n")):
		comma := ", "
		if held[len(held)-1] == ',' {
			comma = " "
		}
		return s.insert(end, comma+written, version)
	default:
		return s.insert(end, s.lineEnd()+s.indent(end)+written, version)
	}
}
