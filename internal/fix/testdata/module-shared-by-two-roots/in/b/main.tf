module "app" {
  source = "../app"
  id     = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
}
