terraform {
  required_providers {
    az = {
      source = "hashicorp/azurerm"
    }
  }
}

provider "az" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

module "app" {
  source = "./app"
}
