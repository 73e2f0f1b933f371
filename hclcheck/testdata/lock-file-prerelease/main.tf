terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
