terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 1.44"
    }
  }
}

provider "azurerm" {}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
