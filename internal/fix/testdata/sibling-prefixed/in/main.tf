terraform {
  required_providers {
    azapi = {
      source  = "azure/azapi"
      version = ">= 2.0"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}

provider "azapi" {
  partner_id = var.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

resource "azapi_resource" "app" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "app"
  location = "westeurope"
}

variable "partner_id" {
  default = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
