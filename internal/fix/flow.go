package fix

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// origins are the definitions that a definition's value may be made of, itself
// first and the nearer before the further.
func (d *definition) origins() []*definition {
	all := []*definition{d}
	for i := 0; i < len(all); i++ {
		for _, reference := range references(all[i].source, all[i].expr) {
			for _, next := range all[i].module.definedBy(reference) {
				if !slices.Contains(all, next) {
					all = append(all, next)
				}
			}
		}
	}
	return all
}

// definedBy are the definitions that a reference in the module may stand for.
func (m *module) definedBy(reference *use) []*definition {
	switch reference.root {
	case "var":
		found := m.find(variable, "", reference.name)
		if parent, call := m.parent(); parent != nil {
			found = append(found, parent.find(argument, call, reference.name)...)
		}
		return found
	case "local":
		return m.find(local, "", reference.name)
	case "module":
		if child := m.child(reference.name); child != nil {
			if len(reference.steps) > 0 {
				if named := child.find(output, "", reference.steps[0]); named != nil {
					return named
				}
			}
			return child.find(output, "", "")
		}
	}
	return nil
}

// find are the module's definitions of a kind; of all names where that is "".
func (m *module) find(as kind, call, name string) []*definition {
	var found []*definition
	for _, d := range m.definitions {
		if d.kind == as && d.call == call && (name == "" || d.name == name) {
			found = append(found, d)
		}
	}
	return found
}

// otherUse says where a part of a definition's value is used for anything else
// than a provider's partner_id; "" if it is not. path leads from the
// definition's expression to the part.
func (d *definition) otherUse(path []string) string {
	return d.otherUseWithin(path, make(map[*definition]bool))
}

func (d *definition) otherUseWithin(path []string, seen map[*definition]bool) string {
	if seen[d] {
		return ""
	}
	seen[d] = true
	in, root, name := d.module, "", d.name
	switch d.kind {
	case partnerID:
		return ""
	case variable:
		root = "var"
	case local:
		root = "local"
	case argument:
		if in = d.module.child(d.call); in == nil {
			return "module." + d.call + ", which cannot be seen"
		}
		root = "var"
	case output:
		parent, call := d.module.parent()
		if parent == nil {
			return "output." + d.name
		}
		in, root, name, path = parent, "module", call, append([]string{d.name}, path...)
	}
	for _, reference := range in.uses {
		if reference.root != root || reference.name != name || diverge(reference.steps, path) {
			continue
		}
		into := in.containing(reference)
		if into == nil {
			return fmt.Sprintf("%s:%d", reference.source.Name, reference.at.Start.Line)
		}
		var rest []string // what is made of it is not followed part by part
		if isWhole(into.expr, reference) && len(path) > len(reference.steps) {
			rest = path[len(reference.steps):]
		}
		if where := into.otherUseWithin(rest, seen); where != "" {
			return where
		}
	}
	return ""
}

// containing is the definition that a reference stands in; nil where it stands
// in anything else.
func (m *module) containing(reference *use) *definition {
	for _, d := range m.definitions {
		if at := d.expr.Range(); d.source == reference.source && at.Start.Byte <= reference.at.Start.Byte && reference.at.End.Byte <= at.End.Byte {
			return d
		}
	}
	return nil
}

// diverge reports whether two paths lead to different parts of a value.
func diverge(a, b []string) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return true
		}
	}
	return false
}

// isWhole reports whether an expression is nothing but the reference.
func isWhole(expr hcl.Expression, reference *use) bool {
	at, traversals := expr.Range(), expr.Variables()
	return len(traversals) == 1 && at.Start.Byte == reference.at.Start.Byte && at.End.Byte == reference.at.End.Byte
}
