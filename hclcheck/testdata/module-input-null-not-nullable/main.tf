module "m" {
  source     = "./m"
  partner_id = null
}
