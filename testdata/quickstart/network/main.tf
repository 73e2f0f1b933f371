terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.21"
    }
  }
}

variable "resource_group" {
  type = string
}

resource "azurerm_virtual_network" "app" {
  name                = "app"
  resource_group_name = var.resource_group
  location            = "westeurope"
  address_space       = ["10.0.0.0/16"]
}
