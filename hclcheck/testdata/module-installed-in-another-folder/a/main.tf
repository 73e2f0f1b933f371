output "partner_id" {
  value = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
