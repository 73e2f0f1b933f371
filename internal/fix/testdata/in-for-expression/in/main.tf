terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.10.0"
    }
  }
}

locals {
  ids = [for id in ["", "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"] : id if id != ""]
}

provider "azurerm" {
  features {}
  partner_id = one(local.ids)
}

provider "azurerm" {
  alias = "west"
  features {}
  partner_id = one([{ id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" }][*].id)
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

resource "azurerm_resource_group" "west" {
  provider = azurerm.west
  name     = "west"
  location = "westeurope"
}
