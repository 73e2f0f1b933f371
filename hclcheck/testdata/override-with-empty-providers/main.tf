terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  alias = "w"
  features {}
}

module "m" {
  source = "./m"
  providers = {
    azurerm = azurerm.w
  }
}
