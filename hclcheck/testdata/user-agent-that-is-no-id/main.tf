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
  disable_terraform_partner_id = true
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
