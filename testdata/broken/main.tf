terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "tracking_id" {
  type    = string
  default = ""
}

# The prefix belongs in ARM templates; Terraform adds it by itself.
provider "azurerm" {
  features {}
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

# Meant to take ARM_PARTNER_ID, which an empty string hides.
provider "azurerm" {
  alias = "west"
  features {}
  partner_id = var.tracking_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

resource "azurerm_resource_group" "standby" {
  provider = azurerm.west
  name     = "standby"
  location = "westus"
}
