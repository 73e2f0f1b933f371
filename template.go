package tfcua

import (
	"cmp"
	"strings"
)

// Template is an ARM template that is deployed as a whole, with what is nested
// in it and linked to it.
type Template struct {
	// Resource is the address of the resource that deploys the template; "" for a
	// template that is an input of its own.
	Resource string
	// Marketplace is set for a package that may be uploaded to the commercial
	// marketplace: Partner Center puts its own tracking deployment into one that
	// has no deployments at all.
	Marketplace bool
	// Deployments is set where there are any deployments in the main template.
	Deployments bool
	// Carrier is the type of the provider that deploys the template, azurerm or
	// azapi, whose requests carry its own pid- word, so that the template needs no
	// tracking deployment; "" for a template that is an input of its own.
	Carrier string
	// Unread is set where the template itself is not known: its one tracking
	// deployment is then the one that Terraform makes.
	Unread bool
	// Scope is where the template is deployed: a nested deployment needs a
	// location everywhere but in a resource group.
	Scope TemplateScope
	// Symbolic is set where the resources are an object and have names.
	Symbolic bool
	// Tracking are the deployments whose names are tracking IDs, or look it.
	Tracking []TrackingDeployment
	// Resources is where the resources of the main template are written.
	Resources Location
}

// TemplateScope is what a template is deployed to.
type TemplateScope int

// The scopes.
const (
	ResourceGroupScope TemplateScope = iota
	SubscriptionScope
	ManagementGroupScope
	TenantScope
)

// TrackingDeployment is a deployment in an ARM template by whose name Azure
// attributes what the template deploys, or one that is meant to be that.
type TrackingDeployment struct {
	// Name is the deployment's name up to what is known only at deployment, and
	// Rest says why that is; "" where Name is the whole name. Defaults is the name
	// if every parameter had its default value; "" where that tells no more.
	Name, Rest, Defaults string
	// Literal is set where no expression makes the name.
	Literal bool
	// Within is the name of the deployment whose nested or linked template it
	// stands in; "" for the main template.
	Within string
	// Own is set for the deployment that Terraform makes of the whole template, whose
	// name is that of a tracking deployment.
	Own bool
	// Child is set where it stands among the child resources of another resource.
	Child bool
	// Elsewhere names the members by which it is sent to another scope than that of
	// the template, such as "subscriptionId and resourceGroup"; "" for none.
	Elsewhere string
	// Telemetry is set for a deployment that a compiled Bicep module brings, for
	// its publisher's telemetry.
	Telemetry bool
	// Conditional is set where a condition, or the count of a copy loop, decides at
	// deployment whether it is made.
	Conditional bool
	// OffByDefault is set where the condition, or the count, is such that it is not
	// made if every parameter has its default value.
	OffByDefault bool
	// Deploys is what it deploys, such as "2 resources"; "" for nothing.
	Deploys string
	// Mode is its deployment mode.
	Mode Setting
	// Written is where the name is written.
	Written Location
}

// tracker is a tracking deployment with what Azure would make of it.
type tracker struct {
	*TrackingDeployment
	template *Template
	id       string // pid-<guid>, or the marketplace tracking ID; "" where there is none
	rule     string // the rule on its tracking ID that it breaks, "" if none
	policy   *Policy
	input    string
}

// track is the tracker of a deployment.
func (p *Policy) track(template *Template, deployment *TrackingDeployment, input string) tracker {
	t := tracker{TrackingDeployment: deployment, template: template, policy: p, input: input}
	if t.nested() {
		return t
	}
	id, certain := idOfDeployment(deployment.Name, deployment.Rest != "")
	switch t.id = id; {
	case !certain:
		t.id, t.rule = "", "CUA502"
	case Placeholder(cmp.Or(id, deployment.Name)) != "":
		t.rule = "CUA105"
	case id == "":
		t.rule = "CUA504"
	default:
		t.rule = p.broken(id)
	}
	return t
}

// nested reports whether the deployment stands where Azure does not look.
func (t *tracker) nested() bool { return t.Within != "" || t.Child }

