package tfcua

import (
	"fmt"
	"strings"
)

var templateUntracked = Rule{
	ID: "CUA501", Name: "template-untracked", Severity: Warning,
	When: "an ARM template without a tracking deployment, or without one that is made with the defaults of its parameters (warning); a package for the marketplace whose main template has no deployments at all (note)",
	Why: "Azure attributes what a template deploys by a deployment in it whose name is the tracking ID; without one the usage is credited to nobody. " +
		"Partner Center adds one on upload to a marketplace package that has no deployments of its own, and to no other: what is deployed from elsewhere stays without.",
	Source: "Microsoft's partner documentation, customer usage attribution for Azure Resource Manager templates",
	Bad:    checkTemplate + templateStart + templateStorage + templateEnd,
	Good:   checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + trackingEnd + ",\n" + templateStorage + templateEnd,
	check: func(v *view) []Finding {
		var findings []Finding
		for i := range v.Templates {
			if finding := v.untracked(&v.Templates[i]); finding != nil {
				findings = append(findings, *finding)
			}
		}
		return findings
	},
}

// untracked is the finding on a template without a tracking deployment.
func (v *view) untracked(template *Template) *Finding {
	if template.Carrier != "" {
		return nil
	}
	var off *tracker
	for i := range v.trackers {
		t := &v.trackers[i]
		if t.template != template {
			continue
		}
		if !t.OffByDefault || !t.credits() {
			return nil // whatever is wrong with it, another rule says
		}
		if off == nil {
			off = t
		}
	}
	if off != nil {
		return off.offByDefault()
	}
	finding := &Finding{
		Address: template.Resource,
		Message: "The template has no tracking deployment: Azure credits nobody with what it deploys.",
		Fix:     "put this into the resources of the main template: " + template.trackingMember(v.policy.exampleID()),
	}
	if template.Marketplace && !template.Deployments {
		finding.Severity, finding.about = Note, template.Resource+"\x00marketplace"
		finding.Message = "The template has no tracking deployment, nor any other: Partner Center adds one, with the tracking ID of the plan, when the package is uploaded to an offer. Deployed from anywhere else it is credited to nobody."
		finding.Fix = "nothing, where it goes to the commercial marketplace; else " + finding.Fix
	}
	finding.at(template.Resources)
	return finding
}

// offByDefault is the finding on a template that has tracking deployments, none of
// which is made with the defaults of its parameters.
func (t *tracker) offByDefault() *Finding {
	finding := t.finding(fmt.Sprintf("With the defaults of the parameters the tracking deployment %s is not made: unless whoever deploys the template sets them otherwise, Azure credits nobody with what it deploys.", t.shown()),
		"leave its condition out, or give the parameters in it defaults with which it is made",
	)
	return &finding
}

// exampleID is the name to be given to a tracking deployment: that of the one ID
// which the policy lists, or words for it.
func (p *Policy) exampleID() string {
	if len(p.Registrations) == 1 {
		return DeploymentName(p.Registrations[0].ID)
	}
	return "pid-<your registered GUID>"
}

// DeploymentName is the name of the tracking deployment for a tracking ID.
func DeploymentName(id string) string {
	if isGUID(id) {
		return prefix + id
	}
	return id
}

// TrackingJSON is the tracking deployment of that name for the template, as a
// JSON object on one line.
func (t *Template) TrackingJSON(name string) string {
	location := ""
	if t.Scope != ResourceGroupScope {
		location = `"location": "[deployment().location]", `
	}
	return `{"type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "` + name + `", ` + location +
		`"properties": {"mode": "Incremental", "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": []}}}`
}

// TrackingName is what a tracking deployment is called where resources have names.
const TrackingName = "customerUsageAttribution"

func (t *Template) trackingMember(name string) string {
	if t.Symbolic {
		return `"` + TrackingName + `": ` + t.TrackingJSON(name)
	}
	return t.TrackingJSON(name)
}

