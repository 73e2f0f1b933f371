terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "tracking_id" {
  description = "The GUID that is registered in Partner Center for this offer."
  type        = string
  default     = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

provider "azurerm" {
  features {}
  partner_id = var.tracking_id
}

provider "azurerm" {
  alias = "west"
  features {}
  partner_id = lower(var.tracking_id)
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

# The module has no provider block: it inherits the default configuration.
module "network" {
  source         = "./network"
  resource_group = azurerm_resource_group.app.name
}
