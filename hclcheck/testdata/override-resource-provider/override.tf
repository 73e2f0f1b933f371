resource "azurerm_resource_group" "app" {
  provider = azurerm.west
}
