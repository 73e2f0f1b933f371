module "m" {
  providers = {}
}
