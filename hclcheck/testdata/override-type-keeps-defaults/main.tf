terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "p" {
  type = object({ a = string, g = optional(string) })
}

provider "azurerm" {
  features {}
  partner_id = var.p.g
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
