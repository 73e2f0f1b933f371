package armcheck

import (
	"errors"

	"github.com/tfcua/tfcua"
)

// Content is a template that a resource of Terraform's deploys.
type Content struct {
	Resource string // its address
	// Name is the name of the deployment that the resource makes, up to what is not
	// known, and NameRest says why that is; "" where Name is the whole name.
	Name, NameRest string
	NameWritten    tfcua.Location
	Text           []byte
	// Body is set where the text is that of a deployment of azapi's, which holds
	// the template with its properties.
	Body bool
	// Parameters are those that the template is given, as JSON, and Given is set
	// where that is known: no text then stands for none.
	Parameters []byte
	Given      bool
	// Written is where Terraform's configuration has the template; the zero
	// Location where that is not known.
	Written tfcua.Location
}

// ReadContent reads the template of a resource. Nothing is read that it links to.
// What cannot be looked at, the template itself where it is none, is unseen: for
// whether Terraform could deploy it is not asked here. False stands for that, but
// where the name of the deployment is that of a tracking deployment.
func ReadContent(content Content) (tfcua.Template, []tfcua.Unseen, bool) {
	shown := func(string) string { return content.Resource }
	r := reader{source: source{main: "template", shown: shown}}
	r.template.Resource, r.template.Carrier = content.Resource, content.carrier()
	d, err := newDocument(content.Resource, content.Text)
	if err == nil && content.Body {
		body := d.root
		if d.root = body.path("properties", "template"); d.root == nil {
			return content.unread("the deployment has no template in it: it links to one, or is no deployment")
		}
		r.give(body.path("properties", "parameters"))
	} else if err == nil && content.Given {
		r.giveText(content.Parameters)
	}
	if err == nil {
		err = r.readDocument(d)
	}
	if err != nil {
		var fault *Error
		errors.As(err, &fault)
		return content.unread("its template " + fault.Message)
	}
	unseen := r.allUnseen("")
	for i := range unseen {
		unseen[i].Address = content.Resource + "." + unseen[i].Address
		unseen[i].Written = content.Written
	}
	r.template.Resources = content.Written
	for i := range r.template.Tracking {
		r.template.Tracking[i].Written, r.template.Tracking[i].Mode.Written = content.Written, content.Written
	}
	if own, ok := content.own(); ok {
		r.template.Tracking = append([]tfcua.TrackingDeployment{own}, r.template.Tracking...)
	} else if content.Name == "" && content.NameRest != "" {
		unseen = append(unseen, tfcua.Unseen{Address: content.Resource, Reason: "the name of its deployment is not known: " + content.NameRest, Written: content.NameWritten})
	}
	return r.template, unseen, true
}

// carrier is the type of the provider that the resource is one of.
func (c Content) carrier() string {
	if c.Body {
		return "azapi"
	}
	return "azurerm"
}

// own is the deployment that the resource makes, if it is named as a tracking
// deployment is. What it deploys, and in which mode, is what it is there for.
func (c Content) own() (tfcua.TrackingDeployment, bool) {
	return tfcua.TrackingDeployment{
		Name: c.Name, Rest: c.NameRest, Literal: true, Own: true, Mode: tfcua.KnownSetting("Incremental"), Written: c.NameWritten,
	}, hasPrefixFold(c.Name, "pid-")
}

// unread is Unread as ReadContent says it.
func (c Content) unread(why string) (tfcua.Template, []tfcua.Unseen, bool) {
	template, ok := c.Named()
	return template, []tfcua.Unseen{c.Unread(why)}, ok
}

// Named is what the name of the deployment tells of a template that is not read;
// false where it is no name of a tracking deployment.
func (c Content) Named() (tfcua.Template, bool) {
	own, ok := c.own()
	if !ok {
		return tfcua.Template{}, false
	}
	return tfcua.Template{
		Resource: c.Resource, Carrier: c.carrier(), Unread: true, Resources: c.NameWritten,
		Tracking: []tfcua.TrackingDeployment{own},
	}, true
}

// give gives the template its parameters.
func (r *reader) give(parameters *value) {
	r.parameters, r.above = parameters, &scope{work: &r.work}
}

// giveText is give for parameters in JSON, which may be those of a parameters
// file. What is none gives nothing: then it is not known what is given.
func (r *reader) giveText(text []byte) {
	if len(text) == 0 {
		r.give(nil)
		return
	}
	d, err := newDocument("", text)
	if err != nil || d.root.kind != object {
		return
	}
	if file := d.root.get("parameters"); file.is(object) && d.root.get("$schema") != nil {
		r.give(file)
		return
	}
	r.give(d.root)
}

// Unread says why the template was not looked at.
func (c Content) Unread(why string) tfcua.Unseen {
	return tfcua.Unseen{Address: c.Resource, Reason: why, Written: c.Written}
}

// Argument is the argument of a resource of Terraform's that holds the template
// which it deploys, by the type of the resource; "" for a type that deploys none.
// What an azapi_resource deploys is a template only where its type says so, see
// [IsDeployment].
func Argument(kind string) string {
	switch kind {
	case "azurerm_resource_group_template_deployment", "azurerm_subscription_template_deployment",
		"azurerm_management_group_template_deployment", "azurerm_tenant_template_deployment":
		return "template_content"
	case "azurerm_template_deployment":
		return "template_body"
	case "azapi_resource":
		return "body"
	}
	return ""
}

// Parameters is the argument of a resource that holds the parameters of the
// template, as JSON; "" where the template's argument holds them too.
func Parameters(kind string) string {
	switch Argument(kind) {
	case "template_content":
		return "parameters_content"
	case "template_body":
		return "parameters_body"
	}
	return ""
}

// IsDeployment reports whether the type of an azapi_resource is that of a
// deployment: Microsoft.Resources/deployments@2021-04-01.
func IsDeployment(kind string) bool { return hasPrefixFold(kind, deploymentType+"@") }
