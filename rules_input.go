package tfcua

var folderDiffersFromPlan = Rule{
	ID: "CUA303", Name: "folder-differs-from-plan", Severity: Warning,
	When:   "the folder that was given beside a plan is not the one that was planned",
	Why:    "A provider block, a constant, a reference or a module call that one has and the other has not shows that the folder is another revision. It proves nothing about the plan, so it was not used, and the plan was checked alone.",
	Source: "the plan's configuration section",
	Bad: `tfcua check --no-env . plan.json
-- main.tf --
` + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
}
` + createsApp + `-- plan.json --
` + planOfApp + `{"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}` + endPlanOfApp,
	Good: `tfcua check --no-env . plan.json
-- main.tf --
` + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
` + createsApp + `-- plan.json --
` + planOfApp + `{"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}` + endPlanOfApp,
	check: func(v *view) []Finding {
		if v.Differs == "" {
			return nil
		}
		return []Finding{{
			Message: "The folder is not the one that was planned: " + v.Differs + ". It was not used; the plan was checked alone.",
			Fix:     "check out the revision that was planned, or check the saved plan, which holds its own sources",
		}}
	},
}
