package hclcheck

import (
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/tfcua/tfcua"
)

// setting evaluates an argument of a provider block, whose type is kind.
func (s *scope) setting(written argument, kind cty.Type, of instance) tfcua.Setting {
	if written.Attribute == nil {
		return tfcua.UnsetSetting()
	}
	setting, isSensitive := s.settingOf(written, kind, of)
	setting.Sensitive = isSensitive
	origin := s.trace(written, of)
	setting.Written, setting.Via = origin.located(), origin.via
	return setting
}

func (s *scope) settingOf(written argument, kind cty.Type, of instance) (setting tfcua.Setting, isSensitive bool) {
	value, problem := s.evaluateWith(written.Expr, of)
	if problem != "" {
		return tfcua.UnknownSetting("Terraform stops at the expression: " + problem), false
	}
	isSensitive = marks.Contains(value, marks.Sensitive)
	value, _ = value.UnmarkDeep()
	if value.IsNull() {
		return tfcua.UnsetSetting(), isSensitive
	}
	if !value.IsKnown() {
		return tfcua.UnknownSetting(s.explain(written.Expr, of)), isSensitive
	}
	converted, err := convert.Convert(value, kind)
	if err != nil {
		return tfcua.RefusedSetting("it is of type " + value.Type().FriendlyName()), isSensitive
	}
	if kind == cty.Bool {
		converted, _ = convert.Convert(converted, cty.String)
	}
	return tfcua.KnownSetting(converted.AsString()), isSensitive
}
