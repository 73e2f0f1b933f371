package armcheck

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/tfcua/tfcua"
)

// deploymentType is the type of the resources that are looked at, in lower case.
const deploymentType = "microsoft.resources/deployments"

// reader makes a [tfcua.Template] of a main template and what hangs on it.
type reader struct {
	source   source
	template tfcua.Template
	comments []tfcua.IgnoreComment
	unseen   []unseen
	reasons  map[string]int       // where in unseen
	files    map[string]*document // those that were read, by name
	size     int                  // of these together
	work     int
	// parameters are those that the main template is given, where above is not nil.
	parameters *value
	above      *scope
}

// place is where in the templates the reader is.
type place struct {
	scope *scope
	dir   string // the folder of the file, for links
	// within is the deployment that the template is nested in or linked from; ""
	// for the main template.
	within string
	depth  int
	// child is set among the child resources of a resource.
	child bool
	// telemetry is set where a condition above is about telemetry.
	telemetry bool
	// conditional is set where a condition above decides at deployment, and off
	// where it does so that nothing is made with the defaults of the parameters.
	conditional, off bool
	// bicep is set where Bicep compiled the template.
	bicep bool
}

// readMain reads the main template of the source.
func (r *reader) readMain() error {
	d, err := r.source.open(r.source.main)
	if err != nil {
		return err
	}
	return r.readDocument(d)
}

func (r *reader) readDocument(d *document) error {
	if err := isTemplate(d); err != nil {
		return err
	}
	r.work = maxWork
	r.files, r.size = map[string]*document{r.source.main: d}, len(d.text)
	r.comments = d.ignores()
	r.template.Scope = scopeOf(d.root)
	r.template.Resources = d.located(d.root.at, d.root.at+1, "")
	if m := d.root.member("resources"); m != nil {
		r.template.Resources = d.located(m.at, m.end, "")
		r.template.Symbolic = m.value.kind == object
	}
	at := place{scope: &scope{template: d.root, given: r.parameters, above: r.above, work: &r.work}, dir: path.Dir(r.source.main), bicep: isCompiled(d.root)}
	return r.resources(d.root, at)
}

// scopeOf is what the schema says that the template is deployed to.
func scopeOf(template *value) tfcua.TemplateScope {
	schema := strings.ToLower(template.get("$schema").string())
	switch {
	case strings.Contains(schema, "/subscriptiondeploymenttemplate.json"):
		return tfcua.SubscriptionScope
	case strings.Contains(schema, "/managementgroupdeploymenttemplate.json"):
		return tfcua.ManagementGroupScope
	case strings.Contains(schema, "/tenantdeploymenttemplate.json"):
		return tfcua.TenantScope
	}
	return tfcua.ResourceGroupScope
}

// isCompiled reports whether Bicep made the template.
func isCompiled(template *value) bool {
	return strings.EqualFold(template.path("metadata", "_generator", "name").string(), "bicep")
}

// resources reads the resources of a template, or the children of a resource: a
// list, or an object where they have symbolic names.
func (r *reader) resources(of *value, at place) error {
	resources := of.get("resources")
	switch {
	case resources != nil && of.unambiguous() != nil:
		return of.unambiguous()
	case resources == nil || resources.kind == null:
		return nil
	case resources.kind == array:
		for _, resource := range resources.items {
			if err := r.resource(resource, at); err != nil {
				return err
			}
		}
		return nil
	case resources.kind == object:
		for _, m := range resources.members {
			if err := r.resource(m.value, at); err != nil {
				return err
			}
		}
		return nil
	case resources.isExpression():
		r.notSeen(at.within, resources, "an expression makes the resources of the template")
		return nil
	}
	return resources.document.faultAt(resources.at, "is no template that Azure takes: resources is a list, or an object of named resources")
}

func (r *reader) resource(v *value, at place) error {
	switch {
	case v.isExpression():
		r.notSeen(at.within, v, "an expression makes a resource of the template")
		return nil
	case v.kind != object:
		return v.document.faultAt(v.at, "is no template that Azure takes: a resource is an object")
	}
	kind, _ := at.scope.evaluate(v.get("type")).start()
	deployment := strings.EqualFold(strings.TrimSpace(kind), deploymentType)
	if err := v.unambiguous(); err != nil && deployment {
		return err
	}
	if existing := v.get("existing"); existing.is(boolean) && existing.text == "true" {
		return nil
	}
	if deployment {
		return r.deployment(v, at)
	}
	at.child = true
	return r.resources(v, at)
}

