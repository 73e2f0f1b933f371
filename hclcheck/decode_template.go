package hclcheck

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/terraform-linters/tflint-plugin-sdk/terraform/lang/marks"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/armcheck"
)

// templateResource is a resource that deploys an ARM template.
type templateResource struct {
	address string // within the module
	kind    string // the resource type
	// template is the argument that holds the template, deploys what an
	// azapi_resource deploys.
	template, deploys argument
	name              argument // that of the deployment
	// parameters is the argument that holds the template's parameters, and
	// listed the legacy resource's other one.
	parameters, listed argument
	count, forEach     argument
}

// isTemplateResource reports whether a block is a resource that may deploy a
// template.
func isTemplateResource(kind string, labels []string) bool {
	return kind == "resource" && len(labels) == 2 && armcheck.Argument(labels[0]) != ""
}

func (d *declarations) decodeTemplate(s *source, block *hcl.Block) error {
	template := armcheck.Argument(block.Labels[0])
	found, err := s.arguments(block.Body, attributes(template, "name", armcheck.Parameters(block.Labels[0]), "parameters", "type", "count", "for_each"))
	if err != nil {
		return err
	}
	d.templates = append(d.templates, templateResource{
		address: block.Labels[0] + "." + block.Labels[1], kind: block.Labels[0],
		template: found[template], name: found["name"], parameters: found[armcheck.Parameters(block.Labels[0])], listed: found["parameters"],
		deploys: found["type"], count: found["count"], forEach: found["for_each"],
	})
	return nil
}

// override merges what an override file says of the resource.
func (t *templateResource) override(over templateResource) {
	for _, merged := range []struct {
		mine   *argument
		theirs argument
	}{{&t.template, over.template}, {&t.name, over.name}, {&t.deploys, over.deploys}, {&t.parameters, over.parameters}, {&t.listed, over.listed}, {&t.count, over.count}, {&t.forEach, over.forEach}} {
		if merged.theirs.Attribute != nil {
			*merged.mine = merged.theirs
		}
	}
}

// templates reads the templates that the module's resources deploy, and says
// which could not be.
func (n *node) readTemplates() (templates []tfcua.Template, unseen []tfcua.Unseen) {
	for _, resource := range n.templates {
		address := resource.address
		if module := n.address(); module != "" {
			address = module + "." + address
		}
		content, why := n.scope.template(resource)
		content.Resource = address
		if why != "" {
			unseen = append(unseen, content.Unread(why))
			if template, ok := content.Named(); ok {
				templates = append(templates, template)
			}
			continue
		}
		if content.Text == nil {
			continue
		}
		template, more, ok := armcheck.ReadContent(content)
		if ok {
			templates = append(templates, template)
		}
		unseen = append(unseen, more...)
	}
	return templates, unseen
}

// template is the template of a resource; no text where it deploys none, and why
// it is not known.
func (s *scope) template(resource templateResource) (content armcheck.Content, why string) {
	if resource.kind == "azapi_resource" {
		if resource.deploys.Attribute == nil {
			return content, ""
		}
		kind, _ := s.evaluate(resource.deploys.Expr)
		if text, ok := asString(kind); !ok || !armcheck.IsDeployment(text) {
			return content, ""
		}
		content.Body = true
	}
	if s.absent(resource) {
		return content, ""
	}
	s.nameDeployment(resource.name, &content)
	if resource.template.Attribute == nil {
		return content, "its template is not written here: it is a template spec, or linked"
	}
	content.Written = locateRange(resource.template.Expr.Range(), resource.template.Name+" = …")
	value, problem := s.evaluateWith(resource.template.Expr, unknownInstance)
	switch {
	case problem != "":
		return content, "Terraform stops at the expression of its template: " + problem
	case marks.Contains(value, marks.Sensitive):
		return content, "its template is sensitive"
	}
	if value, _ = value.UnmarkDeep(); !value.IsWhollyKnown() {
		return content, "its template is not known: " + s.explain(resource.template.Expr, unknownInstance)
	}
	content.Text = textOf(value)
	if content.Text == nil {
		return content, "its template is no text"
	}
	content.Parameters, content.Given = s.givenToTemplate(resource)
	return content, ""
}

// nameDeployment gives the content the name of the deployment, as far as it is
// known.
func (s *scope) nameDeployment(name argument, content *armcheck.Content) {
	if name.Attribute == nil {
		return
	}
	content.NameWritten = locateRange(name.Expr.Range(), "name = …")
	value, problem := s.evaluateWith(name.Expr, unknownInstance)
	switch {
	case problem != "":
		content.NameRest = "Terraform stops at its expression: " + problem
		return
	case marks.Contains(value, marks.Sensitive):
		content.NameRest = "it is sensitive"
		return
	}
	value, _ = value.UnmarkDeep()
	if text, ok := asString(value); ok {
		content.Name = text
	} else if !value.IsKnown() {
		content.NameRest = s.explain(name.Expr, unknownInstance)
		if value.Type() == cty.String {
			content.Name = value.Range().StringPrefix()
		}
	}
}

// givenToTemplate is the text of the template's parameters, and whether it is
// known what they are.
func (s *scope) givenToTemplate(resource templateResource) ([]byte, bool) {
	if resource.listed.Attribute != nil {
		return nil, false
	}
	if resource.parameters.Attribute == nil {
		return nil, true
	}
	value, problem := s.evaluateWith(resource.parameters.Expr, unknownInstance)
	if problem != "" || marks.Contains(value, marks.Sensitive) {
		return nil, false
	}
	text, ok := asString(value)
	return []byte(text), ok
}

// absent reports whether count or for_each certainly make no instance.
func (s *scope) absent(resource templateResource) bool {
	if resource.forEach.Attribute != nil {
		instances, known := s.instances(resource.forEach.Expr)
		return known && len(instances) == 0
	}
	if resource.count.Attribute == nil {
		return false
	}
	value, problem := s.evaluate(resource.count.Expr)
	if problem != "" {
		return false
	}
	value, _ = value.Unmark()
	return value.IsKnown() && !value.IsNull() && value.Type() == cty.Number && value.Equals(cty.Zero).True()
}

// textOf is a text, or a value as JSON, as azapi takes one; nil for neither.
func textOf(value cty.Value) []byte {
	if text, ok := asString(value); ok {
		return []byte(text)
	}
	if value.IsNull() || !value.Type().IsObjectType() {
		return nil
	}
	text, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		return nil
	}
	return text
}
