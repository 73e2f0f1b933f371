package policy

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
)

// file is a policy file as it was read.
type file struct {
	scope
	scopes       []scope
	allowIgnores *bool
}

var (
	scopeSchema = hcl.BodySchema{
		Attributes: []hcl.AttributeSchema{{Name: "accept"}, {Name: "required"}, {Name: "minimum_versions"}, {Name: "severity"}, {Name: "unknown"}, {Name: "mirrors"}},
		Blocks:     []hcl.BlockHeaderSchema{{Type: "tracking_id", LabelNames: []string{"id"}}, {Type: "ignore"}},
	}
	fileSchema = hcl.BodySchema{
		Attributes: append(slices.Clone(scopeSchema.Attributes), hcl.AttributeSchema{Name: "allow_ignores"}),
		Blocks:     append(slices.Clone(scopeSchema.Blocks), hcl.BlockHeaderSchema{Type: "for", LabelNames: []string{"path"}}),
	}
	trackingIDSchema = hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "kind"}, {Name: "offer"}, {Name: "sku"}, {Name: "channel"}, {Name: "description"}}}
	ignoreSchema     = hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "rule", Required: true}, {Name: "reason", Required: true}, {Name: "path"}, {Name: "address"}, {Name: "until"}}}
)

// decoder makes a file of a body, and keeps what is wrong with it.
type decoder struct {
	today       time.Time
	diagnostics hcl.Diagnostics
}

// decode reads a policy file. Today's date decides which ignores are over.
func decode(shown string, text []byte, today time.Time) (*file, error) {
	d := &decoder{today: today}
	f := &file{}
	if d.plain(shown, text) {
		var parsed *hcl.File
		if parsed, d.diagnostics = hclsyntax.ParseConfig(text, shown, hcl.InitialPos); !d.diagnostics.HasErrors() {
			f = d.file(parsed.Body)
		}
	}
	if d.diagnostics.HasErrors() {
		return nil, &Error{File: shown, text: text, diagnostics: d.diagnostics}
	}
	return f, nil
}

func (d *decoder) file(body hcl.Body) *file {
	content := d.content(body, &fileSchema)
	f := &file{scope: d.scope(content)}
	if attribute := content.Attributes["allow_ignores"]; attribute != nil {
		if value, ok := d.value(attribute.Expr, cty.Bool); ok {
			allowed := value.True()
			f.allowIgnores = &allowed
		}
	}
	for _, block := range content.Blocks.OfType("for") {
		s := d.scope(d.content(block.Body, &scopeSchema))
		s.pattern = d.pattern(block.Labels[0], block.LabelRanges[0])
		f.scopes = append(f.scopes, s)
	}
	return f
}

func (d *decoder) scope(content *hcl.BodyContent) scope {
	s := scope{
		minimumVersions: make(map[string]tfcua.Version),
		severities:      make(map[string]tfcua.Severity),
		mirrors:         make(tfcua.Mirrors),
	}
	for _, block := range content.Blocks.OfType("tracking_id") {
		d.trackingID(&s, block)
	}
	for _, block := range content.Blocks.OfType("ignore") {
		s.ignores = append(s.ignores, d.ignore(block))
	}
	s.kinds = d.kinds(content.Attributes["accept"])
	s.required = d.required(content.Attributes["required"])
	if attribute := content.Attributes["unknown"]; attribute != nil {
		s.unknown = d.severity(attribute.Expr)
	}
	d.entries(content.Attributes["severity"], func(key string, at hcl.Range, value hcl.Expression) {
		rule := d.rule(key, at)
		if _, twice := s.severities[rule]; twice && rule != "" {
			d.wrong(at, "Given twice", fmt.Sprintf("There is an entry for %s already, by its ID or its name.", rule))
		}
		s.severities[rule] = d.severity(value)
	})
	d.entries(content.Attributes["minimum_versions"], func(key string, at hcl.Range, value hcl.Expression) {
		provider := d.provider(key, at)
		text, ok := d.text(value)
		if provider == nil || !ok {
			return
		}
		version, err := tfcua.ParseVersion(text)
		if err != nil {
			d.wrong(value.Range(), "No version", "A minimum version is one version, such as \"3.21.0\".")
		} else if version.LessThan(provider.PartnerIDSince) {
			d.wrong(value.Range(), "Too old a version", fmt.Sprintf("%s has no partner_id before %s: a minimum version is that one or a newer one.", provider.Type, provider.PartnerIDSince))
		}
		s.minimumVersions[provider.Type] = version
	})
	d.entries(content.Attributes["mirrors"], func(key string, at hcl.Range, value hcl.Expression) {
		source, ok := tfcua.ParseSource(key)
		if !ok || strings.Count(key, "/") == 0 {
			d.wrong(at, "No source address", "A mirror is named by the source address that required_providers has for it, such as \"terraform.example.com/platform/azurerm\".")
			return
		}
		if known := source.Provider(); known != nil {
			d.wrong(at, "No mirror", fmt.Sprintf("%s is %s itself, wherever it is served from.", source, known.Type))
		}
		if _, twice := s.mirrors[source]; twice {
			d.wrong(at, "Given twice", fmt.Sprintf("There is an entry for %s already.", source))
		}
		if text, ok := d.text(value); ok {
			s.mirrors[source] = d.provider(text, value.Range())
		}
	})
	return s
}

