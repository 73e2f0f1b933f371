provider "registry.terraform.io/hashicorp/azurerm" {
  version = "1.10.0"
}
