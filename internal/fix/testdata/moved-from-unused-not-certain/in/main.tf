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

resource "azurerm_resource_group" "app" {
  provider = azurerm.west
  name     = "app"
  location = "westeurope"
}

provider "azurerm" {
  alias = "west"
  features {}
}

provider "azurerm" {
  alias = "east"
  features {}
  partner_id = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
}
