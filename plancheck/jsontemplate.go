package plancheck

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/armcheck"
	"github.com/tfcua/tfcua/internal/jsonscan"
)

// The bounds of the ARM templates that are read of a plan. Of each nothing is
// kept but its tracking deployments.
const (
	maxTemplate  = 4 << 20
	maxTemplates = 64
	maxKept      = 2 * maxTemplate
)

// templates are the ARM templates that a plan deploys.
type templates struct {
	read   []tfcua.Template
	unseen []tfcua.Unseen
	more   int // that were not read, as there are too many
}

// deployed is what one change says of a template.
type deployed struct {
	kind string // the resource type; "" for one that deploys no template
	// early is set where the values come before the address, and so the type is
	// not known yet: they are kept, by their place in templateMembers.
	early            bool
	kept             [4][]byte
	arguments        []string
	text, parameters []byte
	deploys          string // azapi's type
	// name is that of the deployment, and nameless says why it is not known.
	name, nameless string
	// unknown and hidden are set where the template is known only at apply, or
	// sensitive; unsure where the parameters are, or are not JSON.
	unknown, hidden, unsure bool
	problem                 string
}

// newDeployed is what is to be filled for the resource of that address.
func newDeployed(address []byte) deployed {
	d := deployed{kind: templateKind(address), early: len(address) == 0}
	if d.kind == "" {
		return d
	}
	d.arguments = []string{armcheck.Argument(d.kind), "type", "name", "parameters"}
	if name := armcheck.Parameters(d.kind); name != "" {
		d.arguments = append(d.arguments, name)
	}
	return d
}

// templateKind is the type of a resource that may deploy a template, by its
// address; "" for any other. It is asked of every change.
func templateKind(address []byte) string {
	if !bytes.Contains(address, []byte("template_deployment.")) && !bytes.Contains(address, []byte("azapi_resource.")) {
		return ""
	}
	parts := bytes.Split(appendStripped(nil, address), []byte("."))
	n := len(parts)
	if n < 2 || n > 2 && string(parts[n-3]) == "data" || armcheck.Argument(string(parts[n-2])) == "" {
		return ""
	}
	return string(parts[n-2])
}

// readAfter reads one of the members of a change that tell what it makes: the
// values, which of them are unknown, which are sensitive.
func (r *changeScanner) readAfter(member int) error {
	if r.template.early {
		raw, err := r.Raw(maxKept)
		r.template.kept[member] = bytes.Clone(raw)
		if isLong(err) {
			r.template.problem = fmt.Sprintf("the plan writes its values before its address, and they are larger than %d MiB", maxKept>>20)
		}
		return ignoreLong(err)
	}
	if kind, err := r.Kind(); err != nil || kind != jsonscan.Object {
		return err
	}
	return r.Object(r.template.arguments, func(argument int) error {
		if member == memberAfter {
			return r.readArgument(argument)
		}
		marked, err := r.anyTrue()
		switch {
		case !marked:
		case argument == 2 && member == memberAfterUnknown:
			r.template.nameless = "it is known only at apply"
		case argument == 2:
			r.template.nameless = "it is sensitive"
		case argument > 2:
			r.template.unsure = true
		case argument == 0 && member == memberAfterUnknown:
			r.template.unknown = true
		case argument == 0:
			r.template.hidden = true
		}
		return err
	})
}

// readKept reads what was kept until the address was known.
func (r *changeScanner) readKept() error {
	kept := r.template
	if !kept.early {
		return nil
	}
	r.template = newDeployed(r.address)
	r.template.problem = kept.problem
	if r.template.kind == "" || kept.problem != "" {
		return nil
	}
	again := changeScanner{template: r.template}
	for member, raw := range kept.kept {
		if raw == nil {
			continue
		}
		again.Scanner = jsonscan.New(bytes.NewReader(raw))
		if err := again.readAfter(member); err != nil {
			return err
		}
	}
	r.template = again.template
	return nil
}

// anyTrue reports whether true stands anywhere in the value.
func (r *changeScanner) anyTrue() (bool, error) {
	raw, err := r.Raw(maxValue)
	return bytes.Contains(raw, []byte("true")) || isLong(err), ignoreLong(err)
}

func isLong(err error) bool {
	var long *jsonscan.TooLongError
	return errors.As(err, &long)
}

func (r *changeScanner) readArgument(argument int) error {
	kind, err := r.Kind()
	if err != nil || kind == jsonscan.Null {
		return err
	}
	switch argument {
	case 0:
		r.template.text, err = r.argument(kind)
		if isLong(err) {
			r.template.problem = fmt.Sprintf("its template is larger than %d MiB, more than tfcua reads of a plan", maxTemplate>>20)
		}
	case 1:
		if kind == jsonscan.String {
			r.template.deploys, err = r.String(maxName)
		}
	case 2:
		if kind == jsonscan.String {
			r.template.name, err = r.String(maxName)
		}
	case 3:
		var raw []byte
		raw, err = r.Raw(maxValue)
		r.template.unsure = r.template.unsure || len(bytes.Trim(raw, "{} \t\r\n")) > 0 || isLong(err)
	case 4:
		r.template.parameters, err = r.argument(kind)
		r.template.unsure = r.template.unsure || isLong(err)
	}
	return ignoreLong(err)
}

// argument is a text, or a value as JSON.
func (r *changeScanner) argument(kind jsonscan.Kind) ([]byte, error) {
	if kind == jsonscan.String {
		text, err := r.Text(maxTemplate)
		return bytes.Clone(text), err
	}
	raw, err := r.Raw(maxTemplate)
	return bytes.Clone(raw), err
}

// deploy reads the template that a change deploys, if it deploys one.
func (t *templates) deploy(address []byte, made *deployed, what action) {
	azapi := made.kind == "azapi_resource"
	content := armcheck.Content{
		Resource: string(address), Text: made.text, Body: azapi,
		Parameters: made.parameters, Given: !made.unsure,
		Name: made.name, NameRest: made.nameless,
	}
	if made.nameless != "" {
		content.Name = "" // what stands there may be a secret
	}
	switch {
	case made.kind == "" || what != create && what != update && what != replace || azapi && !armcheck.IsDeployment(made.deploys):
		return
	case len(t.read)+len(t.unseen) >= maxTemplates:
		t.more++
		return
	case made.problem != "":
	case made.unknown:
		made.problem = "its template is known only at apply"
	case made.hidden:
		made.problem = "its template is sensitive"
	case made.text == nil:
		made.problem = "its template is not written here: it is a template spec, or linked"
	default:
		template, unseen, ok := armcheck.ReadContent(content)
		if ok {
			t.read = append(t.read, template)
		}
		t.unseen = append(t.unseen, unseen...)
		return
	}
	t.unseen = append(t.unseen, content.Unread(made.problem))
	if template, ok := content.Named(); ok {
		t.read = append(t.read, template)
	}
}

// all is what could not be seen.
func (t *templates) allUnseen() []tfcua.Unseen {
	if t.more == 0 {
		return t.unseen
	}
	return append(t.unseen, tfcua.Unseen{
		Address: fmt.Sprintf("%d other resources", t.more),
		Reason:  fmt.Sprintf("tfcua reads %d templates of a plan, and they deploy more", maxTemplates),
	})
}
