variable "plain" {
  default = "pid-A1B2C3D4-e5f6-4711-8899-aabbccddeeff"
}

variable "empty" {
  type    = string
  default = ""
}

variable "nothing" {
  type    = string
  default = null
}

variable "azure" {
  type = object({
    partner_id = optional(string, "x")
    region     = optional(string)
    tags       = optional(map(string), { a = "b" })
  })
  default = { region = "eu" }
}

variable "ids" {
  type    = map(string)
  default = { prod = "1", test = "2" }
}

variable "number" {
  type    = string
  default = 12
}

variable "flag" {
  type    = bool
  default = "true"
}

locals {
  base   = "a1b2"
  nested = { deep = { id = "${local.base}-${var.plain}" } }
  list   = [for key, value in var.ids : "${key}=${value}" if key != "test"]
}
