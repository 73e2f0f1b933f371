package hclcheck

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
)

func (d *declarations) decodeVariable(s *source, block *hcl.Block) error {
	found, err := s.arguments(block.Body, variableSchema)
	if err != nil {
		return err
	}
	v := &variable{
		name: block.Labels[0], place: block.DefRange, fallback: found["default"], kind: cty.DynamicPseudoType, literal: true,
		nullable:  literalBool(found["nullable"], true),
		sensitive: literalBool(found["sensitive"], false),
		given:     make(map[string]bool),
	}
	for name := range found {
		v.given[name] = true
	}
	if written := found["type"]; written.Attribute != nil {
		if err := v.decodeType(written); err != nil {
			return err
		}
	}
	d.variables = append(d.variables, v)
	return nil
}

// decodeType reads a type constraint, those of Terraform 0.11 included: quoted,
// and list and map without the type of their elements.
func (v *variable) decodeType(written argument) error {
	text, quoted := literalString(written.Expr)
	switch {
	case quoted && text == "string":
		v.kind, v.literal = cty.String, true
		return nil
	case text == "list" || hcl.ExprAsKeyword(written.Expr) == "list":
		v.kind, v.literal = cty.List(cty.DynamicPseudoType), false
		return nil
	case text == "map" || hcl.ExprAsKeyword(written.Expr) == "map":
		v.kind, v.literal = cty.Map(cty.DynamicPseudoType), false
		return nil
	}
	if hasLoop(written.Expr) {
		return errorAt(written.Expr.Range(), "the type of variable %s holds a for expression, which is no type", v.name)
	}
	kind, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(written.Expr)
	if err := firstError(written.source.name, diagnostics); err != nil {
		return err
	}
	v.kind, v.defaults, v.literal = kind, defaults, kind.IsPrimitiveType()
	return nil
}
