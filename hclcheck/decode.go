package hclcheck

import (
	"strings"

	"github.com/hashicorp/hcl/v2"

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
		byName:    make(map[localProvider]*providerBlock),
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
	m.ignores = append(m.ignores, declared.ignores...)
	return add(declared, m)
}

// declarations reads a configuration file, parsing of it the blocks that matter
// (those that do not, where the scanner is unsure, too).
func (f folder) declarations(name string, matters func(span) bool) (*declarations, error) {
	text, err := f.read(name)
	if err != nil {
		return nil, &Error{File: f.show(name), Message: "cannot be read: " + why(err)}
	}
	d := &declarations{}
	if !strings.HasSuffix(name, ".json") {
		d.ignores = ignoreComments(f.show(name), text)
		if spans, sure := scan(text); sure {
			return d, d.decodeSpans(f.show(name), text, spans, matters)
		}
	}
	return d, d.decodeWhole(f.show(name), text)
}

func (d *declarations) decodeWhole(shown string, text []byte) error {
	source, err := parse(shown, text)
	if err != nil {
		return err
	}
	return d.decodeAll(source)
}

// decodeSpans decodes the blocks of a file that matter, each parsed by itself.
func (d *declarations) decodeSpans(shown string, text []byte, spans []span, matters func(span) bool) error {
	for _, block := range spans {
		switch {
		case matters(block):
			part, err := parsePart(shown, text, block.position(), block.end)
			if err != nil {
				return err
			}
			if err := d.decodeAll(part); err != nil {
				return err
			}
		case block.usesProvider() && len(block.labels) == 2:
			d.users = append(d.users, newUser(block.kind, block.labels))
		}
	}
	return nil
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
	templates []templateResource
	removed   []string
	root      bool
	backend   bool
	ignores   []tfcua.IgnoreComment
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
		for _, name := range sortedKeys(found) {
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
