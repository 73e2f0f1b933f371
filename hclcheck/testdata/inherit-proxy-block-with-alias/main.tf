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
  partner_id = ""
}

module "m" {
  source = "./m"
  providers = {
    azurerm.x = azurerm.w
  }
}
