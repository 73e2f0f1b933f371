terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
    azapi = {
      source  = "Azure/azapi"
      version = ">= 2.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

provider "azapi" {
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

locals {
  schema   = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  contents = { "$schema" = local.schema, contentVersion = "1.0.0.0", resources = [] }
}

variable "template" {
  type = string
}

variable "secret" {
  type      = string
  default   = "{}"
  sensitive = true
}

# A heredoc, with a comment that accepts what is wrong with it.
resource "azurerm_resource_group_template_deployment" "heredoc" {
  name                = "app"
  resource_group_name = "app"
  deployment_mode     = "Incremental"
  # tfcua:ignore CUA505 the next release mends it
  template_content = <<-JSON
    {
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "resources": [
        {
          "type": "Microsoft.Resources/deployments",
          "name": "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff",
          "properties": { "mode": "Complete", "template": { "resources": [] } }
        }
      ]
    }
  JSON
}

# No tracking deployment: the provider's own word counts.
resource "azurerm_subscription_template_deployment" "encoded" {
  name             = "app"
  location         = "westeurope"
  template_content = jsonencode(local.contents)
}

resource "azurerm_management_group_template_deployment" "file" {
  name                = "app"
  location            = "westeurope"
  management_group_id = "x"
  template_content    = file("${path.module}/template.json")
}

resource "azurerm_template_deployment" "legacy" {
  name                = "app"
  resource_group_name = "app"
  deployment_mode     = "Incremental"
  template_body = jsonencode(merge(local.contents, {
    resources = [{ type = "Microsoft.Resources/deployments", name = "pid-00000000-0000-0000-0000-000000000000", properties = { mode = "Incremental", template = local.contents } }]
  }))
}

resource "azurerm_tenant_template_deployment" "unknown" {
  name             = "app"
  location         = "westeurope"
  template_content = var.template
}

resource "azurerm_tenant_template_deployment" "sensitive" {
  name             = "app"
  location         = "westeurope"
  template_content = var.secret
}

resource "azurerm_tenant_template_deployment" "specified" {
  name                     = "app"
  location                 = "westeurope"
  template_spec_version_id = "x"
}

resource "azurerm_tenant_template_deployment" "broken" {
  name             = "app"
  location         = "westeurope"
  template_content = "{"
}

resource "azurerm_tenant_template_deployment" "none" {
  count            = 0
  name             = "app"
  location         = "westeurope"
  template_content = "{"
}

resource "azurerm_tenant_template_deployment" "neither" {
  for_each         = toset([])
  name             = "app"
  location         = "westeurope"
  template_content = "{"
}

resource "azurerm_tenant_template_deployment" "each" {
  for_each         = toset(["a"])
  name             = each.key
  location         = "westeurope"
  template_content = jsonencode(merge(local.contents, { contentVersion = each.key }))
}

resource "azapi_resource" "object" {
  type = "Microsoft.Resources/deployments@2021-04-01"
  name = "app"
  body = {
    properties = {
      mode = "Incremental"
      template = merge(local.contents, {
        resources = [{ type = "Microsoft.Resources/deployments", name = "pid-1234567", properties = { mode = "Incremental", template = local.contents } }]
      })
    }
  }
}

resource "azapi_resource" "text" {
  type = "Microsoft.Resources/deployments@2021-04-01"
  name = "app"
  body = jsonencode({ properties = { mode = "Incremental", templateLink = { uri = "https://example.com/a.json" } } })
}

resource "azapi_resource" "other" {
  type = "Microsoft.Storage/storageAccounts@2023-05-01"
  name = "app"
  body = "{"
}

locals {
  parametrised = jsonencode(merge(local.contents, {
    parameters = { id = { type = "string", defaultValue = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00" } }
    resources  = [{ type = "Microsoft.Resources/deployments", name = "[concat('pid-', parameters('id'))]", properties = { mode = "Incremental", template = local.contents } }]
  }))
}

resource "azurerm_tenant_template_deployment" "given" {
  name               = "app"
  location           = "westeurope"
  template_content   = local.parametrised
  parameters_content = jsonencode({ id = { value = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff" } })
}

resource "azurerm_tenant_template_deployment" "default" {
  name             = "app"
  location         = "westeurope"
  template_content = local.parametrised
}

resource "azurerm_tenant_template_deployment" "given_unknown" {
  name               = "app"
  location           = "westeurope"
  template_content   = local.parametrised
  parameters_content = var.template
}

resource "azurerm_template_deployment" "listed" {
  name                = "app"
  resource_group_name = "app"
  deployment_mode     = "Incremental"
  template_body       = local.parametrised
  parameters          = { id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff" }
}