var templateIDNotLiteral = Rule{
	ID: "CUA502", Name: "template-id-not-literal", Severity: Warning,
	When: "an expression makes the name of the tracking deployment (warning); the tracking ID in it cannot be determined (error)",
	Why: "Partner Center looks for the tracking ID in the text of the template, evaluates nothing, and does not recognise one that a variable or a function makes. At deployment Azure sees the name that the expression makes, " +
		"so pid-<guid>-<unique suffix> still carries the ID, as Microsoft's own accelerators write it. Where a parameter decides, whoever deploys the template decides who is credited.",
	Source: "Microsoft's partner documentation, customer usage attribution for Azure Resource Manager templates; templates published by Microsoft",
	Bad:    checkTemplate + templateStart + trackingStart + "[format('pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-{0}', uniqueString(resourceGroup().id))]" + trackingEnd + ",\n" + templateStorage + templateEnd,
	Good:   checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + trackingEnd + ",\n" + templateStorage + templateEnd,
	check: forEachTracking(func(t *tracker) *Finding {
		switch {
		case t.nested():
			return nil
		case t.rule == "CUA502":
			message := "The tracking ID cannot be determined: an expression makes the name of the deployment, and " + t.Rest + "."
			if id, _ := idOfDeployment(t.Defaults, false); id != "" {
				message += fmt.Sprintf(" With the defaults of the parameters Azure would credit %s.", id)
			}
			return &Finding{about: "undetermined", Severity: t.gravest(), Message: message, Fix: `write the name as a literal: "name": "pid-<your registered GUID>"`}
		case t.Literal || t.rule == "CUA105" || t.rule == "CUA504":
			return nil
		}
		return &Finding{
			Message: fmt.Sprintf("An expression makes the name of the tracking deployment. At deployment Azure credits %s; Partner Center evaluates nothing, and does not recognise the ID.", t.id),
			Fix:     fmt.Sprintf(`write the name as a literal: "name": "%s"`, t.id),
		}
	}),
}

var templateTrackingNested = Rule{
	ID: "CUA503", Name: "template-tracking-nested", Severity: Error,
	When: "the tracking deployment stands in a nested or linked template, or among the child resources of another resource (error); it is sent to another scope than the template's own (warning); the telemetry that compiled Bicep modules bring does not count",
	Why: "The tracking deployment belongs into the resources of the main template. In a nested or linked template Partner Center does not find it, and Azure does not credit by it what the main template and its other deployments deploy. " +
		"It is documented nowhere that one in another resource group or subscription counts for what the template deploys to its own. " +
		"Bicep modules of the public registries nest deployments of their publishers' own telemetry; these are let be.",
	Source: "Microsoft's partner documentation, customer usage attribution for Azure Resource Manager templates: add the ID to the main template, only once, and to no nested or linked one",
	Bad: checkTemplate + templateStart + trackingStart + "network" + trackingContents + "\n" +
		indented(trackingStart+"pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff"+trackingEnd, "        ") + "\n          " + trackingClose + ",\n" + templateStorage + templateEnd,
	Good: checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + trackingEnd + ",\n" + templateStorage + templateEnd,
	check: forEachTracking(func(t *tracker) *Finding {
		switch {
		case t.nested() && t.Within == "":
			return &Finding{
				about: "child", Severity: t.gravest(),
				Message: fmt.Sprintf("The tracking deployment %s stands among the child resources of another resource: Partner Center does not find it there, and it is documented nowhere that Azure credits by it what the template deploys.", t.shown()),
				Fix:     "move it into the resources of the main template",
			}
		case !t.nested() && t.Elsewhere != "":
			return &Finding{
				about: "elsewhere", Severity: Warning,
				Message: fmt.Sprintf("The tracking deployment %s is sent to another scope, by its %s: it is documented nowhere that Azure credits by it what the template deploys to its own.", t.shown(), t.Elsewhere),
				Fix:     "leave out its " + t.Elsewhere,
			}
		case !t.nested():
			return nil
		}
		return &Finding{
			Severity: t.gravest(),
			Message:  fmt.Sprintf("The tracking deployment %s stands in the template of the deployment %s: Partner Center does not find it there, and Azure does not credit by it what the main template deploys.", t.shown(), quotedName(t.Within)),
			Fix:      "move it into the resources of the main template",
		}
	}),
}

// gravest is the severity of a tracking deployment that Azure does not recognise:
// an error, but where the requests that deploy the template carry a tracking ID.
func (t *tracker) gravest() Severity {
	if t.template.Carrier != "" {
		return Warning
	}
	return Error
}

// quotedName is the name of a deployment in a message.
func quotedName(name string) string {
	return `"` + name + `"`
}

var templateIDMalformed = Rule{
	ID: "CUA504", Name: "template-id-malformed", Severity: Error,
	When:   "the name of the tracking deployment is no tracking ID: neither pid-<guid>, with or without a unique suffix, nor that of a marketplace offer",
	Why:    "Azure looks for pid- and a tracking ID in the name. Any other name is a name like others: the deployment succeeds, and the usage is credited to nobody. In a template the ID has its pid-, unlike in Terraform's partner_id.",
	Source: "Microsoft's partner documentation, customer usage attribution for Azure Resource Manager templates and the tracking IDs of Azure apps in the commercial marketplace",
	Bad:    checkTemplate + templateStart + trackingStart + "pid-1234567" + trackingEnd + ",\n" + templateStorage + templateEnd,
	Good:   checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-partnercenter" + trackingEnd + ",\n" + templateStorage + templateEnd,
	check: forEachTracking(func(t *tracker) *Finding {
		if t.rule != "CUA504" {
			return nil
		}
		what, mend := deploymentMistake(t.Name)
		message := fmt.Sprintf("The name of the tracking deployment is %s: it %s. Azure credits nobody ", t.shown(), what)
		if t.template.Carrier == "" {
			message += "with what the template deploys."
		} else {
			message += "by it; the requests that deploy the template carry the tracking ID of " + t.template.Carrier + "."
		}
		return &Finding{Severity: t.gravest(), Message: message, Fix: mend}
	}),
}

