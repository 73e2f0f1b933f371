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
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" # ours
  client_id  = "5d2f1c1e-92c3-4c55-9d3b-3a4f5d6e7f80"     # abcdef
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
