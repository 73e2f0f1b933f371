provider "registry.terraform.io/hashicorp/azurerm" {
  version = "5.0.0-beta1"
}
