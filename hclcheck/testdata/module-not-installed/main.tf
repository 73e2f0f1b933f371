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
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

provider "azurerm" {
  alias = "other"
  features {}
  partner_id = module.id.value
}

module "net" {
  source  = "Azure/vnet/azurerm"
  version = "5.0.0"
}

module "id" {
  source = "git::https://example.com/id.git"
}
