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
  subscription_id = var.subscription_id
  partner_id      = var.subscription_id
}

variable "subscription_id" {
  default = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
