terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "partner_id" {
  type    = string
  default = "10000000-0000-4000-8000-000000000001"
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
