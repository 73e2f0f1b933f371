terraform {
  required_providers {
    az = {
      source = "hashicorp/azurerm"
    }
  }
}

module "sub" {
  source = "./sub"
}
