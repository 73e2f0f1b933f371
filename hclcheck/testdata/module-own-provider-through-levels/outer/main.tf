variable "id" {}

module "inner" {
  source     = "../inner"
  partner_id = lower(var.id)
}
