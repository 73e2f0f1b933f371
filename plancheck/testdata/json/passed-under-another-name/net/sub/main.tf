resource "azurerm_resource_group" "sub" {
  name     = "sub"
  location = "westeurope"
}
