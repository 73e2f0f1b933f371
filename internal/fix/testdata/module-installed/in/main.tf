module "app" {
  source  = "acme/app/azurerm"
  version = "1.0.0"
}
