provider "registry.terraform.io/hashicorp/azurerm" {
  version = "4.10.0"
}
