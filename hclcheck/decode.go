package hclcheck

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/tfcua/tfcua"
)

// The parts of the language that bear on provider configurations. All else is
// passed over: whether Terraform would accept it is not asked here.
var (
	fileSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "terraform"},
		{Type: "provider", LabelNames: []string{"name"}},
		{Type: "variable", LabelNames: []string{"name"}},
		{Type: "locals"},
		{Type: "output", LabelNames: []string{"name"}},
		{Type: "module", LabelNames: []string{"name"}},
		{Type: "resource", LabelNames: []string{"type", "name"}},
		{Type: "data", LabelNames: []string{"type", "name"}},
		{Type: "ephemeral", LabelNames: []string{"type", "name"}},
		{Type: "action", LabelNames: []string{"type", "name"}},
		{Type: "check", LabelNames: []string{"name"}},
		{Type: "import"},
		{Type: "removed"},
	}}
	terraformSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "required_providers"},
		{Type: "backend", LabelNames: []string{"type"}},
		{Type: "cloud"},
	}}
	providerSchema = attributes("alias", "version", "for_each",
		"partner_id", "disable_terraform_partner_id", "subscription_id", "tenant_id", "client_id")
	variableSchema = attributes("type", "default", "nullable", "sensitive", "ephemeral")
	outputSchema   = attributes("value", "sensitive")
	userSchema     = attributes("provider")
	checkSchema    = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "data", LabelNames: []string{"type", "name"}}}}
	removedSchema  = attributes("from")
)

func attributes(names ...string) *hcl.BodySchema {
	schema := &hcl.BodySchema{}
	for _, name := range names {
		schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{Name: name})
	}
	return schema
}

// loadModule reads the configuration files of a folder.
func loadModule(f folder) (*module, error) {
	m := &module{
		folder:    f,
		required:  make(map[string]*requiredProvider),
		variables: make(map[string]*variable),
		locals:    make(map[string]argument),
		outputs:   make(map[string]*output),
		calls:     make(map[string]*moduleCall),
	}
	primary, overrides, err := f.configurationFiles()
	if err != nil {
		return nil, &Error{File: f.show(""), Message: "cannot be read: " + why(err)}
	}
	m.files = len(primary) + len(overrides)
	for _, name := range primary {
		if err := m.addFile(name, (*declarations).declareIn); err != nil {
			return nil, err
		}
	}
	for _, name := range overrides {
		if err := m.addFile(name, (*declarations).overrideIn); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *module) addFile(name string, add func(*declarations, *module) error) error {
	declared, err := m.folder.declarations(name, span.matters)
	if err != nil {
		return err
	}
	return add(declared, m)
}

// declarations reads a configuration file, parsing of it the blocks that matter
// (those that do not, where the scanner is unsure, too).
func (f folder) declarations(name string, matters func(span) bool) (*declarations, error) {
	text, err := f.read(name)
	if err != nil {
		return nil, &Error{File: f.show(name), Message: "cannot be read: " + why(err)}
	}
	if !strings.HasSuffix(name, ".json") {
		if spans, sure := scan(text); sure {
			return decodeSpans(f.show(name), text, spans, matters)
		}
	}
	return decodeWhole(f.show(name), text)
}

func decodeWhole(shown string, text []byte) (*declarations, error) {
	source, err := parse(shown, text)
	if err != nil {
		return nil, err
	}
	d := &declarations{}
	return d, d.decodeAll(source)
}

// decodeSpans decodes the blocks of a file that matter, each parsed by itself.
func decodeSpans(shown string, text []byte, spans []span, matters func(span) bool) (*declarations, error) {
	d := &declarations{}
	for _, block := range spans {
		switch {
		case matters(block):
			file, diagnostics := hclsyntax.ParseConfig(text[block.start:block.end], shown, block.position())
			if err := firstError(shown, diagnostics); err != nil {
				return nil, err
			}
			if err := d.decodeAll(&source{name: shown, body: file.Body, text: text}); err != nil {
				return nil, err
			}
		case block.usesProvider() && len(block.labels) == 2:
			d.users = append(d.users, newUser(block.kind, block.labels))
		}
	}
	return d, nil
}

// declarations is what one file declares, in the order of the file.
type declarations struct {
	required  []*requiredProvider
	providers []*providerBlock
	variables []*variable
	locals    []argument
	outputs   []namedOutput
	calls     []*moduleCall
	users     []providerUser
	removed   []string
	root      bool
	backend   bool
}

type namedOutput struct {
	name  string
	place hcl.Range
	output
}

// decodeAll adds what the blocks of a parsed file, or of a part of one, declare.
func (d *declarations) decodeAll(s *source) error {
	content, _, diagnostics := s.body.PartialContent(fileSchema)
	if err := firstError(s.name, diagnostics); err != nil {
		return err
	}
	for _, block := range content.Blocks {
		if err := d.decode(s, block); err != nil {
			return err
		}
	}
	return nil
}

func (d *declarations) decode(s *source, block *hcl.Block) error {
	switch block.Type {
	case "terraform":
		return d.decodeTerraform(s, block)
	case "provider":
		return d.decodeProvider(s, block)
	case "variable":
		return d.decodeVariable(s, block)
	case "locals":
		found, diagnostics := block.Body.JustAttributes()
		if err := firstError(s.name, diagnostics); err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(found)) {
			d.locals = append(d.locals, argument{found[name], s})
		}
	case "output":
		found, err := s.arguments(block.Body, outputSchema)
		if err != nil {
			return err
		}
		d.outputs = append(d.outputs, namedOutput{block.Labels[0], block.DefRange, output{found["value"], literalBool(found["sensitive"], false)}})
	case "module":
		return d.decodeCall(s, block)
	case "check":
		content, _, _ := block.Body.PartialContent(checkSchema)
		for _, data := range content.Blocks {
			if err := d.decodeUser(s, data); err != nil {
				return err
			}
		}
	case "import":
		d.root = true
	case "removed":
		found, err := s.arguments(block.Body, removedSchema)
		if err != nil {
			return err
		}
		if from := found["from"]; from.Attribute != nil {
			if traversal, diagnostics := hcl.AbsTraversalForExpr(from.Expr); !diagnostics.HasErrors() {
				d.removed = append(d.removed, removedType(traversal))
			}
		}
	default:
		return d.decodeUser(s, block)
	}
	return nil
}

