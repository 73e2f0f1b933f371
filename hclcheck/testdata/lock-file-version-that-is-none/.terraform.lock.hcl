provider "registry.terraform.io/hashicorp/azurerm" {
  version = "hunter2 <script>"
}
