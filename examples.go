package tfcua

import "strings"

// The pieces that the examples of the rules share, so that each example shows
// what it is about.
const (
	checkFolder = "tfcua check --no-env\n-- main.tf --\n"
	checkPlan   = "tfcua check --no-env plan.json\n-- plan.json --\n"

	requiresAzurerm = `terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "`
	endRequires = `"
    }
  }
}
`
	requiresAzurerm4 = requiresAzurerm + ">= 4.0" + endRequires

	azurermTagged = `
provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
`
	callsUninstalled = `
module "dns" {
  source  = "example/dns/azurerm"
  version = "1.0.0"
}
`
	createsApp = `
resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
`
	// planOfApp is a plan of createsApp, up to the value of partner_id and
	// after it.
	planOfApp = `{
  "format_version": "1.2",
  "terraform_version": "1.11.4",
  "variables": {"partner_id": {"value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}},
  "configuration": {
    "provider_config": {
      "azurerm": {
        "name": "azurerm",
        "full_name": "registry.terraform.io/hashicorp/azurerm",
        "version_constraint": ">= 4.0.0",
        "expressions": {"features": [{}], "partner_id": `
	closePlanOfApp = `}
      }
    },
    "root_module": {
      "resources": [
        {"address": "azurerm_resource_group.app", "mode": "managed", "type": "azurerm_resource_group", "name": "app", "provider_config_key": "azurerm"}
      ],
      "variables": {"partner_id": {}}
    }
  }`
	endPlanOfApp        = closePlanOfApp + "\n}\n"
	endErroredPlanOfApp = closePlanOfApp + `,
  "errored": true,
  "complete": false
}
`

	// planCreating is a plan that creates one resource, up to its type in
	// resource_changes, from there to its type in the configuration, and the rest.
	planCreating = checkPlan + `{
  "format_version": "1.2",
  "terraform_version": "1.11.4",
  "resource_changes": [
    {"address": "`
	planConfiguring = `.app", "mode": "managed", "provider_name": "registry.terraform.io/hashicorp/azurerm", "change": {"actions": ["create"]}}
  ],
  "configuration": {
    "provider_config": {
      "azurerm": {
        "name": "azurerm",
        "full_name": "registry.terraform.io/hashicorp/azurerm",
        "version_constraint": ">= 4.0.0",
        "expressions": {"features": [{}], "partner_id": {"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}}
      }
    },
    "root_module": {
      "resources": [
        {"address": "`
	endPlanCreating = `.app", "mode": "managed", "name": "app", "provider_config_key": "azurerm"}
      ]
    }
  }
}
`

	checkTemplate = "tfcua check mainTemplate.json\n-- mainTemplate.json --\n"

	// templateStart and templateEnd are an ARM template around its resources.
	templateStart = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
`
	templateEnd = `
  ]
}
`
	templateStorage = `    {
      "type": "Microsoft.Storage/storageAccounts",
      "apiVersion": "2023-05-01",
      "name": "contosoapp",
      "location": "westeurope",
      "kind": "StorageV2",
      "sku": {"name": "Standard_LRS"}
    }`

	// trackingStart is a nested deployment up to its name; trackingContents is
	// what follows up to the resources in it, trackingClose the rest, and
	// trackingEnd both.
	trackingStart = `    {
      "type": "Microsoft.Resources/deployments",
      "apiVersion": "2021-04-01",
      "name": "`
	trackingContents = `",
      "properties": {
        "mode": "Incremental",
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "resources": [`
	trackingClose = `]
        }
      }
    }`
	trackingEnd = trackingContents + trackingClose
)

// indented is a piece of an example, further to the right.
func indented(piece, by string) string { return by + strings.ReplaceAll(piece, "\n", "\n"+by) }
