package hclcheck

import "github.com/hashicorp/hcl/v2"

func (d *declarations) decodeCall(s *source, block *hcl.Block) error {
	found, diagnostics := block.Body.JustAttributes()
	if len(found) == 0 {
		if err := firstError(s.name, diagnostics); err != nil {
			return err
		}
	}
	call := &moduleCall{name: block.Labels[0], inputs: make(map[string]argument), place: block.DefRange}
	for name, attribute := range found {
		switch name {
		case "source":
			call.source = argument{attribute, s}
		case "count":
			call.count = attribute.Expr
		case "for_each":
			call.forEach = attribute.Expr
		case "providers":
			passed, err := decodePassed(attribute)
			if err != nil {
				return err
			}
			call.providers = passed
		case "version":
			call.version = argument{attribute, s}
		case "depends_on":
		default:
			call.inputs[name] = argument{attribute, s}
		}
	}
	d.calls = append(d.calls, call)
	return nil
}

func decodePassed(written *hcl.Attribute) ([]passedProvider, error) {
	pairs, diagnostics := hcl.ExprMap(written.Expr)
	if diagnostics.HasErrors() {
		return nil, errorAt(written.Range, "the providers argument of a module call must be a literal object")
	}
	var passed []passedProvider
	for _, pair := range pairs {
		child, childOK := providerReference(pair.Key)
		parent, parentOK := providerReference(pair.Value)
		if !childOK || !parentOK {
			return nil, errorAt(pair.Key.Range(), "an entry of the providers argument must be of the form azurerm.hub = azurerm.west")
		}
		passed = append(passed, passedProvider{child, parent})
	}
	return passed, nil
}
