terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "suffix" {
  default = "x"
}

locals {
  id = "x"
}

provider "azurerm" {
  features {}
  partner_id = "${local.id}${var.suffix}"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
