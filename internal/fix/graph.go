package fix

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// graph is where the values of one root module's tree are written and what
// refers to them: by it the literal is found that a value comes from, and
// whatever else that literal is for.
type graph struct {
	modules []*module // a parent before its children
	byName  map[string]*module
}

// module is a module of the tree with what its files define.
type module struct {
	hclcheck.Module
	graph       *graph
	sources     []*source
	definitions []*definition
	uses        []*use
	providers   []*providerBlock
	required    []*requirement
	settings    []*block // the terraform blocks
	lists       []*block // their required_providers blocks
}

// source is a file that was parsed.
type source struct {
	hclcheck.File
	real string // where it is on disk, symlinks followed; "" if it cannot be told
	body hcl.Body
}

// block is a block together with the file that it stands in.
type block struct {
	*hcl.Block
	source *source
}

type kind int

const (
	partnerID kind = iota // of a provider block
	variable              // a default, or an entry of a file of variables
	local
	output
	argument // of a module call
)

// definition is an expression that gives something its value.
type definition struct {
	kind      kind
	name      string // of the variable, local value, output or argument
	call      string // the module call, of an argument
	module    *module
	source    *source
	expr      hcl.Expression
	statement hcl.Range // the whole attribute
}

// use is a reference to a variable, a local value or an output.
type use struct {
	root, name string   // "var", "partner_id"
	steps      []string // what is taken of it, up to the first index that is no name
	source     *source
	at         hcl.Range
}

type providerBlock struct {
	block
	name, alias string
	partnerID   *definition // nil where it is not written
	version     *hcl.Attribute
}

// requirement is an entry of required_providers.
type requirement struct {
	source     *source
	name       string
	provider   tfcua.Source
	object     hcl.Expression // nil where the entry is just a constraint
	constraint hcl.Expression // nil where there is none
}

var (
	fileSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "terraform"},
		{Type: "provider", LabelNames: []string{"name"}},
		{Type: "variable", LabelNames: []string{"name"}},
		{Type: "locals"},
		{Type: "output", LabelNames: []string{"name"}},
		{Type: "module", LabelNames: []string{"name"}},
	}}
	terraformSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "required_providers"}}}
	providerSchema  = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "alias"}, {Name: "partner_id"}, {Name: "version"}}}
	variableSchema  = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "default"}}}
	outputSchema    = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "value"}}}
)

// newGraph parses every file of the tree. The error is a file that does not
// parse: a check passes over most of a file, a mend does not.
func newGraph(root *hclcheck.Root, real func(string) string) (*graph, error) {
	modules, err := root.Modules()
	if err != nil {
		return nil, err
	}
	g := &graph{byName: make(map[string]*module)}
	parsed := make(map[string]*source) // a folder may be called several times
	for _, seen := range modules {
		m := &module{Module: seen, graph: g}
		g.modules = append(g.modules, m)
		g.byName[m.Address] = m
		for _, file := range seen.Files {
			s := parsed[file.Name]
			if s == nil {
				body, err := file.Parse()
				if err != nil {
					return nil, err
				}
				s = &source{File: file, real: real(file.Name), body: body}
				parsed[file.Name] = s
			}
			m.add(s)
		}
	}
	return g, nil
}

func (m *module) add(s *source) {
	m.sources = append(m.sources, s)
	if s.Variables {
		m.define(s, variable, "", s.body)
		return
	}
	content, _, _ := s.body.PartialContent(fileSchema) // what it cannot read, the check refuses
	for _, found := range content.Blocks {
		m.addBlock(block{found, s})
	}
	m.uses = append(m.uses, s.uses()...)
}

func (m *module) addBlock(b block) {
	switch b.Type {
	case "terraform":
		m.settings = append(m.settings, &b)
		content, _, _ := b.Body.PartialContent(terraformSchema)
		for _, nested := range content.Blocks {
			m.lists = append(m.lists, &block{nested, b.source})
			entries, _ := nested.Body.JustAttributes()
			for _, entry := range inOrder(entries) {
				m.required = append(m.required, newRequirement(b.source, entry))
			}
		}
	case "provider":
		m.addProvider(b)
	case "variable":
		content, _, _ := b.Body.PartialContent(variableSchema)
		if attribute := content.Attributes["default"]; attribute != nil {
			m.definitions = append(m.definitions, &definition{variable, b.Labels[0], "", m, b.source, attribute.Expr, attribute.Range})
		}
	case "locals":
		m.define(b.source, local, "", b.Body)
	case "output":
		content, _, _ := b.Body.PartialContent(outputSchema)
		if attribute := content.Attributes["value"]; attribute != nil {
			m.definitions = append(m.definitions, &definition{output, b.Labels[0], "", m, b.source, attribute.Expr, attribute.Range})
		}
	case "module":
		m.define(b.source, argument, b.Labels[0], b.Body)
	}
}

