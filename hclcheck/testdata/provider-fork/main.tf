terraform {
  required_providers {
    azurerm = {
      source  = "contoso/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "nonsense"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
