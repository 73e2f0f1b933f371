package hclcheck

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/tfcua/tfcua"
)

func (d *declarations) decodeTerraform(s *source, block *hcl.Block) error {
	content, _, diagnostics := block.Body.PartialContent(terraformSchema)
	if err := firstError(s.name, diagnostics); err != nil {
		return err
	}
	for _, nested := range content.Blocks {
		if nested.Type != "required_providers" {
			d.root, d.backend = true, true
			continue
		}
		entries, diagnostics := nested.Body.JustAttributes()
		if err := firstError(s.name, diagnostics); err != nil {
			return err
		}
		for _, name := range sortedKeys(entries) {
			required, err := decodeRequired(entries[name])
			if err != nil {
				return err
			}
			d.required = append(d.required, required)
		}
	}
	return nil
}

// decodeRequired decodes an entry of required_providers: an object, or just a
// constraint as Terraform 0.12 had it.
func decodeRequired(entry *hcl.Attribute) (*requiredProvider, error) {
	required := &requiredProvider{name: entry.Name, source: tfcua.ImpliedSource(entry.Name), place: entry.NameRange}
	pairs, diagnostics := hcl.ExprMap(entry.Expr)
	if diagnostics.HasErrors() {
		constraint, ok := literalString(entry.Expr)
		if !ok {
			return nil, errorAt(entry.Range, "the required_providers entry is neither an object nor a version constraint")
		}
		required.constraint, required.place = constraint, entry.Expr.Range()
		return required, nil
	}
	for _, pair := range pairs {
		switch keyword(pair.Key) {
		case "source":
			text, ok := literalString(pair.Value)
			address, parsed := tfcua.ParseSource(text)
			if !ok || !parsed {
				return nil, errorAt(pair.Value.Range(), "the source address of a provider must be a text such as hashicorp/azurerm")
			}
			required.source = address
		case "version":
			text, ok := literalString(pair.Value)
			if !ok {
				return nil, errorAt(pair.Value.Range(), "the version constraint of a provider must be a literal text")
			}
			required.constraint, required.place = text, pair.Value.Range()
		}
	}
	return required, nil
}

func (d *declarations) decodeProvider(s *source, block *hcl.Block) error {
	found, err := s.arguments(block.Body, providerSchema)
	if err != nil {
		return err
	}
	p := &providerBlock{
		localProvider: localProvider{name: block.Labels[0]},
		arguments:     found,
		place:         block.DefRange,
	}
	if alias := found["alias"]; alias.Attribute != nil {
		text, ok := literalString(alias.Expr)
		if !ok {
			return errorAt(alias.Expr.Range(), "the alias of a provider configuration must be a literal text")
		}
		p.alias = text
	}
	_, diagnostics := block.Body.Content(attributes("alias", "version", "for_each"))
	p.empty = !diagnostics.HasErrors()
	d.providers = append(d.providers, p)
	return nil
}