// removedType is the resource type in an address such as
// module.net.azurerm_subnet.app; "" where a whole module is removed.
func removedType(traversal hcl.Traversal) string {
	for i := 0; i < len(traversal); i++ {
		name := stepName(traversal[i])
		if name == "module" {
			i++ // and its name
			continue
		}
		if _, index := traversal[i].(hcl.TraverseIndex); !index {
			return name
		}
	}
	return ""
}

func stepName(step hcl.Traverser) string {
	switch step := step.(type) {
	case hcl.TraverseRoot:
		return step.Name
	case hcl.TraverseAttr:
		return step.Name
	}
	return ""
}

func (d *declarations) decodeTerraform(s *source, block *hcl.Block) error {
	content, _, diagnostics := block.Body.PartialContent(terraformSchema)
	if err := firstError(s.name, diagnostics); err != nil {
		return err
	}
	for _, nested := range content.Blocks {
		if nested.Type != "required_providers" {
			d.root, d.backend = true, true
			continue
		}
		entries, diagnostics := nested.Body.JustAttributes()
		if err := firstError(s.name, diagnostics); err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			required, err := decodeRequired(entries[name])
			if err != nil {
				return err
			}
			d.required = append(d.required, required)
		}
	}
	return nil
}

// decodeRequired decodes an entry of required_providers: an object, or just a
// constraint as Terraform 0.12 had it.
func decodeRequired(entry *hcl.Attribute) (*requiredProvider, error) {
	required := &requiredProvider{name: entry.Name, source: tfcua.ImpliedSource(entry.Name), place: entry.NameRange}
	pairs, diagnostics := hcl.ExprMap(entry.Expr)
	if diagnostics.HasErrors() {
		constraint, ok := literalString(entry.Expr)
		if !ok {
			return nil, errorAt(entry.Range, "the required_providers entry is neither an object nor a version constraint")
		}
		required.constraint, required.place = constraint, entry.Expr.Range()
		return required, nil
	}
	for _, pair := range pairs {
		switch keyword(pair.Key) {
		case "source":
			text, ok := literalString(pair.Value)
			address, parsed := tfcua.ParseSource(text)
			if !ok || !parsed {
				return nil, errorAt(pair.Value.Range(), "the source address of a provider must be a text such as hashicorp/azurerm")
			}
			required.source = address
		case "version":
			text, ok := literalString(pair.Value)
			if !ok {
				return nil, errorAt(pair.Value.Range(), "the version constraint of a provider must be a literal text")
			}
			required.constraint, required.place = text, pair.Value.Range()
		case "configuration_aliases":
			aliases, _ := hcl.ExprList(pair.Value)
			for _, alias := range aliases {
				if provider, ok := providerReference(alias); ok {
					required.aliases = append(required.aliases, provider)
				}
			}
		}
	}
	return required, nil
}

