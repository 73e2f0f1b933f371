package fix

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
)

// missing gives a configuration the tracking ID that it has not: the one that
// was given, or one that stands beside it where it takes no effect.
func (m *mending) missing(config *tfcua.ProviderConfig) string {
	if m.request.TrackingID == "" {
		return m.moved(config)
	}
	if reason := m.refused(config); reason != "" {
		return reason
	}
	id := m.request.TrackingID
	want, done := wanted{state: tfcua.Known, value: id}, "tracking ID written"
	if config.Implied {
		return m.addProvider(config, want)
	}
	if len(m.definitions(config)) > 0 {
		reason := m.inLiterals(config, want, done, func(l literal) (edit, bool) { return l.replace(id), l.form == null })
		if reason == "" || m.isOutside(reason) || !m.heldByFiles(m.texts, config) {
			return reason
		}
		return m.inBlock(config, want, done, reason, rewriting{write: func(string) string { return quote(id) }, shown: id})
	}
	return m.inserted(config, want, done)
}

// inserted writes partner_id into the configuration's block, together with
// other edits.
func (m *mending) inserted(config *tfcua.ProviderConfig, want wanted, done string, others ...edit) string {
	blocks := m.blocks(config)
	if len(blocks) == 0 {
		return notCertain + m.finding.Fix
	}
	b := blocks[0]
	if why := m.untouchable(b.source, m.graph.byName[config.Module]); why != "" {
		return why
	}
	t := m.try(config, want, append(others, b.setAttribute("partner_id", want.value))...)
	if t == nil {
		return "partner_id in the block would not mend it: " + m.finding.Fix
	}
	m.keep(t, done)
	return ""
}

// addProvider writes the block of a provider that has none, where the root
// module requires it, or into providers.tf.
func (m *mending) addProvider(config *tfcua.ProviderConfig, want wanted) string {
	in := m.fileOf("providers.tf")
	for _, required := range m.graph.modules[0].required {
		if required.provider == config.Source && !required.source.IsJSON() {
			in = required.source
		}
	}
	if why := m.untouchable(in, nil); why != "" {
		return why
	}
	block := []string{"partner_id = " + quote(want.value)}
	if m.root.policy.Mirrors.Provider(config.Source).BlockRequiredSince != (tfcua.Version{}) {
		block = append([]string{"features {}"}, block...)
	}
	t := m.try(config, want, in.addBlock(nested(fmt.Sprintf("provider %q", config.LocalName), block), want.value))
	if t == nil {
		return "a block of its own would not mend it: " + m.finding.Fix
	}
	m.keep(t, "provider block with the tracking ID written")
	return ""
}

// moved moves a literal tracking ID to the block that it must stand in: out of a
// nested block of it, where the provider knows no partner_id, or from a block of
// the same provider and module that nothing uses.
func (m *mending) moved(config *tfcua.ProviderConfig) string {
	if config.Implied || len(m.definitions(config)) > 0 {
		return giveIt
	}
	for _, b := range m.blocks(config) {
		if misplaced := b.nestedPartnerID(m.graph.byName[config.Module]); misplaced != nil {
			if id, ok := plainText(misplaced.expr); ok && isTrackingID(id) {
				return m.movedFrom(config, id, "moved out of the nested block", []*definition{misplaced})
			}
		}
	}
	return m.movedFromUnused(config)
}

// movedFromUnused moves the tracking ID of blocks that nothing uses. There must
// be one alone, for the provider in this module, in use or not.
func (m *mending) movedFromUnused(config *tfcua.ProviderConfig) string {
	var from []*definition
	id := ""
	for i := range m.configuration.Providers {
		other := &m.configuration.Providers[i]
		if other.Module != config.Module || other.Source != config.Source || other.PartnerID.State() == tfcua.Unset {
			continue
		}
		blocks := m.blocks(other)
		if other.Use == tfcua.Used || len(blocks) != 1 || blocks[0].partnerID == nil {
			return giveIt
		}
		text, ok := plainText(blocks[0].partnerID.expr)
		if !ok || !isTrackingID(text) || id != "" && text != id {
			return giveIt
		}
		id, from = text, append(from, blocks[0].partnerID)
	}
	if id == "" {
		return giveIt
	}
	return m.movedFrom(config, id, "moved from a block that nothing uses", from)
}

func (m *mending) movedFrom(config *tfcua.ProviderConfig, id, done string, from []*definition) string {
	var removals []edit
	for _, d := range from {
		if why := m.untouchable(d.source, d.module); why != "" {
			return why
		}
		e := d.remove()
		e.shown = append(e.shown, id)
		removals = append(removals, e)
	}
	return m.inserted(config, wanted{state: tfcua.Known, value: id, moved: true}, "partner_id "+done, removals...)
}

func isTrackingID(text string) bool {
	return slices.Contains([]tfcua.Form{tfcua.BareGUID, tfcua.Marketplace}, tfcua.FormOf(text))
}

// nestedPartnerID is a partner_id in a nested block, such as features; nil if
// there is none.
func (p *providerBlock) nestedPartnerID(in *module) *definition {
	native := p.native()
	if native == nil {
		return nil
	}
	var found *definition
	_ = hclsyntax.VisitAll(native.Body, func(node hclsyntax.Node) hcl.Diagnostics {
		if attribute, ok := node.(*hclsyntax.Attribute); ok && attribute.Name == "partner_id" {
			if native.Body.Attributes["partner_id"] != attribute {
				found = &definition{partnerID, "partner_id", "", in, p.source, attribute.Expr, attribute.SrcRange}
			}
		}
		return nil
	})
	return found
}
