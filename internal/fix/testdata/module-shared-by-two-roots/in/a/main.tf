module "app" {
  source = "../app"
  id     = null
}
