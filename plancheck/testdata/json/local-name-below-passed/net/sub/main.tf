terraform {
  required_providers {
    az = {
      source = "hashicorp/azurerm"
    }
  }
}

resource "azurerm_resource_group" "sub" {
  provider = az
  name     = "sub"
  location = "westeurope"
}
