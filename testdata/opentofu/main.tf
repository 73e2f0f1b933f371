terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}
variable "ids" {
  default = {
    eu = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
    us = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
  }
}
provider "azurerm" {
  alias    = "by_region"
  for_each = var.ids
  features {}
  partner_id = each.value
}
resource "azurerm_resource_group" "rg" {
  for_each = var.ids
  provider = azurerm.by_region[each.key]
  name     = each.key
  location = "westeurope"
}