func (d *declarations) decodeProvider(s *source, block *hcl.Block) error {
	found, err := s.arguments(block.Body, providerSchema)
	if err != nil {
		return err
	}
	p := &providerBlock{
		localProvider: localProvider{name: block.Labels[0]},
		arguments:     found,
		place:         block.DefRange,
		source:        s,
	}
	if alias := found["alias"]; alias.Attribute != nil {
		text, ok := literalString(alias.Expr)
		if !ok {
			return errorAt(alias.Expr.Range(), "the alias of a provider configuration must be a literal text")
		}
		p.alias = text
	}
	_, diagnostics := block.Body.Content(&hcl.BodySchema{})
	p.empty = !diagnostics.HasErrors()
	_, diagnostics = block.Body.Content(attributes("alias", "version", "for_each"))
	p.bare = !diagnostics.HasErrors()
	d.providers = append(d.providers, p)
	return nil
}

func (d *declarations) decodeVariable(s *source, block *hcl.Block) error {
	found, err := s.arguments(block.Body, variableSchema)
	if err != nil {
		return err
	}
	v := &variable{
		name: block.Labels[0], place: block.DefRange, fallback: found["default"], kind: cty.DynamicPseudoType, literal: true,
		nullable:  literalBool(found["nullable"], true),
		sensitive: literalBool(found["sensitive"], false),
		ephemeral: literalBool(found["ephemeral"], false),
		given:     make(map[string]bool),
	}
	for name := range found {
		v.given[name] = true
	}
	if written := found["type"]; written.Attribute != nil {
		if err := v.decodeType(written); err != nil {
			return err
		}
	}
	d.variables = append(d.variables, v)
	return nil
}

// decodeType reads a type constraint, the quoted ones of Terraform 0.11 included.
func (v *variable) decodeType(written argument) error {
	if text, ok := literalString(written.Expr); ok {
		switch text {
		case "string":
			v.kind, v.literal = cty.String, true
			return nil
		case "list":
			v.kind, v.literal = cty.List(cty.DynamicPseudoType), false
			return nil
		case "map":
			v.kind, v.literal = cty.Map(cty.DynamicPseudoType), false
			return nil
		}
	}
	kind, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(written.Expr)
	if err := firstError(written.source.name, diagnostics); err != nil {
		return err
	}
	v.kind, v.defaults, v.literal = kind, defaults, kind.IsPrimitiveType()
	return nil
}

func (d *declarations) decodeCall(s *source, block *hcl.Block) error {
	found, diagnostics := block.Body.JustAttributes()
	if len(found) == 0 {
		if err := firstError(s.name, diagnostics); err != nil {
			return err
		}
	}
	call := &moduleCall{name: block.Labels[0], inputs: make(map[string]argument), place: block.DefRange}
	for name, attribute := range found {
		switch name {
		case "source":
			call.source = argument{attribute, s}
		case "count":
			call.count = attribute.Expr
		case "for_each":
			call.forEach = attribute.Expr
		case "providers":
			passed, err := decodePassed(attribute)
			if err != nil {
				return err
			}
			call.providers, call.explicit = passed, true
		case "version", "depends_on":
		default:
			call.inputs[name] = argument{attribute, s}
		}
	}
	d.calls = append(d.calls, call)
	return nil
}

