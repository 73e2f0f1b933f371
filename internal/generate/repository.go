package generate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// filesInRoot is how many files each generated root module has.
const filesInRoot = 10

// Repository writes a repository of that many .tf files: root modules of ten
// files each, most of them resources, two levels below the folder.
func Repository(folder string, files int) error {
	if err := os.MkdirAll(filepath.Join(folder, ".git"), 0o755); err != nil {
		return err
	}
	for root := range (files + filesInRoot - 1) / filesInRoot {
		dir := filepath.Join(folder, fmt.Sprintf("stack%03d", root/20), fmt.Sprintf("root%02d", root%20))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		for i := 0; i < filesInRoot && root*filesInRoot+i < files; i++ {
			name, content := file(root, i)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// file is one file of a root module, the number of which tells it apart.
func file(root, i int) (name, content string) {
	switch i {
	case 0:
		return "main.tf", fmt.Sprintf(mainFile, root)
	case 1:
		return "variables.tf", variablesFile
	case 2:
		return "outputs.tf", outputsFile
	}
	var blocks strings.Builder
	for block := range 8 {
		r := resourceAt((root*filesInRoot + i*8 + block) * perName)
		fmt.Fprintf(&blocks, resourceBlock, r.kind, fmt.Sprintf("r%d_%d", i, block), r.kind, block, block)
	}
	return fmt.Sprintf("part%d.tf", i), blocks.String()
}

const (
	mainFile = `terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = local.partner_id
}

locals {
  partner_id = var.partner_id
  tags       = { cost = "%d" }
}
`
	variablesFile = `variable "partner_id" {
  type    = string
  default = "` + TrackingID + `"
}

variable "prefix" {
  type    = string
  default = "x"
}

variable "location" {
  default = "westeurope"
}

variable "rules" {
  default = []
}
`
	outputsFile = `output "resource_group" {
  description = "where it all is"
  value       = azurerm_resource_group.main.id
}

output "location" {
  value = var.location
}
`
	resourceBlock = `resource %q %q {
  name                = "${var.prefix}-%s-%d"
  location            = var.location
  resource_group_name = azurerm_resource_group.main.name

  tags = merge(local.tags, {
    environment = "production"
    owner       = "team" # whom to call
  })

  dynamic "rule" {
    for_each = var.rules
    content {
      name     = rule.value.name
      priority = rule.value.priority + %d
    }
  }

  custom_data = <<-EOT
    #!/bin/sh
    echo "${var.prefix}" } > /etc/motd
  EOT
}

`
)
