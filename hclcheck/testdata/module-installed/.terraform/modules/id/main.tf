module "deep" {
  source = "./deep"
}

output "value" {
  value = module.deep.value
}