// deployment reads a deployment, and the template that it deploys.
func (r *reader) deployment(v *value, at place) error {
	if at.within == "" {
		r.template.Deployments = true
	}
	condition := v.get("condition")
	if condition != nil {
		made := at.scope.evaluate(condition)
		if made.kind == boolResult && !made.bool {
			return nil
		}
		at.conditional = at.conditional || made.kind != boolResult
		byDefault := at.scope.byDefault().evaluate(condition)
		at.off = at.off || byDefault.kind == boolResult && !byDefault.bool
		at.telemetry = at.telemetry || strings.Contains(strings.ToLower(condition.source()), "telemetry")
	}
	if count := v.path("copy", "count"); count != nil {
		times, known := at.scope.evaluate(count).known()
		if known && isZero(times) {
			return nil
		}
		at.conditional = at.conditional || !known
		times, known = at.scope.byDefault().evaluate(count).known()
		at.off = at.off || known && isZero(times)
	}
	inner, err := r.inner(v, at)
	if err != nil {
		return err
	}
	if tracking, ok := r.tracking(v, at, inner); ok {
		r.template.Tracking = append(r.template.Tracking, tracking)
	}
	switch {
	case inner.template == nil:
		r.notSeen(r.nameOf(v, at), cmp.Or(v.get("name"), v), inner.unseen)
		return nil
	case inner.again:
		return nil
	}
	return r.resources(inner.template, inner.place)
}

func isZero(count string) bool { return strings.TrimLeft(count, "0") == "" }

// inner is the template that a deployment deploys.
type inner struct {
	template *value
	place    place
	unseen   string // why there is none to look at
	again    bool   // another deployment deploys it too, and it was read there
}

func (r *reader) inner(v *value, at place) (inner, error) {
	properties := at.scope.evaluate(v.get("properties"))
	if properties.kind != valueResult || properties.value.kind != object {
		return inner{unseen: "its properties are known only at deployment"}, nil
	}
	in := inner{place: at}
	in.place.within, in.place.child = r.nameOf(v, at), false
	if in.place.depth++; in.place.depth > maxDepth {
		return inner{unseen: "the templates are nested too deep"}, nil
	}
	if err := properties.value.unambiguous(); err != nil {
		return inner{}, err
	}
	parameters := properties.value.get("parameters")
	if link := properties.value.get("templateLink"); link != nil {
		file, why := r.link(properties.scope.evaluate(link), at)
		if why != "" {
			return inner{unseen: why}, nil
		}
		linked, again, err := r.linked(file)
		if err != nil {
			return inner{}, err
		}
		if linked == nil {
			return inner{unseen: "more templates are linked than are read"}, nil
		}
		in.template, in.again, in.place.dir = linked.root, again, path.Dir(file)
		in.place.scope = &scope{template: linked.root, given: parameters, above: at.scope, work: &r.work}
		in.place.bicep = isCompiled(linked.root)
		return in, nil
	}
	if properties.value.get("template") == nil {
		return inner{unseen: "it has no template, which Azure refuses"}, nil
	}
	template := properties.scope.evaluate(properties.value.get("template"))
	if template.kind != valueResult || template.value.kind != object {
		if template.kind == unknownResult {
			return inner{unseen: "the template that it deploys is known only at deployment: " + template.reason}, nil
		}
		return inner{unseen: "its template is none"}, nil
	}
	in.template, in.place.bicep = template.value, isCompiled(template.value)
	if evaluated := properties.value.path("expressionEvaluationOptions", "scope"); strings.EqualFold(evaluated.string(), "inner") {
		in.place.scope = &scope{template: template.value, given: parameters, above: at.scope, work: &r.work}
	}
	return in, nil
}

// nameOf is the name of a deployment as far as it is known and may be shown, for a
// message. It is never empty, which would be the main template.
func (r *reader) nameOf(v *value, at place) string {
	name := v.get("name")
	start, rest := at.scope.evaluate(name).start()
	if rest != "" {
		return tfcua.ShownName(start, false) + "…"
	}
	return cmp.Or(tfcua.ShownName(start, !name.isExpression() && r.template.Resource == ""), "(no name)")
}

// notSeen notes that something below the deployment of that name, "" for none,
// could not be looked at: what the value holds or names.
func (r *reader) notSeen(within string, v *value, why string) {
	i, known := r.reasons[why]
	if !known {
		if r.reasons == nil {
			r.reasons = make(map[string]int)
		}
		i = len(r.unseen)
		r.reasons[why] = i
		r.unseen = append(r.unseen, unseen{reason: why})
	}
	r.unseen[i].parts = append(r.unseen[i].parts, unseenPart{within, v.document.located(v.at, v.at, "")})
}

// unseen is what could not be seen for one reason.
type unseen struct {
	reason string
	parts  []unseenPart
}

// unseenPart is what could not be seen of a deployment, "" for the main template.
type unseenPart struct {
	within  string
	written tfcua.Location
}

// unseenNamed is how many deployments are named that could not be seen for one
// reason: templates there are that link to a hundred others.
const unseenNamed = 3

// allUnseen is what could not be seen.
func (r *reader) allUnseen(input string) []tfcua.Unseen {
	var all []tfcua.Unseen
	for _, u := range r.unseen {
		for i, part := range u.parts {
			address := "the main template"
			if part.within != "" {
				address = fmt.Sprintf("deployment[%q]", part.within)
			}
			more := len(u.parts) - i
			many := i == unseenNamed && more > 1
			if many {
				address = fmt.Sprintf("%d other deployments", more)
			}
			all = append(all, tfcua.Unseen{Address: address, Reason: u.reason, Input: input, Written: part.written})
			if many {
				break
			}
		}
	}
	return all
}

// string is the text of a value, "" of one that is none.
func (v *value) string() string {
	if v.is(text) {
		return v.text
	}
	return ""
}
