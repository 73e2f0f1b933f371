# terraform init wrote down another folder than the call names, or somebody did:
# Terraform reads that one.

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
  partner_id = module.id.partner_id
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

module "id" {
  source = "./a"
}
