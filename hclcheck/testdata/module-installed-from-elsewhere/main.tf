terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = module.id.value
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

module "id" {
  source  = "example/id/azurerm"
  version = "~> 2.0"
}

module "git" {
  source = "git::https://example.com/id.git?ref=v2"
}
