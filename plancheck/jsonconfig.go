package plancheck

import (
	"errors"
	"unique"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua/internal/jsonscan"
)

// configuration is what is kept of plan JSON's section of that name. It is as
// large as what people wrote.
type configuration struct {
	entries map[string]*entry // provider_config, by key
	root    *module           // nil where there is no root_module
	kept    int               // bytes of constants
}

// entry is a member of provider_config.
type entry struct {
	key        providerKey
	name       string
	fullName   string
	alias      string
	constraint string
	// arguments are nil where there is no expressions member: where no block is
	// written, or one with nothing in it.
	arguments map[string]expression
}

// module is a module at one place in the tree of module calls.
type module struct {
	address   string
	parent    *module
	given     map[string]expression // by the call
	variables map[string]variable
	calls     map[string]*module
	users     []user
}

type variable struct {
	fallback  cty.Value // NilVal where there is no default
	problem   string    // why the default is not known
	sensitive bool
	nullable  bool // OpenTofu says so where it is written
}

// user is a resource, a data source or an action and the key of the provider
// configuration that it uses.
type user struct {
	address string
	key     string
	action  bool
}

// settings are the arguments of a provider that are looked at.
var settings = []string{"partner_id", "disable_terraform_partner_id", "subscription_id", "tenant_id", "client_id"}

func (c *configuration) scan(s *jsonscan.Scanner) error {
	return s.Object([]string{"provider_config", "root_module"}, func(member int) error {
		if null, err := isNull(s); null || err != nil {
			return err
		}
		if member == 1 {
			c.root = &module{}
			return c.scanModule(s, c.root)
		}
		c.entries = make(map[string]*entry)
		return s.Members(func(key string) error {
			e := &entry{key: parseProviderKey(key)}
			c.entries[key] = e
			return c.scanEntry(s, e)
		})
	})
}

func (c *configuration) scanEntry(s *jsonscan.Scanner, e *entry) error {
	names := []string{"name", "full_name", "alias", "version_constraint", "expressions"}
	return s.Object(names, func(member int) error {
		if null, err := isNull(s); null || err != nil {
			return err
		}
		var err error
		switch member {
		case 0:
			e.name, err = text(s, maxName)
		case 1:
			e.fullName, err = text(s, maxName)
		case 2:
			e.alias, err = text(s, maxName)
		case 3:
			e.constraint, err = text(s, maxName)
		case 4:
			e.arguments = make(map[string]expression)
			err = s.Object(settings, func(argument int) error {
				var err error
				e.arguments[settings[argument]], err = c.scanExpression(s)
				return err
			})
		}
		return err
	})
}

func (c *configuration) scanModule(s *jsonscan.Scanner, m *module) error {
	return s.Object([]string{"resources", "module_calls", "variables", "actions"}, func(member int) error {
		if null, err := isNull(s); null || err != nil {
			return err
		}
		switch member {
		case 0:
			return s.Array(func(int) error { return m.scanUser(s, false) })
		case 1:
			m.calls = make(map[string]*module)
			return s.Members(func(name string) error { return c.scanCall(s, m, name) })
		case 2:
			m.variables = make(map[string]variable)
			return s.Members(func(name string) error {
				var err error
				m.variables[name], err = c.scanVariable(s)
				return err
			})
		}
		return s.Array(func(int) error { return m.scanUser(s, true) })
	})
}

func (c *configuration) scanCall(s *jsonscan.Scanner, parent *module, name string) error {
	called := &module{address: absolute(parent.address, "module."+name), parent: parent}
	parent.calls[name] = called
	return s.Object([]string{"expressions", "module"}, func(member int) error {
		if null, err := isNull(s); null || err != nil {
			return err
		}
		if member == 1 {
			return c.scanModule(s, called)
		}
		called.given = make(map[string]expression)
		return s.Members(func(argument string) error {
			var err error
			called.given[argument], err = c.scanExpression(s)
			return err
		})
	})
}

func (m *module) scanUser(s *jsonscan.Scanner, action bool) error {
	u := user{action: action}
	err := s.Object([]string{"address", "provider_config_key"}, func(member int) error {
		var err error
		if member == 0 {
			u.address, err = text(s, maxName)
		} else {
			u.key, err = text(s, maxName)
			u.key = unique.Make(u.key).Value() // there are few, and thousands of users of each
		}
		return err
	})
	m.users = append(m.users, u)
	return err
}

func (c *configuration) scanVariable(s *jsonscan.Scanner) (variable, error) {
	var v variable
	err := s.Object([]string{"default", "sensitive", "nullable"}, func(member int) error {
		null, err := isNull(s)
		switch {
		case err != nil || null && member != 0:
			return err
		case member == 0:
			v.fallback, v.problem, err = c.constant(s)
		case member == 1:
			v.sensitive, err = s.Bool()
		default:
			v.nullable, err = s.Bool()
		}
		return err
	})
	return v, err
}

// constant reads a value; a problem says why it is not kept.
func (c *configuration) constant(s *jsonscan.Scanner) (value cty.Value, problem string, err error) {
	raw, err := s.Raw(maxValue)
	var long *jsonscan.TooLongError
	switch {
	case errors.As(err, &long) || err == nil && c.kept+len(raw) > maxValues:
		return cty.NilVal, "it is larger than tfcua keeps of a plan", nil
	case err != nil:
		return cty.NilVal, "", err
	}
	c.kept += len(raw)
	value, ok := decodeJSON(raw)
	if !ok {
		return cty.NilVal, "it cannot be decoded", nil
	}
	return value, "", nil
}

// scanExpression reads what plan JSON shows of an expression. A nested block
// stands in the same place, as an array or an object of expressions.
func (c *configuration) scanExpression(s *jsonscan.Scanner) (expression, error) {
	var e expression
	switch kind, err := s.Kind(); {
	case err != nil:
		return e, err
	case kind != jsonscan.Object:
		e.problem = "plan JSON shows no expression of it"
		return e, nil
	}
	err := s.Object([]string{"constant_value", "references"}, func(member int) error {
		var err error
		if member == 0 {
			e.constant, e.problem, err = c.constant(s)
			return err
		}
		if kind, err := s.Kind(); err != nil || kind != jsonscan.Array {
			return err
		}
		return s.Array(func(i int) error {
			if kind, err := s.Kind(); err != nil || kind != jsonscan.String || i >= maxReferences {
				return err
			}
			reference, err := text(s, maxName)
			e.references = append(e.references, reference)
			return err
		})
	})
	return e, err
}
