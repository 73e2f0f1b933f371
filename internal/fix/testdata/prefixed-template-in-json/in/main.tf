terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
