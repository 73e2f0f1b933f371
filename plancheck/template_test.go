package plancheck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

const templateSchema = `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"`

// trackedBy is a template with a tracking deployment of that name.
func trackedBy(name string) string {
	return "{" + templateSchema + `, "resources": [{"type": "Microsoft.Resources/deployments", "name": "` + name + `", "properties": {"mode": "Incremental", "template": {}}}]}`
}

// planDeploying is plan JSON with those changes.
func planDeploying(changes ...string) string {
	return `{"format_version": "1.2", "resource_changes": [` + strings.Join(changes, ", ") + `], "configuration": {"provider_config": {"azurerm": {
		"name": "azurerm", "full_name": "registry.terraform.io/hashicorp/azurerm", "expressions": {"partner_id": {"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}}}}}}`
}

func changing(address, action, more string) string {
	provider := "hashicorp/azurerm"
	if strings.Contains(address, "azapi") {
		provider = "azure/azapi"
	}
	return fmt.Sprintf(`{"address": %q, "mode": "managed", "provider_name": "registry.terraform.io/%s", "change": {"actions": [%q], %s}}`, address, provider, action, more)
}

func quoted(text string) string {
	encoded, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(encoded)
}

func TestTemplatesOfPlanJSON(t *testing.T) {
	const guid = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	literal := quoted(trackedBy("pid-" + guid))
	parameter := quoted(trackedBy("[concat('pid-', parameters('id'))]"))
	const group = "azurerm_resource_group_template_deployment.x"
	for _, c := range []struct{ name, change, want string }{
		{"literal", changing(`module.m["a.b"].`+group+"[0]", "create", `"before": null, "after": {"name": "x", "template_content": `+literal+`}`), `module.m["a.b"].` + group + `[0].deployment["pid-` + guid + `"] template pid-` + guid},
		{"malformed", changing(group, "update", `"after": {"template_content": `+quoted(trackedBy("pid-1234567"))+`}`), "CUA504 " + group},
		{"another ID than the provider's", changing(group, "create", `"after": {"template_content": `+quoted(trackedBy("pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"))+`}`), "CUA507 " + group},
		{"untracked", changing(group, "create", `"after": {"template_content": `+quoted("{"+templateSchema+`, "resources": []}`)+`}`), ""},
		{"no change", changing(group, "no-op", `"after": {"template_content": `+literal+`}`), ""},
		{"deleted", changing(group, "delete", `"after": null`), ""},
		{"legacy", changing("azurerm_template_deployment.x", "create", `"after": {"template_body": `+literal+`}`), "azurerm_template_deployment.x.deployment"},
		{"azapi's object", changing("azapi_resource.x", "create", `"after": {"type": "Microsoft.Resources/deployments@2021-04-01", "body": {"properties": {"template": `+trackedBy("pid-"+guid)+`}}}`), `azapi_resource.x.deployment["pid-` + guid},
		{"azapi's text", changing("azapi_resource.x", "create", `"after": {"type": "Microsoft.Resources/deployments@2021-04-01", "body": `+quoted(`{"properties": {"template": `+trackedBy("[concat('pid-', parameters('id'))]")+`, "parameters": {"id": {"value": "`+guid+`"}}}}`)+`}`), `azapi_resource.x.deployment["pid-` + guid},
		{"azapi's other resources", changing("azapi_resource.x", "create", `"after": {"type": "Microsoft.Storage/storageAccounts@2023-05-01", "body": {"properties": {"template": `+trackedBy("pid-1")+`}}}`), ""},
		{"named", changing(group, "create", `"after": {"name": "pid-`+guid+`", "template_content": `+quoted("{"+templateSchema+`, "resources": []}`)+`}`), group + `.deployment["pid-` + guid + `"] template pid-` + guid},
		{"named, azapi's", changing("azapi_resource.x", "create", `"after": {"type": "Microsoft.Resources/deployments@2021-04-01", "name": "pid-1234567", "body": {"properties": {"template": {`+templateSchema+`}}}}`), "CUA504 azapi_resource.x"},
		{"named, and no template", changing(group, "create", `"after": {"name": "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00", "template_spec_version_id": "x"}`), "CUA507 " + group},
		{"named, and the template broken", changing(group, "create", `"after": {"name": "pid-`+guid+`", "template_content": "{"}`), group + `.deployment["pid-` + guid + `"] template pid-` + guid},
		{"named at apply", changing(group, "create", `"after": {"template_content": `+literal+`}, "after_unknown": {"name": true}`), "unseen " + group + " the name of its deployment is not known: it is known only at apply"},
		{"named by a secret", changing(group, "create", `"after": {"name": "pid-secret", "template_content": `+literal+`}, "after_sensitive": {"name": true}`), "unseen " + group + " the name of its deployment is not known: it is sensitive"},
		{"given", changing(group, "create", `"after": {"template_content": `+parameter+`, "parameters_content": `+quoted(`{"id": {"value": "`+guid+`"}}`)+`}`), `deployment["pid-` + guid},
		{"given, but not known", changing(group, "create", `"after": {"template_content": `+parameter+`}, "after_unknown": {"parameters_content": true}`), "CUA502"},
		{"listed", changing("azurerm_template_deployment.x", "create", `"after": {"template_body": `+parameter+`, "parameters": {"id": "`+guid+`"}}`), "CUA502"},
		{"unknown", changing(group, "create", `"after": {}, "after_unknown": {"template_content": true}`), "unseen " + group + " its template is known only at apply"},
		{"known in part", changing("azapi_resource.x", "create", `"after": {"type": "Microsoft.Resources/deployments@2021-04-01", "body": {}}, "after_unknown": {"body": {"properties": {"a": true}}}`), "unseen azapi_resource.x its template is known only at apply"},
		{"sensitive", changing(group, "create", `"after": {"template_content": `+literal+`}, "after_unknown": {}, "after_sensitive": {"template_content": true}`), "unseen " + group + " its template is sensitive"},
		{"not sensitive", changing(group, "create", `"after": {"template_content": `+literal+`}, "after_sensitive": false`), "template pid-" + guid},
		{"specified", changing(group, "create", `"after": {"template_spec_version_id": "x", "template_content": null}`), "unseen " + group + " its template is not written here"},
		{"broken", changing(group, "create", `"after": {"template_content": "{"}`), "unseen " + group + " its template is no JSON"},
		{"too large", changing(group, "create", `"after": {"template_content": "`+strings.Repeat(" ", maxTemplate+1)+`"}`), "unseen " + group + " its template is larger"},
		{"a data source", changing("data.azurerm_template_deployment.x", "create", `"after": {"template_body": `+literal+`}`), ""},
		{"the address last", `{"change": {"actions": ["create"], "after": {"template_content": ` + literal + `}}, "provider_name": "registry.terraform.io/hashicorp/azurerm", "address": "` + group + `"}`, "template pid-" + guid},
		{"the address last, and sensitive", `{"change": {"after_sensitive": {"template_content": true}, "after": {"template_content": ` + literal + `}, "actions": ["create"]}, "provider_name": "registry.terraform.io/hashicorp/azurerm", "address": "` + group + `"}`, "unseen " + group + " its template is sensitive"},
		{"the address last, and too large", `{"change": {"actions": ["create"], "after": {"template_content": "` + strings.Repeat(" ", maxKept) + `"}}, "provider_name": "registry.terraform.io/hashicorp/azurerm", "address": "` + group + `"}`, "unseen " + group + " the plan writes its values before its address"},
	} {
		configuration, err := Read("plan.json", strings.NewReader(planDeploying(c.change)), nil, hclcheck.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var said []string
		report := tfcua.Check(configuration, nil, tfcua.Options{})
		for _, row := range report.Attribution {
			if row.Source == tfcua.DeploymentType {
				said = append(said, row.Address+" "+string(row.Origin)+" "+row.Sent)
			}
		}
		for _, finding := range report.Findings {
			if finding.Rule >= "CUA500" {
				said = append(said, finding.Rule+" "+finding.Address)
			}
		}
		for _, unseen := range report.Unseen {
			said = append(said, "unseen "+unseen.Address+" "+unseen.Reason)
		}
		if got := strings.Join(said, "\n"); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// However many templates a plan deploys, some of them are read, and it is said
// how many are not.
func TestManyTemplates(t *testing.T) {
	var changes []string
	for i := range maxTemplates + 5 {
		changes = append(changes, changing(fmt.Sprintf("azurerm_template_deployment.x[%d]", i), "create", `"after": {"template_body": `+quoted(trackedBy("pid-1"))+`}`))
	}
	configuration, err := Read("plan.json", strings.NewReader(planDeploying(changes...)), nil, hclcheck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(configuration.Templates) != maxTemplates || len(configuration.Unseen) != 1 || configuration.Unseen[0].Address != "5 other resources" {
		t.Errorf("%d templates, unseen %v", len(configuration.Templates), configuration.Unseen)
	}
}

// A folder beside a plan says where a template is written, and what the saved
// plan's own sources leave out: files of templates.
func TestTemplatesOfFolder(t *testing.T) {
	const main = `provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

resource "azurerm_template_deployment" "x" {
  template_body = file("template.json")
}
`
	folder := t.TempDir()
	for name, text := range map[string]string{"main.tf": main, "template.json": trackedBy("pid-1234567")} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan := planDeploying(changing("azurerm_template_deployment.x", "create", `"after": {"template_body": `+quoted(trackedBy("pid-1234567"))+`}`))
	plan = strings.Replace(plan, `"expressions": {`, `"expressions": {"features": [{}], `, 1)
	saved := entries(sound())
	saved["tfconfig/m-/main.tf"] = main
	for name, plan := range map[string][]byte{"plan JSON": []byte(plan), "saved plan": archive(t, saved)} {
		source, err := hclcheck.OpenFolder(folder)
		if err != nil {
			t.Fatal(err)
		}
		defer source.Close()
		configuration, err := Read("p", bytes.NewReader(plan), &source, hclcheck.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(configuration.Templates) != 1 || configuration.Templates[0].Tracking[0].Written.Start.Line != 7 || len(configuration.Unseen) > 0 || configuration.Differs != "" {
			t.Errorf("%s: %+v, unseen %v, differs %s", name, configuration.Templates, configuration.Unseen, configuration.Differs)
		}
	}
	alone, err := Read("p", bytes.NewReader(archive(t, saved)), nil, hclcheck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(alone.Templates) > 0 || len(alone.Unseen) != 1 || alone.Unseen[0].Address != "azurerm_template_deployment.x" {
		t.Errorf("the saved plan alone: %v, unseen %v", alone.Templates, alone.Unseen)
	}
}

// The name of a deployment is known without its template, which the folder may
// still tell, and is written in a place of its own.
func TestNamedDeploymentsOfFolder(t *testing.T) {
	const (
		provider = "provider \"azurerm\" {\n  features {}\n  partner_id = \"a1b2c3d4-e5f6-4711-8899-aabbccddeeff\"\n}\n\n"
		main     = provider + "resource \"azurerm_template_deployment\" \"x\" {\n  name = \"pid-7654321\"\n  template_body = file(\"template.json\")\n}\n"
	)
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("main.tf", main)
	saved := entries(sound())
	saved["tfconfig/m-/main.tf"] = main
	plan := planDeploying(changing("azurerm_template_deployment.x", "create", `"after": {"name": "pid-7654321", "template_body": `+quoted(trackedBy("pid-1234567"))+`}`))
	plan = strings.Replace(plan, `"expressions": {`, `"expressions": {"features": [{}], `, 1)
	lines := func(input []byte) string {
		source, err := hclcheck.OpenFolder(folder)
		if err != nil {
			t.Fatal(err)
		}
		defer source.Close()
		configuration, err := Read("p", bytes.NewReader(input), &source, hclcheck.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, template := range configuration.Templates {
			for _, tracking := range template.Tracking {
				said = append(said, fmt.Sprintf("%s:%d", tracking.Name, tracking.Written.Start.Line))
			}
		}
		for _, unseen := range configuration.Unseen {
			said = append(said, "unseen "+unseen.Address)
		}
		return strings.Join(said, " ")
	}
	if got := lines(archive(t, saved)); got != "pid-7654321:7 unseen azurerm_template_deployment.x" {
		t.Errorf("a saved plan, and no template in the folder: %s", got)
	}
	write("template.json", trackedBy("pid-1234567"))
	for name, input := range map[string][]byte{"plan JSON": []byte(plan), "saved plan": archive(t, saved)} {
		if got := lines(input); got != "pid-7654321:7 pid-1234567:8" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
