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
  partner_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
