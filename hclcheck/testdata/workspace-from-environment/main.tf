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
  partner_id = lookup({ prod = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff", test = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00" }, terraform.workspace, null)
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
