terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  alias    = "by_region"
  for_each = { eu = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff", us = "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00" }
  features {}
  partner_id = each.value
}

resource "azurerm_resource_group" "app" {
  for_each = { eu = 1, us = 2 }
  provider = azurerm.by_region[each.key]
  name     = "app"
  location = "westeurope"
}
