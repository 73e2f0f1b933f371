package plancheck

import (
	"fmt"
	"strings"
	"testing"
)

// settingOf is the setting that plan JSON shows in the root module, or in
// module.own, and the variables with it.
func settingOf(t *testing.T, name, expressions, variables, call, declared string) string {
	t.Helper()
	configuration := mustRead(t, fmt.Sprintf(`{
  "format_version": "1.2",
  "variables": {%s},
  "configuration": {
    "provider_config": {"%s": {"name": "azurerm", "full_name": "registry.terraform.io/hashicorp/azurerm", "expressions": {%s}}},
    "root_module": {
      "variables": {"x": {}, "hidden": {"sensitive": true}, "absent": {"default": "a"}},
      "module_calls": {"own": {"expressions": {%s}, "module": {"variables": {%s}}}}
    }
  }
}`, variables, name, expressions, call, declared))
	var b strings.Builder
	p := configuration.Providers[0]
	describeSetting(&b, "partner_id", p.PartnerID, true)
	describeSetting(&b, "disable", p.DisableTerraformPartnerID, true)
	return strings.TrimSpace(b.String())
}

const (
	otherwise = ", and the expression may make something else of it, which plan JSON does not show; the saved plan or the folder does"
	overCalls = "it is a function call over literals, and plan JSON does not show what such a call gives; the saved plan or the folder does"
)

// TestExpression holds the table of DOMAIN.md: what is written, what plan JSON
// shows of it, and what may be said then.
func TestExpression(t *testing.T) {
	for _, test := range []struct{ expressions, variables, want string }{
		{``, ``, ``},
		{`"partner_id": {"constant_value": null}`, ``, ``},
		{`"partner_id": {"constant_value": "x"}`, ``, `partner_id = "x"`},
		{`"partner_id": {"constant_value": ""}`, ``, `partner_id = ""`},
		{`"partner_id": {"constant_value": 123456}`, ``, `partner_id = "123456"`},
		{`"partner_id": {"constant_value": true}`, ``, `partner_id = "true"`},
		{`"partner_id": {"constant_value": 1e999999999}`, ``, `partner_id unknown: it cannot be decoded`},
		{`"partner_id": {"constant_value": ["x"]}`, ``, `partner_id refused: it is a list where Terraform wants a string`},
		{`"partner_id": {"constant_value": {"x": 1}}`, ``, `partner_id refused: it is an object where Terraform wants a string`},
		{`"partner_id": {"constant_value": "` + strings.Repeat("x", maxValue) + `"}`, ``, `partner_id unknown: it is larger than tfcua keeps of a plan`},
		{`"partner_id": {}`, ``, `partner_id unknown: ` + overCalls},
		{`"partner_id": [{}]`, ``, `partner_id unknown: plan JSON shows no expression of it`},
		{`"partner_id": {"constant_value": "${lower(\"X\")}"}`, ``, `partner_id unknown: it is a template in JSON syntax, and plan JSON does not show what it gives; the saved plan or the folder does`},
		{`"partner_id": {"constant_value": "${var.x}", "references": ["var.x"]}`, `"x": {"value": "v"}`, `partner_id inferred "v", via var.x`},
		{`"partner_id": {"references": ["var.x"]}`, `"x": {"value": "v"}`, `partner_id inferred "v", via var.x`},
		{`"partner_id": {"references": ["var.hidden"]}`, `"hidden": {"value": "v"}`, `partner_id inferred "v", sensitive, via var.hidden`},
		{`"partner_id": {"references": ["var.hidden"]}`, `"hidden": {"value": ""}`, `partner_id unknown: what it refers to is ""` + otherwise + `, sensitive, via var.hidden`},
		{`"partner_id": {"references": ["var.x"]}`, `"x": {"value": null}`, `partner_id unknown: what it refers to is null` + otherwise + `, via var.x`},
		{`"partner_id": {"references": ["var.x"]}`, `"x": {"value": 5}`, `partner_id unknown: what it refers to is no text` + otherwise + `, via var.x`},
		{`"partner_id": {"references": ["var.x"]}`, `"x": {}`, `partner_id unknown: the plan holds no value of var.x, via var.x`},
		{`"partner_id": {"references": ["var.x"]}`, `"x": {"value": "` + strings.Repeat("x", maxValue) + `"}`, `partner_id unknown: the value of var.x is larger than tfcua keeps of a plan, via var.x`},
		{`"partner_id": {"references": ["var.absent"]}`, ``, `partner_id unknown: var.absent has no value in the plan: it is ephemeral, or was not given, via var.absent`},
		{`"partner_id": {"references": ["var.x.id", "var.x"]}`, `"x": {"value": {"id": "v"}}`, `partner_id inferred "v", via var.x.id`},
		{`"partner_id": {"references": ["var.x.ids[1]", "var.x.ids", "var.x"]}`, `"x": {"value": {"ids": ["v", "w"]}}`, `partner_id inferred "w", via var.x.ids.1`},
		{`"partner_id": {"references": ["var.x.id", "var.x"]}`, `"x": {"value": {}}`, `partner_id unknown: the value has nothing at var.x.id, via var.x.id`},
		{`"partner_id": {"references": ["var.x", "var.hidden"]}`, ``, `partner_id unknown: it refers to var.x and to var.hidden, and plan JSON does not show what it makes of them; the saved plan or the folder does`},
		{`"partner_id": {"references": ["local.x.y", "local.x"]}`, ``, `partner_id unknown: local.x: plan JSON does not hold locals; the saved plan or the folder does`},
		{`"partner_id": {"references": ["module.m.id", "module.m"]}`, ``, `partner_id unknown: it refers to an output of module.m, which plan JSON does not show; the saved plan or the folder may`},
		{`"partner_id": {"references": ["path.module"]}`, ``, `partner_id unknown: it refers to path.module, which plan JSON does not show; the saved plan or the folder may`},
		{`"partner_id": {"references": ["terraform.workspace"]}`, ``, `partner_id unknown: it refers to terraform.workspace, which plan JSON does not show; the saved plan or the folder may`},
		{`"partner_id": {"references": ["data.t.n.id", "data.t.n"]}`, ``, `partner_id unknown: it refers to the data source data.t.n, which is read at plan or at apply`},
		{`"partner_id": {"references": ["ephemeral.t.n.id", "ephemeral.t.n"]}`, ``, `partner_id unknown: it refers to the ephemeral resource ephemeral.t.n, which no plan holds`},
		{`"partner_id": {"references": ["t.n[0].id", "t.n[0]", "t.n"]}`, ``, `partner_id unknown: it refers to the resource t.n, whose attributes may be known only at apply`},
		{`"partner_id": {"references": [""]}`, ``, `partner_id unknown: it refers to something that plan JSON does not name`},
		{`"disable_terraform_partner_id": {"constant_value": true}`, ``, `disable = "true"`},
		{`"disable_terraform_partner_id": {"constant_value": "true"}`, ``, `disable = "true"`},
		{`"disable_terraform_partner_id": {"constant_value": false}`, ``, `disable = "false"`},
		{`"disable_terraform_partner_id": {"constant_value": null}`, ``, ``},
		{`"disable_terraform_partner_id": {"constant_value": "yes"}`, ``, `disable refused: it is a string where Terraform wants a bool`},
		{`"disable_terraform_partner_id": {"references": ["var.x"]}`, `"x": {"value": "true"}`, `disable inferred "true", via var.x`},
		{`"disable_terraform_partner_id": {"references": ["var.x"]}`, `"x": {"value": 7}`, `disable unknown: what it refers to is no bool` + otherwise + `, via var.x`},
	} {
		if got := settingOf(t, "azurerm", test.expressions, test.variables, "", ""); got != test.want {
			t.Errorf("%.80s: got\n%s\nwant\n%s", test.expressions, got, test.want)
		}
	}
}

