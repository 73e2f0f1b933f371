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
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

provider "azurerm" {
  alias           = "west"
  subscription_id = "5d2f1c1e-92c3-4c55-9d3b-3a4f5d6e7f80" # the west
  features {
    # nothing
  }
  use_cli = true
}

resource "azurerm_resource_group" "west" {
  provider = azurerm.west
  name     = "west"
  location = "westus"
}
