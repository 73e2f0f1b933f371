package report_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/tfcua/tfcua"
)

// everythingPlanned is everything, and what two plans cover.
func everythingPlanned() tfcua.Report {
	r := everything()
	r.Inputs = append(r.Inputs, tfcua.Input{Path: "-", Kind: tfcua.PlanJSON})
	r.Coverage = []tfcua.Coverage{
		{
			Input: "plan.json", Create: 40,
			Attributed:   map[string]int{"pid-" + contoso: 36, "pid-contoso-app-partnercenter": 2},
			Unattributed: map[string]int{"": 1, "module.legacy.module.net": 1},
		},
		{Input: "-"},
	}
	return joined(r, tfcua.Error)
}

// manyModules is a plan of so many modules with so many provider configurations
// each, some of them wrong. The seed decides which.
func manyModules(modules, aliases int, seed uint64) tfcua.Report {
	random := rand.New(rand.NewPCG(seed, 0))
	r := tfcua.Report{Inputs: []tfcua.Input{{Path: "estate.tfplan", Kind: tfcua.SavedPlan, TerraformVersion: "1.11.4"}}}
	plan := tfcua.Coverage{Input: "estate.tfplan", Attributed: map[string]int{}, Unattributed: map[string]int{}}
	for n := range modules {
		module := fmt.Sprintf("module.team%02d", n%8)
		if n >= 8 {
			module += fmt.Sprintf(".module.app%02d", n)
		}
		for alias := range aliases {
			row := tfcua.Attribution{
				Address: module + ".provider.azurerm", Input: "estate.tfplan", Source: azurerm, Required: true,
				SelectedVersion: "4.10.0", Constraint: ">= 4.0", TrackingID: id(contoso), Sent: "pid-" + contoso, Origin: tfcua.FromBlock,
				Resources: &tfcua.ResourceCounts{Create: random.IntN(20), NoOp: random.IntN(400)},
			}
			if alias > 0 {
				row.Address += fmt.Sprintf(".region%d", alias)
			}
			finding := tfcua.Finding{
				Input: "estate.tfplan", Address: row.Address, Severity: tfcua.Error,
				File: fmt.Sprintf("modules/app%02d/providers.tf", n), Start: tfcua.Position{Line: 1 + 9*alias, Column: 1}, End: tfcua.Position{Line: 1 + 9*alias, Column: 19},
			}
			switch random.IntN(10) {
			case 0, 1:
				row.TrackingID, row.Sent, row.Origin = nil, "pid-"+tfcua.HashiCorpID, tfcua.FromDefault
				finding.Rule, finding.Name = "CUA101", "tracking-id-missing"
				finding.Message = "partner_id is not set, and ARM_PARTNER_ID is not set. At apply azurerm sends " + row.Sent + ", HashiCorp's own ID: the usage is not credited to you."
				finding.Fix = `set partner_id = "<your registered GUID>" in ` + row.Address + ", or ARM_PARTNER_ID in the environment of plan and apply"
				finding.Excerpt = `provider "azurerm"`
			case 2:
				row.Origin = tfcua.FromInference
				finding.Rule, finding.Name, finding.Severity = "CUA112", "tracking-id-inferred", tfcua.Warning
				finding.Message = "The tracking ID is inferred, not proved: the expression refers to pid-" + contoso + " (from var.partner_id)."
				finding.Fix = "check the saved plan"
			}
			if finding.Rule != "" {
				r.Findings = append(r.Findings, finding)
			}
			plan.Create += row.Resources.Create
			if row.Origin == tfcua.FromDefault {
				plan.Unattributed[module] += row.Resources.Create
			} else {
				plan.Attributed[row.Sent] += row.Resources.Create
			}
			r.Attribution = append(r.Attribution, row)
		}
	}
	r.Coverage = []tfcua.Coverage{plan}
	return joined(r, tfcua.Error)
}

// hostileTexts are what somebody might write into a name to write into a report.
var hostileTexts = []string{
	"<script>alert(1)</script>",
	`"><img src=x onerror=alert(1)>`,
	"' onmouseover='alert(1)",
	"</style></summary></details></table>",
	"<!-- --><![CDATA[ ]]>{{.}}${x}",
	"javascript:alert(1)",
	"[x](https://example.com) ![x](https://example.com/x.png)",
	"https://example.com www.example.com me@example.com <https://example.com>",
	"@everyone #12 GH-12 o/r#12 0123456789abcdef0123456789abcdef01234567",
	"a | b \\| c || ` `` ```\n| --- |",
	"\n\n# heading\n\n---\n===\n- item\n1. one\n> quote\n    code",
	"[CUA103]: https://example.com",
	"&lt;b&gt; &#64;all &amp;",
	"\x00\x1b[2J\u202e\u2028\xff",
	"::error::x",
	"*a* _b_ ~~c~~ $d$ :smile: [^1]",
}

// writable reports whether a report with the text is of the same form as others:
// there is something where something is to stand, and the inputs differ.
func writable(text string) bool { return strings.TrimSpace(text) != "" && text != "plan.json" }

// writtenWith is a report with so many findings, and with the text wherever an
// input can write.
func writtenWith(text string, findings int) tfcua.Report {
	folder := tfcua.Report{
		Inputs:  []tfcua.Input{{Path: text, Kind: tfcua.Folder, Policy: text}, {Path: "plan.json", Kind: tfcua.PlanJSON, TerraformVersion: text}},
		Unseen:  []tfcua.Unseen{{Address: text, Reason: text, Input: text}},
		Ignored: []tfcua.Ignored{{By: tfcua.ByPolicy, Reason: text, Until: text, Where: text, Finding: tfcua.Finding{Rule: "CUA105", Name: "tracking-id-placeholder", Severity: tfcua.Error, Message: text, Fix: text, Input: text, Address: text, File: text}}},
		Attribution: []tfcua.Attribution{
			{Address: "provider." + text, Input: text, Source: text, Required: true, SelectedVersion: text, TrackingID: &text, Registration: &tfcua.Registration{ID: text, Offer: text, SKU: text, Channel: text, Description: text}, Sent: "pid-x", Origin: tfcua.FromBlock},
			{Address: "provider." + text + ".later", Input: "plan.json", Source: text, Required: true, Constraint: text, Origin: tfcua.UnknownOrigin, Reason: text, Resources: &tfcua.ResourceCounts{Create: 1}},
		},
		Coverage: []tfcua.Coverage{{Input: text, Create: 2, Attributed: map[string]int{text: 1}, Unattributed: map[string]int{"module.legacy": 1}}},
	}
	for i := range findings {
		folder.Findings = append(folder.Findings, tfcua.Finding{
			Rule: "CUA104", Name: "tracking-id-malformed", Severity: tfcua.Error, Message: text, Fix: text,
			Input: text, Address: text, File: text, Start: tfcua.Position{Line: i + 1, Column: 1}, Excerpt: text,
		})
	}
	return joined(folder, tfcua.Error)
}
