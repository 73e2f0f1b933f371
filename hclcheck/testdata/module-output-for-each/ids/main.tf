variable "id" {}

output "id" {
  value = var.id
}

output "noise" {
  value = timestamp()
}
