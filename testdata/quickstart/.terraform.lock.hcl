# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/azurerm" {
  version     = "4.10.0"
  constraints = ">= 3.21.0, >= 4.0.0"
}
