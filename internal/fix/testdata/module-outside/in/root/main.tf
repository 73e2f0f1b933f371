module "app" {
  source = "../app"
}