// define adds every attribute of a body.
func (m *module) define(s *source, as kind, call string, body hcl.Body) {
	attributes, _ := body.JustAttributes()
	for _, attribute := range inOrder(attributes) {
		m.definitions = append(m.definitions, &definition{as, attribute.Name, call, m, s, attribute.Expr, attribute.Range})
	}
}

func (m *module) addProvider(b block) {
	content, _, _ := b.Body.PartialContent(providerSchema)
	p := &providerBlock{block: b, name: b.Labels[0], version: content.Attributes["version"]}
	if alias := content.Attributes["alias"]; alias != nil {
		p.alias, _ = plainText(alias.Expr)
	}
	if attribute := content.Attributes["partner_id"]; attribute != nil {
		p.partnerID = &definition{partnerID, "partner_id", "", m, b.source, attribute.Expr, attribute.Range}
		m.definitions = append(m.definitions, p.partnerID)
	}
	m.providers = append(m.providers, p)
}

func newRequirement(s *source, entry *hcl.Attribute) *requirement {
	r := &requirement{source: s, name: entry.Name, provider: tfcua.ImpliedSource(entry.Name)}
	pairs, diagnostics := hcl.ExprMap(entry.Expr)
	if diagnostics.HasErrors() {
		r.constraint = entry.Expr
		return r
	}
	r.object = entry.Expr
	for _, pair := range pairs {
		switch text, _ := plainText(pair.Value); keyOf(pair.Key) {
		case "source":
			if parsed, ok := tfcua.ParseSource(text); ok {
				r.provider = parsed
			}
		case "version":
			r.constraint = pair.Value
		}
	}
	return r
}

// sourceOf is the source address that a local name stands for in the module.
func (m *module) sourceOf(name string) tfcua.Source {
	for _, required := range slices.Backward(m.required) { // override files come last
		if required.name == name {
			return required.provider
		}
	}
	return tfcua.ImpliedSource(name)
}

// parent is the module that calls the module, and the name of the call; nil for
// the root module.
func (m *module) parent() (*module, string) {
	for _, above := range m.graph.modules {
		if name, ok := callOf(above.Address, m.Address); ok {
			return above, name
		}
	}
	return nil, ""
}

// child is the module that a call of the module makes; nil where it was not seen.
func (m *module) child(call string) *module { return m.graph.byName[join(m.Address, call)] }

// uses are the references of a whole file.
func (s *source) uses() []*use {
	var uses []*use
	add := func(traversal hcl.Traversal) {
		if len(traversal) < 2 {
			return
		}
		switch root := traversal.RootName(); root {
		case "var", "local", "module":
			names := stepNames(traversal[1:])
			if len(names) > 0 {
				uses = append(uses, &use{root, names[0], names[1:], s, traversal.SourceRange()})
			}
		}
	}
	if native, ok := s.body.(*hclsyntax.Body); ok {
		_ = hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
			if reference, ok := node.(*hclsyntax.ScopeTraversalExpr); ok {
				add(reference.Traversal)
			}
			return nil
		})
		return uses
	}
	attributes, _ := s.body.JustAttributes()
	for _, attribute := range inOrder(attributes) {
		for _, traversal := range attribute.Expr.Variables() {
			add(traversal)
		}
	}
	return uses
}

// references are what an expression refers to.
func references(s *source, expr hcl.Expression) []*use {
	var uses []*use
	for _, traversal := range expr.Variables() {
		if names := stepNames(traversal[1:]); len(names) > 0 {
			uses = append(uses, &use{traversal.RootName(), names[0], names[1:], s, traversal.SourceRange()})
		}
	}
	return uses
}

func inOrder(attributes hcl.Attributes) []*hcl.Attribute {
	var all []*hcl.Attribute
	for _, attribute := range attributes {
		all = append(all, attribute)
	}
	slices.SortFunc(all, func(a, b *hcl.Attribute) int { return a.Range.Start.Byte - b.Range.Start.Byte })
	return all
}