func (d *decoder) trackingID(s *scope, block *hcl.Block) {
	r := tfcua.Registration{ID: block.Labels[0]}
	at := block.LabelRanges[0]
	switch form := tfcua.FormOf(r.ID); {
	case form == tfcua.PrefixedGUID:
		d.wrong(at, "No tracking ID", "A registered GUID is written without pid-, here as in partner_id.")
	case form == tfcua.Malformed:
		what, _ := tfcua.Mistake(r.ID)
		d.wrong(at, "No tracking ID", fmt.Sprintf("It %s. A tracking ID is a registered GUID, or pid-<guid>-partnercenter for an offer of the commercial marketplace.", what))
	case form == tfcua.Empty:
		d.wrong(at, "No tracking ID", "A tracking ID is a registered GUID, or pid-<guid>-partnercenter for an offer of the commercial marketplace.")
	case tfcua.Placeholder(r.ID) != "":
		d.wrong(at, "Nobody's tracking ID", fmt.Sprintf("It is %s, and credits no partner.", tfcua.Placeholder(r.ID)))
	}
	for _, known := range s.registrations {
		if strings.EqualFold(known.ID, r.ID) {
			d.wrong(at, "Listed twice", "The tracking ID has a block already. A partner registers one for each offer and channel.")
		}
	}
	content := d.content(block.Body, &trackingIDSchema)
	for _, of := range []struct {
		name  string
		field *string
	}{{"offer", &r.Offer}, {"sku", &r.SKU}, {"channel", &r.Channel}, {"description", &r.Description}} {
		if attribute := content.Attributes[of.name]; attribute != nil {
			*of.field, _ = d.text(attribute.Expr)
		}
	}
	if attribute := content.Attributes["kind"]; attribute != nil {
		kind := d.kind(attribute.Expr)
		if kind != tfcua.Malformed && kind != r.Kind() {
			d.wrong(attribute.Expr.Range(), "Another kind", "A bare GUID is of the kind \"guid\", and pid-<guid>-partnercenter of the kind \"marketplace\".")
		}
	}
	s.registrations = append(s.registrations, r)
}

// content is what a body holds by a schema; anything else in it is wrong.
func (d *decoder) content(body hcl.Body, schema *hcl.BodySchema) *hcl.BodyContent {
	content, diagnostics := body.Content(schema)
	d.diagnostics = append(d.diagnostics, diagnostics...)
	return content
}

func (d *decoder) kinds(attribute *hcl.Attribute) []tfcua.Form {
	if attribute == nil {
		return nil
	}
	elements, diagnostics := hcl.ExprList(attribute.Expr)
	d.diagnostics = append(d.diagnostics, diagnostics...)
	var kinds []tfcua.Form
	for _, element := range elements {
		if kind := d.kind(element); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 && !diagnostics.HasErrors() {
		d.wrong(attribute.Expr.Range(), "Nothing is accepted", "Leave accept out to accept every kind of tracking ID.")
	}
	return kinds
}

// required are the types of providers; none of them is a list too.
func (d *decoder) required(attribute *hcl.Attribute) []string {
	if attribute == nil {
		return nil
	}
	elements, diagnostics := hcl.ExprList(attribute.Expr)
	d.diagnostics = append(d.diagnostics, diagnostics...)
	types := []string{}
	for _, element := range elements {
		text, ok := d.text(element)
		if !ok {
			continue
		}
		if provider := d.provider(text, element.Range()); provider != nil {
			types = append(types, provider.Type)
		}
	}
	return types
}

func (d *decoder) kind(expression hcl.Expression) tfcua.Form {
	text, ok := d.text(expression)
	kind, known := tfcua.KindNames[text]
	if ok && !known {
		d.wrong(expression.Range(), "No kind of tracking ID", "The kinds are \"guid\" and \"marketplace\".")
	}
	return kind
}

func (d *decoder) severity(expression hcl.Expression) tfcua.Severity {
	text, ok := d.text(expression)
	severity, known := tfcua.ParseSeverity(text)
	if ok && !known {
		d.wrong(expression.Range(), "No severity", "A severity is \"error\", \"warning\" or \"note\". What is to be accepted at one place is ignored there.")
	}
	return severity
}

// rule is the ID of a rule that is given by its ID or its name.
func (d *decoder) rule(name string, at hcl.Range) string {
	rule := tfcua.RuleByID(name)
	if rule == nil {
		d.wrong(at, "No rule", fmt.Sprintf("There is no rule %s; tfcua rules lists them.", name))
		return ""
	}
	return rule.ID
}

// provider is the provider of the catalogue of that type.
func (d *decoder) provider(kind string, at hcl.Range) *tfcua.Provider {
	var types []string
	for i := range tfcua.Catalogue {
		if tfcua.Catalogue[i].Type == kind {
			return &tfcua.Catalogue[i]
		}
		types = append(types, tfcua.Catalogue[i].Type)
	}
	d.wrong(at, "No provider that tags usage", "The providers are "+strings.Join(types, ", ")+".")
	return nil
}

func (d *decoder) wrong(at hcl.Range, summary, detail string) {
	d.diagnostics = append(d.diagnostics, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at})
}
