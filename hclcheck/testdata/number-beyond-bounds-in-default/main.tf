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
  partner_id = var.p
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

variable "p" {
  type    = string
  default = 1e99999999
}