// deploymentMistake names the likely mistake in the name of a tracking
// deployment, and how to mend it.
func deploymentMistake(name string) (what, mend string) {
	const whole = "name it pid-<your registered GUID>, or as Partner Center shows the tracking ID of the plan: pid-<guid>-partnercenter"
	rest, prefixed := cutPrefixFold(name, prefix)
	core := strings.TrimSuffix(rest, marketplaceSuffix)
	_, after, begins := cutGUID(rest)
	number := partnerNumber(name)
	switch {
	case number != "":
		return isPartnerNumber(number), whole
	case !prefixed && guidIn(name) != "":
		return "lacks its pid-", "write pid- before it"
	case !strings.HasPrefix(name, prefix):
		return "does not start with pid- in lower case", "write pid- in lower case"
	case rest == "" || core == "" || rest == strings.TrimPrefix(marketplaceSuffix, "-"):
		return "has no ID between pid- and what follows", whole
	case strings.HasPrefix(rest, prefix):
		return "has the prefix pid- twice", "write pid- once"
	case begins && strings.EqualFold(after, marketplaceSuffix):
		return "is a marketplace tracking ID whose -partnercenter is not in lower case", "write -partnercenter in lower case"
	case begins && strings.HasPrefix(strings.ToLower(after), marketplaceSuffix):
		return "has something after -partnercenter", "name it as Partner Center shows the tracking ID of the plan, and nothing else"
	case begins:
		return "has something after the GUID", "write a dash before a unique suffix: pid-<guid>-<suffix>; or leave it out"
	case strings.Contains(core, "<") || strings.Contains(core, ">"):
		return "is a placeholder that nobody replaced", whole
	}
	what, _ = mistake(core)
	return what, whole
}

var templateTrackingNotEmpty = Rule{
	ID: "CUA505", Name: "template-tracking-not-empty", Severity: Warning,
	When: "the tracking deployment deploys something, or its mode is not Incremental",
	Why: "The deployment is there for its name alone. One that deploys something can fail, and in mode Complete it is made to delete what its template does not name, which is everything. " +
		"Azure takes Complete for a template as a whole only.",
	Source: "Microsoft's partner documentation, customer usage attribution for Azure Resource Manager templates; Azure's documentation on deployment modes",
	Bad:    checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + strings.Replace(trackingEnd, "Incremental", "Complete", 1) + ",\n" + templateStorage + templateEnd,
	Good:   checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + trackingEnd + ",\n" + templateStorage + templateEnd,
	check: forEachTracking(func(t *tracker) *Finding {
		var kinds, what, mend []string
		if t.Deploys != "" {
			kinds, what, mend = append(kinds, "deploys"), append(what, "it deploys "+t.Deploys), append(mend, `leave its resources empty: "resources": []`)
		}
		if kind, mode := t.wrongMode(); mode != "" {
			kinds, what, mend = append(kinds, kind), append(what, mode), append(mend, `write "mode": "Incremental"`)
		}
		if t.nested() || len(what) == 0 {
			return nil
		}
		finding := &Finding{
			about:   strings.Join(kinds, " "),
			Message: fmt.Sprintf("The tracking deployment %s is not the empty one that it has to be: %s.", t.shown(), strings.Join(what, ", and ")),
			Fix:     strings.Join(mend, ", and "),
		}
		if t.Deploys == "" && t.Mode.Written.File != "" {
			finding.at(t.Mode.Written)
		}
		return finding
	}),
}

// wrongMode says what is wrong with the mode of the deployment, in a word and in a
// sentence; "" if nothing.
func (t *tracker) wrongMode() (kind, says string) {
	switch t.Mode.State() {
	case Unset:
		return "no mode", "it has no mode"
	case Known:
		if strings.EqualFold(t.Mode.Value(), "Incremental") {
			return "", ""
		}
		if strings.EqualFold(t.Mode.Value(), "Complete") {
			return "complete", "its mode is Complete"
		}
		return "other mode", "its mode is none that there is"
	}
	return "unknown mode", "its mode is known only at deployment: " + t.Mode.Reason()
}
