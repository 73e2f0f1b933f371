provider "azurerm" {
  alias = "x"
}

resource "azurerm_resource_group" "app" {
  provider = azurerm.x
  name     = "app"
  location = "westeurope"
}
