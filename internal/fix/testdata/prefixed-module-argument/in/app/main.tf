variable "partner_id" {
  type = string
}

provider "azurerm" {
  features {}
  partner_id = var.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
