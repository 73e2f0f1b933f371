terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "azure" {
  type = object({ partner_id = string, secret = string })
}

provider "azurerm" {
  features {}
  partner_id = var.azure.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
