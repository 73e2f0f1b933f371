resource "azurerm_subscription_template_deployment" "overridden" {
  name = "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
}
