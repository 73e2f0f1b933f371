package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var providerSchema = &tfprotov5.Schema{Block: &tfprotov5.SchemaBlock{
	Attributes: []*tfprotov5.SchemaAttribute{
		{Name: "partner_id", Type: tftypes.String, Optional: true},
		{Name: "disable_terraform_partner_id", Type: tftypes.Bool, Optional: true},
		{Name: "subscription_id", Type: tftypes.String, Optional: true},
	},
	BlockTypes: []*tfprotov5.SchemaNestedBlock{{
		TypeName: "features", Block: &tfprotov5.SchemaBlock{},
		Nesting: tfprotov5.SchemaNestedBlockNestingModeList, MinItems: 1, MaxItems: 1,
	}},
}}

var resourceGroupSchema = &tfprotov5.Schema{Block: &tfprotov5.SchemaBlock{
	Attributes: []*tfprotov5.SchemaAttribute{
		{Name: "name", Type: tftypes.String, Required: true},
		{Name: "location", Type: tftypes.String, Required: true},
		{Name: "tags", Type: tftypes.Map{ElementType: tftypes.String}, Optional: true},
	},
}}

var resourceGroup = resourceGroupSchema.ValueType()
