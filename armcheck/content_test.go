package armcheck

import (
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

// TestReadContent reads the template of a resource of Terraform's, by itself or in
// the body of a deployment, with what the resource gives as its parameters.
func TestReadContent(t *testing.T) {
	const (
		guid     = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
		tracking = `{"type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "NAME", "properties": {"mode": "Incremental", "template": {"resources": []}}}`
		template = `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": {"id": {"type": "string"}}, "resources": [` + tracking + `]}`
	)
	named := func(name string) []byte { return []byte(strings.Replace(template, "NAME", name, 1)) }
	byParameter := named("[concat('pid-', parameters('id'))]")
	for _, test := range []struct {
		what    string
		content Content
		want    string // the name of the tracking deployment, or why it is not seen
	}{
		{"a literal", Content{Text: named("pid-" + guid)}, "pid-" + guid},
		{"parameters that are not given", Content{Text: byParameter}, "pid-…"},
		{"parameters", Content{Text: byParameter, Given: true, Parameters: []byte(`{"id": {"value": "` + guid + `"}}`)}, "pid-" + guid},
		{"a parameters file", Content{Text: byParameter, Given: true, Parameters: []byte(`{"$schema": "x", "parameters": {"id": {"value": "` + guid + `"}}}`)}, "pid-" + guid},
		{"no parameters", Content{Text: byParameter, Given: true}, "pid-…"},
		{"parameters that are none", Content{Text: byParameter, Given: true, Parameters: []byte(`[]`)}, "pid-…"},
		{"a body", Content{Body: true, Text: []byte(`{"properties": {"parameters": {"id": {"value": "` + guid + `"}}, "template": ` + string(byParameter) + `}}`)}, "pid-" + guid},
		{"a body that links", Content{Body: true, Text: []byte(`{"properties": {"templateLink": {}}}`)}, "the deployment has no template in it: it links to one, or is no deployment"},
		{"no JSON", Content{Text: []byte("resource")}, "its template "},
		{"no template", Content{Text: []byte("[]")}, "its template "},
	} {
		test.content.Resource = "azurerm_x.a"
		test.content.Written = tfcua.Location{File: "main.tf", Start: tfcua.Position{Line: 7}}
		read, unseen, ok := ReadContent(test.content)
		if !ok {
			if len(unseen) != 1 || unseen[0].Address != "azurerm_x.a" || !strings.HasPrefix(unseen[0].Reason, test.want) {
				t.Errorf("%s: %+v, want %s", test.what, unseen, test.want)
			}
			continue
		}
		if len(read.Tracking) != 1 || read.Resource != "azurerm_x.a" || read.Carrier == "" || read.Resources.Start.Line != 7 || read.Tracking[0].Written.File != "main.tf" {
			t.Errorf("%s: %+v", test.what, read)
			continue
		}
		got := read.Tracking[0].Name
		if read.Tracking[0].Rest != "" {
			got += "…"
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// TestArguments: which resources deploy a template, and by which arguments.
func TestArguments(t *testing.T) {
	for kind, want := range map[string]string{
		"azurerm_resource_group_template_deployment": "template_content parameters_content",
		"azurerm_tenant_template_deployment":         "template_content parameters_content",
		"azurerm_template_deployment":                "template_body parameters_body",
		"azapi_resource":                             "body ",
		"azurerm_resource_group":                     " ",
	} {
		if got := Argument(kind) + " " + Parameters(kind); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
	for kind, want := range map[string]bool{
		"Microsoft.Resources/deployments@2021-04-01":       true,
		"microsoft.resources/Deployments@2021-04-01":       true,
		"Microsoft.Resources/deployments":                  false,
		"Microsoft.Resources/deploymentScripts@2023-08-01": false,
	} {
		if IsDeployment(kind) != want {
			t.Errorf("%s is a deployment: %v", kind, !want)
		}
	}
}