// idOfDeployment is the tracking ID in the name of a deployment: pid-<guid>, a
// unique suffix left out, or a marketplace tracking ID; "" if there is none. It
// is not certain where that hangs on the rest of the name, which is not known.
func idOfDeployment(name string, open bool) (id string, certain bool) {
	rest, prefixed := strings.CutPrefix(name, prefix)
	guid, suffix, begins := cutGUID(rest)
	switch {
	case !prefixed:
		return "", !open || !strings.HasPrefix(prefix, strings.ToLower(name))
	case !begins:
		if open {
			return "", false
		}
		if isNamedTrackingID(name) && !onlyHas(strings.TrimSuffix(rest, marketplaceSuffix), hexDigits+"-") {
			return name, true
		}
		return "", true
	}
	id = prefix + guid
	switch {
	case suffix == "":
		return id, !open
	case suffix == marketplaceSuffix && !open:
		return name, true
	case suffix[0] != '-' || suffix == "-" && !open || strings.HasPrefix(strings.ToLower(suffix), marketplaceSuffix):
		return "", true
	}
	return id, true
}

// address is deployment["pid-…"].
func (t *tracker) address() string {
	address := `deployment["` + t.shown() + `"]`
	if t.template.Resource != "" {
		return t.template.Resource + "." + address
	}
	return address
}

// shown is the name as it may be shown.
func (t *tracker) shown() string {
	switch {
	case t.id != "" && (t.id != t.Name || t.Rest != ""):
		return t.id + "-…"
	case t.id != "":
		return t.id
	case t.Rest != "" && t.ownName() == t.Name:
		return t.Name + "…"
	}
	return t.ownName()
}

func (t *tracker) ownName() string {
	return ShownName(t.Name, t.Literal && t.template.Resource == "")
}

// ShownName is the name of a deployment as it may be shown: whole where it is made
// of what tracking IDs are made of, or is written in the template and may be a
// name. One that an expression makes, or Terraform, may hold a secret.
func ShownName(name string, written bool) string {
	rest, prefixed := strings.CutPrefix(name, prefix)
	switch {
	case Displayable(name) || written && ShowsName(name):
		return name
	case prefixed:
		return prefix + Describe(rest)
	}
	return Describe(name)
}

// ShowsName reports whether a text may be shown that is written where the name of
// a deployment belongs: Azure would take it for one, and show it to everybody, or
// it is made of what tracking IDs are made of.
func ShowsName(text string) bool {
	return len(text) <= 64 && onlyHas(strings.ToLower(text), lowerCase+decimal+"-_.()") || Displayable(text)
}

// attribution is the deployment's row of the attribution table.
func (t *tracker) attribution() Attribution {
	row := Attribution{
		Address: t.address(), Input: t.input, Source: DeploymentType, Sent: t.id, Origin: FromTemplate,
		Registration: t.policy.Registration(t.id),
	}
	switch {
	case t.OffByDefault:
		row.Reason = "with the defaults of the parameters it is not made"
	case t.Conditional:
		row.Reason = "it is decided at deployment whether it is made"
	case t.Elsewhere != "":
		row.Reason = "it is sent to another scope"
	}
	if t.rule == "CUA502" {
		row.Origin, row.Reason = UnknownOrigin, t.Rest
		return row
	}
	if shown := cmp.Or(t.id, t.Name); t.id != "" || t.ownName() == shown {
		row.TrackingID = &shown
	}
	return row
}

// DeploymentType is the type of a deployment in an ARM template, which stands
// where the provider's source does for others.
const DeploymentType = "Microsoft.Resources/deployments"

// NamesTrackingID reports whether a name that does not start with pid- is that
// of a tracking ID all the same: a bare GUID, or one with -partnercenter after it.
func NamesTrackingID(name string) bool { return guidIn(name) != "" }

// DeploymentID is the tracking ID in the name of a deployment, a unique suffix
// left out; "" if there is none.
func DeploymentID(name string) string {
	id, _ := idOfDeployment(name, false)
	return id
}
