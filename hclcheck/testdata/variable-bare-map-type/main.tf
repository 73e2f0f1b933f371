terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "ids" {
  type    = map
  default = { prod = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff" }
}

variable "list" {
  type    = list
  default = ["prod"]
}

provider "azurerm" {
  features {}
  partner_id = var.ids[var.list[0]]
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
