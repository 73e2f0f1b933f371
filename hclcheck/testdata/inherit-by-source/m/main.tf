terraform {
  required_providers {
    az = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

resource "azurerm_resource_group" "app" {
  provider = az
  name     = "app"
  location = "westeurope"
}
