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
  partner_id = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
  subscription_id = "00000000-0000-0000-0000-000000000001"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
