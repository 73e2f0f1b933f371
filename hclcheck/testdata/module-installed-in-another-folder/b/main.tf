output "partner_id" {
  value = ""
}
