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
  partner_id = var.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

variable "partner_id" {
  default = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
