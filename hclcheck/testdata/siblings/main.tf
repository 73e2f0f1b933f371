terraform {
  required_providers {
    azapi = {
      source = "Azure/azapi"
    }
    azuread = {
      source = "hashicorp/azuread"
    }
  }
}

provider "azuread" {
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}

resource "azapi_resource" "rg" {
  type = "x"
}

data "azuread_client_config" "me" {}
