variable "id" {}

output "id" {
  value     = var.id
  sensitive = true
}
