package tfcua

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

var planNotComplete = Rule{
	ID: "CUA301", Name: "plan-not-complete", Severity: Error,
	When: "the plan is errored, or defers changes to a later plan (error); it leaves something out, as after -target (note)",
	Why: "A plan that failed cannot be applied, and shows only part of what would be. What a plan defers, a later plan decides, with whatever tracking ID it has then. " +
		"After -target the plan is whole for what it targets, and says nothing of the rest.",
	Source: "Terraform's JSON output format: errored, complete, deferred_changes",
	Bad:    checkPlan + planOfApp + `{"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}` + endErroredPlanOfApp,
	Good:   checkPlan + planOfApp + `{"constant_value": "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"}` + endPlanOfApp,
	check: func(v *view) []Finding {
		switch plan := v.Plan; {
		case plan == nil:
			return nil
		case plan.Errored:
			return []Finding{{about: "errored", Message: "Planning failed: the plan shows part of the changes, and cannot be applied.", Fix: "mend what terraform plan complains of, and plan again"}}
		case plan.Deferred > 0:
			return []Finding{{
				about:   "deferred",
				Message: fmt.Sprintf("The plan defers %s to a later plan: it proves nothing about them.", count(plan.Deferred, "change")),
				Fix:     "check the later plan too, before it is applied",
			}}
		case !plan.Complete:
			return []Finding{{about: "incomplete", Severity: Note, Message: "The plan is not complete, as after -target: it proves nothing about what it leaves out.", Fix: "plan without -target before the last apply, and check that plan"}}
		}
		return nil
	},
}

var serviceUnderReports = Rule{
	ID: "CUA302", Name: "service-under-reports", Severity: Note,
	When:   "the plan creates AKS, virtual machine scale set or Batch resources",
	Why:    "Azure is known to attribute the usage of these services in part only: what they start themselves does not carry the tracking ID. The partner's numbers will be lower than the usage; nothing in Terraform can mend it.",
	Source: "Microsoft's partner documentation, customer usage attribution, known limits",
	Bad:    planCreating + "azurerm_kubernetes_cluster" + planConfiguring + "azurerm_kubernetes_cluster" + endPlanCreating,
	Good:   planCreating + "azurerm_resource_group" + planConfiguring + "azurerm_resource_group" + endPlanCreating,
	check: func(v *view) []Finding {
		findings := forEach(func(_ *view, s *subject) *Finding { return underReports(s.Resources) })(v)
		for _, pooled := range v.Pooled {
			if finding := underReports(&pooled.Resources); finding != nil {
				finding.Address = pooled.Address
				finding.about = pooled.Address + "\x00" + finding.about
				findings = append(findings, *finding)
			}
		}
		return findings
	},
}

func underReports(resources *Resources) *Finding {
	if resources == nil || len(resources.UnderReported) == 0 {
		return nil
	}
	var what []string
	services := slices.Sorted(maps.Keys(resources.UnderReported))
	for _, service := range services {
		what = append(what, fmt.Sprintf("%s (%s)", service, count(resources.UnderReported[service], "resource")))
	}
	return &Finding{
		about:   strings.Join(services, " "),
		Message: "The plan creates resources of services whose usage is attributed in part only: " + strings.Join(what, ", ") + ".",
		Fix:     "nothing in Terraform: expect less in the partner's reports than is used",
	}
}

var partNotSeen = Rule{
	ID: "CUA304", Name: "part-not-seen", Severity: Warning,
	When:   "the input names something that could not be read; a note where that is no module",
	Why:    "A module may have provider blocks of its own, which send what they say and not what the root module says. Of one that is not installed nothing is known, and a check that passes over it proves nothing about what it creates. Of a template that is linked from elsewhere, or a file that is too large, no provider configuration depends.",
	Source: "Terraform's documentation of providers within modules: a module that configures its own providers, which still works",
	Bad:    checkFolder + requiresAzurerm4 + azurermTagged + createsApp + callsUninstalled,
	Good:   checkFolder + requiresAzurerm4 + azurermTagged + createsApp,
	check: func(v *view) []Finding {
		var findings []Finding
		for _, part := range v.Unseen {
			finding := Finding{
				Severity: Note, Address: part.Address,
				Message: "This was not seen: " + part.Reason + ".",
				Fix:     "check by itself what it deploys, or ignore the finding with a reason",
			}
			if part.Module {
				finding.Severity = Warning
				finding.Message = "The module was not seen: " + part.Reason + ". What the provider blocks in it would send is not checked."
				finding.Fix = "check the plan, which shows the providers of every module"
			}
			if part.Fix != "" {
				finding.Fix = part.Fix
			}
			finding.at(part.Written)
			findings = append(findings, finding)
		}
		return findings
	},
}

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
` + requiresAzurerm4 + azurermTagged + createsApp + `-- plan.json --
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
