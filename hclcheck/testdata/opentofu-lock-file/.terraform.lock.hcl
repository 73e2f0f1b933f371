provider "registry.opentofu.org/hashicorp/azurerm" {
  version = "1.20.0"
}
