resource "azurerm_subscription_template_deployment" "encoded" {
  template_content = jsonencode(merge(local.contents, {
    resources = [{ type = "Microsoft.Resources/deployments", name = "[concat('pid-', parameters('id'))]", properties = { mode = "Incremental", template = local.contents } }]
  }))
}
