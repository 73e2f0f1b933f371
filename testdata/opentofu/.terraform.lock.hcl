# This file is maintained automatically by "tofu init".
# Manual edits may be lost in future updates.

provider "registry.opentofu.org/hashicorp/azurerm" {
  version     = "4.10.0"
  constraints = ">= 4.0.0"
  hashes = [
    "h1:xSOE8mReqQzWENLI0/1mUuTkKazCVAgRoXmzRRu9khs=",
  ]
}