// TestModuleExpression follows references through the call of a module.
func TestModuleExpression(t *testing.T) {
	const refers = `"partner_id": {"references": ["var.id"]}`
	for _, test := range []struct{ call, declared, variables, want string }{
		{``, `"id": {}`, ``, `partner_id unknown: module.own is given no such variable and it has no default, via var.id of module.own`},
		{``, `"id": {"default": "d"}`, ``, `partner_id inferred "d", via var.id of module.own`},
		{``, `"id": {"default": "d", "sensitive": true}`, ``, `partner_id inferred "d", sensitive, via var.id of module.own`},
		{``, `"id": {"default": null}`, ``, `partner_id unknown: what it refers to is null` + otherwise + `, via var.id of module.own`},
		{`"id": {"constant_value": "c"}`, `"id": {"default": "d"}`, ``, `partner_id inferred "c", via var.id of module.own`},
		{`"id": {"constant_value": null}`, `"id": {"default": "d"}`, ``, `partner_id unknown: module.own is given null, which is null, or the variable's default where it is not nullable: plan JSON does not say which; the saved plan or the folder does, via var.id of module.own`},
		{`"id": {"constant_value": null}`, `"id": {"default": "d", "nullable": true}`, ``, `partner_id unknown: what it refers to is null` + otherwise + `, via var.id of module.own`},
		{`"id": {"constant_value": null}`, `"id": {}`, ``, `partner_id unknown: what it refers to is null` + otherwise + `, via var.id of module.own`},
		{`"id": {}`, `"id": {}`, ``, `partner_id unknown: what module.own is given: ` + overCalls + `, via var.id of module.own`},
		{`"id": {"references": ["var.x.id", "var.x"]}`, `"id": {}`, `"x": {"value": {"id": "v"}}`, `partner_id inferred "v", via var.id of module.own > var.x.id`},
		{`"id": {"references": ["var.hidden"]}`, `"id": {}`, `"hidden": {"value": "v"}`, `partner_id inferred "v", sensitive, via var.id of module.own > var.hidden`},
		{`"id": {"references": ["local.x"]}`, `"id": {}`, ``, `partner_id unknown: local.x: plan JSON does not hold locals; the saved plan or the folder does, via var.id of module.own`},
		{`"id": {"constant_value": "${lower(\"X\")}"}`, `"id": {}`, ``, `partner_id unknown: what module.own is given is a template in JSON syntax, and plan JSON does not show what it gives, via var.id of module.own`},
	} {
		if got := settingOf(t, "module.own:azurerm", refers, test.variables, test.call, test.declared); got != test.want {
			t.Errorf("%s, %s: got\n%s\nwant\n%s", test.call, test.declared, got, test.want)
		}
	}
	if got := settingOf(t, "module.other:azurerm", refers, "", "", ""); !strings.Contains(got, "is not in the plan JSON") {
		t.Error(got)
	}
}
