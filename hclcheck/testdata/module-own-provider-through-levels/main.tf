terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

locals {
  id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

module "outer" {
  source = "./outer"
  id     = local.id
}
