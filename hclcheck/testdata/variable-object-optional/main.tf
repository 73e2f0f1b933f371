terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "azure" {
  type = object({
    region     = string
    partner_id = optional(string, "a1b2c3d4-e5f6-4711-8899-aabbccddeeff")
    tags       = optional(map(string), {})
  })
}

provider "azurerm" {
  features {}
  partner_id = var.azure.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