func decodePassed(written *hcl.Attribute) ([]passedProvider, error) {
	pairs, diagnostics := hcl.ExprMap(written.Expr)
	if diagnostics.HasErrors() {
		return nil, errorAt(written.Range, "the providers argument of a module call must be a literal object")
	}
	var passed []passedProvider
	for _, pair := range pairs {
		child, childOK := providerReference(pair.Key)
		parent, parentOK := providerReference(pair.Value)
		if !childOK || !parentOK {
			return nil, errorAt(pair.Key.Range(), "an entry of the providers argument must be of the form azurerm.hub = azurerm.west")
		}
		passed = append(passed, passedProvider{child, parent})
	}
	return passed, nil
}

func (d *declarations) decodeUser(s *source, block *hcl.Block) error {
	found, err := s.arguments(block.Body, userSchema)
	if err != nil {
		return err
	}
	user := newUser(block.Type, block.Labels)
	if written := found["provider"]; written.Attribute != nil {
		if user.provider, user.explicit = providerReference(written.Expr); !user.explicit {
			return errorAt(written.Expr.Range(), "the provider argument must refer to a provider configuration, such as azurerm.west")
		}
	}
	d.users = append(d.users, user)
	return nil
}

// newUser is a resource or the like that leaves its provider to its type.
func newUser(kind string, labels []string) providerUser {
	return providerUser{
		address:  kind + "." + strings.Join(labels, "."),
		kind:     labels[0],
		provider: localProvider{name: impliedProvider(labels[0])},
	}
}

// impliedProvider is the local name of the provider of a resource type: the
// part before the first underscore.
func impliedProvider(kind string) string {
	name, _, _ := strings.Cut(kind, "_")
	return name
}

// providerReference decodes azurerm, azurerm.west, "azurerm.west" (as Terraform
// 0.11 had it) and OpenTofu's azurerm.by_region[each.key].
func providerReference(expression hcl.Expression) (localProvider, bool) {
	traversal, diagnostics := hcl.AbsTraversalForExpr(expression)
	if diagnostics.HasErrors() {
		if text, ok := literalString(expression); ok {
			name, alias, _ := strings.Cut(text, ".")
			return localProvider{name, alias}, name != ""
		}
		variables := expression.Variables()
		if len(variables) == 0 {
			return localProvider{}, false
		}
		traversal = variables[0]
	}
	provider := localProvider{name: traversal.RootName()}
	if len(traversal) > 1 {
		provider.alias = stepName(traversal[1])
	}
	return provider, true
}

// arguments are the attributes of a body that the schema names.
func (s *source) arguments(body hcl.Body, schema *hcl.BodySchema) (map[string]argument, error) {
	content, _, diagnostics := body.PartialContent(schema)
	if err := firstError(s.name, diagnostics); err != nil {
		return nil, err
	}
	found := make(map[string]argument, len(content.Attributes))
	for name, attribute := range content.Attributes {
		found[name] = argument{attribute, s}
	}
	return found, nil
}

// literalString is the text of an expression that is a literal text.
func literalString(expression hcl.Expression) (string, bool) {
	if len(expression.Variables()) > 0 {
		return "", false
	}
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}

// literalBool is the value of an argument that is a literal bool; otherwise
// where it is absent or anything else.
func literalBool(written argument, otherwise bool) bool {
	if written.Attribute == nil {
		return otherwise
	}
	value, diagnostics := written.Expr.Value(nil)
	if diagnostics.HasErrors() {
		return otherwise
	}
	value, err := convert.Convert(value, cty.Bool)
	if err != nil || value.IsNull() || !value.IsKnown() {
		return otherwise
	}
	return value.True()
}

// keyword is the key of an object, written bare or quoted.
func keyword(key hcl.Expression) string {
	if name := hcl.ExprAsKeyword(key); name != "" {
		return name
	}
	text, _ := literalString(key)
	return text
}
