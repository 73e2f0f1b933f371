terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

module "ids" {
  source = "./ids"
  count  = 2
  id     = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

provider "azurerm" {
  features {}
  partner_id = join("", slice(module.ids[*].id, 0, 1))
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
