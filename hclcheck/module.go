package hclcheck

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
)

// module is what one folder declares, overrides merged, as far as it bears on
// provider configurations.
type module struct {
	folder    folder
	files     int                          // how many declare it
	required  map[string]*requiredProvider // by local name
	providers []*providerBlock
	byName    map[localProvider]*providerBlock // those that provider has seen
	variables map[string]*variable
	locals    map[string]argument
	outputs   map[string]*output
	calls     map[string]*moduleCall
	users     []providerUser
	templates []templateResource
	removed   []string // the resource types of removed blocks
	root      bool     // holds something that only a root module has
	backend   bool     // says where the state is, as only a root module does
	ignores   []tfcua.IgnoreComment
	// undeclared is what a root module is given and does not declare.
	undeclared []assignment
}

// argument is an attribute together with the file that it stands in.
type argument struct {
	*hcl.Attribute
	source *source
}

type requiredProvider struct {
	name       string
	source     tfcua.Source
	constraint string
	place      hcl.Range
}

// localProvider names a provider configuration within a module: azurerm.west.
type localProvider struct{ name, alias string }

type providerBlock struct {
	localProvider
	arguments map[string]argument
	// empty is set where the block holds nothing but what Terraform reads itself
	// (alias, version): in a called module it may stand in for a configuration
	// that is passed, and plan JSON shows it like one that is not written.
	empty bool
	place hcl.Range
}

type variable struct {
	name      string
	fallback  argument // the default
	kind      cty.Type
	defaults  *typeexpr.Defaults
	literal   bool // an argument or environment variable is taken as text, not as an expression
	nullable  bool
	sensitive bool
	place     hcl.Range
	given     map[string]bool // the arguments that are written, for overriding
}

type output struct {
	value     argument
	sensitive bool
}

type moduleCall struct {
	name      string
	source    argument
	version   argument
	inputs    map[string]argument
	count     hcl.Expression
	forEach   hcl.Expression
	providers []passedProvider
	place     hcl.Range
}

// passedProvider is one entry of a module call's providers argument.
type passedProvider struct{ inChild, inParent localProvider }

// providerUser is a resource, data source or the like.
type providerUser struct {
	address  string // within the module, with the block's type: data.azurerm_subscription.current
	kind     string // the resource type
	provider localProvider
	explicit bool // the provider argument is written
}

// sourceOf is the source address that a local name stands for in the module.
func (m *module) sourceOf(localName string) tfcua.Source {
	if required := m.required[localName]; required != nil {
		return required.source
	}
	return tfcua.ImpliedSource(localName)
}
