package report_test

import "github.com/tfcua/tfcua"

const (
	azurerm = "registry.terraform.io/hashicorp/azurerm"
	azapi   = "registry.terraform.io/azure/azapi"
	contoso = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
)

func id(text string) *string { return &text }

// everything has each field set and each origin in it, and text that a terminal
// must not get as it is.
func everything() tfcua.Report {
	folder := tfcua.Report{
		Inputs: []tfcua.Input{{Path: "infra/prod", Kind: tfcua.Folder}},
		Findings: []tfcua.Finding{
			{
				Rule: "CUA103", Name: "tracking-id-prefixed", Severity: tfcua.Error,
				Message: "partner_id is pid-" + contoso + " (from var.partner_id, set by its default): a registered GUID is written without pid-, the provider adds it. At apply azurerm sends pid-" + contoso + ".",
				Fix:     "remove the prefix from partner_id: write the GUID alone",
				Input:   "infra/prod", Address: "module.net.provider.azurerm.west",
				File: "infra/prod/variables.tf", Start: tfcua.Position{Line: 12, Column: 13}, End: tfcua.Position{Line: 12, Column: 55},
				Excerpt: `  default = "pid-` + contoso + `"`,
			},
			{
				Rule: "CUA104", Name: "tracking-id-malformed", Severity: tfcua.Error,
				Message: "partner_id is (12 characters: letters): it is a name or a word where the GUID belongs. azurerm refuses to start: azurerm accepts a GUID, pid-<guid>-partnercenter or nothing.",
				Fix:     "write the registered GUID alone: 32 hex digits, grouped 8-4-4-4-12 by dashes",
				Input:   "infra/prod", Address: "module.\x1b[2Jnet.provider.azurerm",
				File: "infra/prod/evil\n\u202e\u009b31m.tf", Start: tfcua.Position{Line: 3, Column: 16}, End: tfcua.Position{Line: 3, Column: 30},
				Excerpt: "\tpartner_id = \x1b]0;title\a…",
			},
			{
				Rule: "CUA110", Name: "user-agent-conflict", Severity: tfcua.Warning,
				Message: "The requests would carry 2 pid- words: Azure takes one and loses the other.",
				Fix:     "remove the pid- word from AZURE_HTTP_USER_AGENT",
				Input:   "infra/prod", Address: "provider.azurerm.two",
			},
			{
				Rule: "CUA304", Name: "part-not-seen", Severity: tfcua.Warning,
				Message: "The module was not seen: it is not installed. What the provider blocks in it would send is not checked.",
				Fix:     "run terraform init",
				Input:   "infra/prod", Address: "module.dns",
				File: "infra/prod/main.tf", Start: tfcua.Position{Line: 40, Column: 1}, End: tfcua.Position{Line: 40, Column: 13}, Excerpt: `module "dns"`,
			},
		},
		Attribution: []tfcua.Attribution{
			{Address: "provider.azurerm", Input: "infra/prod", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id(contoso), Registration: &tfcua.Registration{ID: contoso, Offer: "backup", SKU: "premium", Channel: "azure-marketplace", Description: "Backup\nfor <all>"}, Sent: "pid-" + contoso, Origin: tfcua.FromBlock},
			{Address: "provider.azurerm.two", Input: "infra/prod", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id(contoso), Sent: "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00 pid-" + contoso, Origin: tfcua.FromEnvironment},
			{Address: "provider.azurerm.none", Input: "infra/prod", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", Sent: "pid-" + tfcua.HashiCorpID, Origin: tfcua.FromDefault},
			{Address: "provider.azurerm.unused", Input: "infra/prod", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id(contoso), Origin: tfcua.UnusedOrigin, Reason: "nothing uses it, so Terraform does not start it"},
			{Address: "module.\x1b[2Jnet.provider.azurerm", Input: "infra/prod", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", Origin: tfcua.RefusedOrigin, Reason: "azurerm accepts a GUID, pid-<guid>-partnercenter or nothing"},
			{Address: "module.net.provider.azurerm.west", Input: "infra/prod", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id("pid-" + contoso), Sent: "pid-" + contoso, Origin: tfcua.FromBlock},
			{Address: "module.網路.provider.azapi", Input: "infra/prod", Source: azapi, Constraint: "~> 2.0", Origin: tfcua.FromNothing},
			{Address: "module.été.provider.azapi", Input: "infra/prod", Source: azapi, Origin: tfcua.RefusedOrigin, Reason: "azapi accepts a bare GUID or nothing"},
		},
		Ignored: []tfcua.Ignored{
			{
				Finding: tfcua.Finding{
					Rule: "CUA105", Name: "tracking-id-placeholder", Severity: tfcua.Error,
					Message: "partner_id is the nil GUID.", Fix: "write the registered GUID",
					Input: "infra/prod", Address: "module.sandbox.provider.azurerm",
					File: "infra/prod/sandbox/main.tf", Start: tfcua.Position{Line: 4, Column: 3}, End: tfcua.Position{Line: 4, Column: 52},
				},
				By: tfcua.ByPolicy, Reason: "nobody pays for the sandbox\x1b[2J | ::error::", Until: "2027-01-31", Where: ".tfcua.hcl:12",
			},
			{
				Finding: tfcua.Finding{
					Rule: "CUA201", Name: "provider-version-too-old", Severity: tfcua.Error,
					Message: "azurerm 1.20.0 has no partner_id.", Fix: "raise the constraint",
					Input: "infra/prod", Address: `provider["registry.terraform.io/hashicorp/azurerm"]`,
					File: "infra/prod/versions.tf",
				},
				By: tfcua.ByBaseline, Where: "tfcua-baseline.json",
			},
		},
		Unseen: []tfcua.Unseen{{Address: "module.dns", Reason: "it is not installed", Input: "infra/prod"}},
	}
	plan := tfcua.Report{
		Inputs: []tfcua.Input{{Path: "plan.json", Kind: tfcua.PlanJSON, TerraformVersion: "1.11.4"}},
		Findings: []tfcua.Finding{{
			Rule: "CUA302", Name: "service-under-reports", Severity: tfcua.Note,
			Message: "An AKS cluster is to be created.", Fix: "none", Input: "plan.json",
		}},
		Attribution: []tfcua.Attribution{
			{Address: "provider.azurerm", Input: "plan.json", Source: azurerm, Required: true, Constraint: ">= 4.0", TrackingID: id(contoso), Sent: "pid-" + contoso, Origin: tfcua.FromInference, Resources: &tfcua.ResourceCounts{Create: 3, Update: 1, Replace: 2, Delete: 4, NoOp: 1200}},
			{Address: `provider.azurerm.by_region["eu"]`, Input: "plan.json", Source: azurerm, Required: true, Sent: "pid-contoso-app-partnercenter", Origin: tfcua.FromUserAgent, Resources: &tfcua.ResourceCounts{}},
			{Address: "provider.azurerm.later", Input: "plan.json", Source: azurerm, Required: true, Origin: tfcua.UnknownOrigin, Reason: "local.partner_id is not in plan JSON"},
		},
	}
	return joined(tfcua.Join([]tfcua.Report{folder, plan}, tfcua.Error), tfcua.Error)
}

func sound() tfcua.Report {
	return tfcua.Join([]tfcua.Report{{
		Inputs: []tfcua.Input{{Path: "tfplan", Kind: tfcua.SavedPlan, TerraformVersion: "1.11.4"}},
		Attribution: []tfcua.Attribution{
			{Address: "provider.azurerm", Input: "tfplan", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id(contoso), Sent: "pid-" + contoso, Origin: tfcua.FromBlock, Resources: &tfcua.ResourceCounts{Create: 3, NoOp: 12}},
			{Address: "provider.azurerm.west", Input: "tfplan", Source: azurerm, Required: true, SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id(contoso), Sent: "pid-" + contoso, Origin: tfcua.FromEnvironment, Resources: &tfcua.ResourceCounts{Create: 1}},
		},
	}}, tfcua.Error)
}

func warned() tfcua.Report {
	r := sound()
	r.Findings = []tfcua.Finding{{
		Rule: "CUA109", Name: "tracking-id-shadowed", Severity: tfcua.Warning,
		Message: "The environment's ID is not looked at.", Fix: "let one place hold the ID", Input: "tfplan", Address: "provider.azurerm",
		File: "main.tf",
	}}
	return joined(r, tfcua.Error)
}

func nothing() tfcua.Report {
	return tfcua.Join([]tfcua.Report{{Inputs: []tfcua.Input{{Path: ".", Kind: tfcua.Folder}}}}, tfcua.Error)
}
