# Azure takes the name of a deployment that Terraform makes for a tracking ID too.

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
  empty = jsonencode({ "$schema" = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", contentVersion = "1.0.0.0", resources = [] })
}

variable "name" {
  type = string
}

variable "secret" {
  type      = string
  default   = "pid-secret"
  sensitive = true
}

resource "azurerm_subscription_template_deployment" "same" {
  name             = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
  location         = "westeurope"
  template_content = local.empty
}

resource "azurerm_subscription_template_deployment" "overridden" {
  name             = "app"
  location         = "westeurope"
  template_content = local.empty
}

resource "azapi_resource" "malformed" {
  type = "Microsoft.Resources/deployments@2021-04-01"
  name = "pid-1234567"
  body = { properties = { mode = "Complete", template = jsondecode(local.empty) } }
}

resource "azurerm_subscription_template_deployment" "suffix" {
  name             = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-${var.name}"
  location         = "westeurope"
  template_content = local.empty
}

resource "azurerm_subscription_template_deployment" "undetermined" {
  name             = "pid-${var.name}"
  location         = "westeurope"
  template_content = local.empty
}

resource "azurerm_subscription_template_deployment" "unknown" {
  name             = var.name
  location         = "westeurope"
  template_content = local.empty
}

resource "azurerm_subscription_template_deployment" "secret" {
  name             = var.secret
  location         = "westeurope"
  template_content = local.empty
}

resource "azurerm_subscription_template_deployment" "stopped" {
  name             = tonumber("x")
  location         = "westeurope"
  template_content = local.empty
}

resource "azurerm_tenant_template_deployment" "specified" {
  name                     = "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
  location                 = "westeurope"
  template_spec_version_id = "x"
}

resource "azapi_resource" "linked" {
  type = "Microsoft.Resources/deployments@2021-04-01"
  name = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
  body = { properties = { mode = "Incremental", templateLink = { id = "x" } } }
}

resource "azurerm_tenant_template_deployment" "none" {
  count            = 0
  name             = "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
  location         = "westeurope"
  template_content = local.empty
}
