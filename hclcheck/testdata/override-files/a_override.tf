
provider "azurerm" {
  features {}
  partner_id = "c3d4e5f6-a7b8-4933-aabb-ccddeeff0011"
}
