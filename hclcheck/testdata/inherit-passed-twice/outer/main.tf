terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.1"
      configuration_aliases = [azurerm.mid]
    }
  }
}

module "inner" {
  source = "./inner"
  providers = {
    azurerm = azurerm.mid
  }
}
