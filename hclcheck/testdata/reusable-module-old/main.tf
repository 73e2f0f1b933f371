terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 1.0, < 1.21"
    }
  }
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
