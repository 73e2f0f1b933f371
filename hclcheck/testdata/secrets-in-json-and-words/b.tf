
provider "azurerm" {
  alias = "b"
  features {}
  partner_id = hunter2-secret
}

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "hunter2 pass"
    }
  }
}

resource "azurerm_resource_group" "app" {
  provider = azurerm.b
  name     = "app"
  location = "westeurope"
}
