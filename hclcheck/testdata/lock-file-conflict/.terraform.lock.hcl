provider "registry.terraform.io/hashicorp/azurerm" {
  version = "3.10.0"
}
