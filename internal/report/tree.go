package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// deepest is how deep modules are nested on a page. What is deeper stands at the
// last one, under the rest of its address.
const deepest = 12

// module is a module of the configuration that a page shows as a tree.
type module struct {
	name         string // within the module that calls it
	rows         []htmlRow
	unattributed int // resources to be created in it
	modules      []*module
	folded       bool
}

// treeOf is the root module, with the rows and the unattributed resources at
// their modules; nil where there are none.
func treeOf(name string, rows []htmlRow, plan tfcua.Coverage) *module {
	if len(rows)+len(plan.Unattributed) == 0 {
		return nil
	}
	root := &module{name: name}
	byPath := map[string]*module{"": root}
	for _, row := range rows {
		path, _ := modulesOf(row.Address)
		at := moduleAt(byPath, path)
		at.rows = append(at.rows, row)
	}
	for _, address := range slices.Sorted(maps.Keys(plan.Unattributed)) {
		path, rest := modulesOf(address)
		if rest != "" {
			path = append(path, rest)
		}
		moduleAt(byPath, path).unattributed += plan.Unattributed[address]
	}
	for _, m := range byPath {
		slices.SortFunc(m.modules, func(a, b *module) int { return strings.Compare(a.name, b.name) })
		m.folded = len(byPath) > unfolded && m != root
	}
	return root
}

// moduleAt is the module of that path, made with those above it if need be.
func moduleAt(byPath map[string]*module, path []string) *module {
	key := strings.Join(path, ".")
	if at := byPath[key]; at != nil {
		return at
	}
	at := &module{name: path[len(path)-1]}
	above := moduleAt(byPath, path[:len(path)-1])
	above.modules = append(above.modules, at)
	byPath[key] = at
	return at
}

// modulesOf is the way of an address through the modules, and what is left of
// the address there: "azurerm.west" of module.net.provider.azurerm.west.
func modulesOf(address string) (path []string, rest string) {
	for len(path) < deepest {
		after, ok := strings.CutPrefix(address, "module.")
		if !ok {
			break
		}
		var name string
		name, address, _ = strings.Cut(after, ".")
		path = append(path, "module."+name)
	}
	return path, strings.TrimPrefix(address, "provider.")
}

// lookCount is how many rows of a module, and of those that it calls, have a look.
type lookCount struct {
	look
	n int
}

// tallies are those of the module that are not zero.
func (m *module) tallies() []lookCount {
	byLook := make(map[look]int)
	m.count(byLook)
	var tallies []lookCount
	for _, l := range looks {
		if byLook[l] > 0 {
			tallies = append(tallies, lookCount{l, byLook[l]})
		}
	}
	return tallies
}

func (m *module) count(byLook map[look]int) {
	for _, row := range m.rows {
		byLook[row.look]++
	}
	for _, called := range m.modules {
		called.count(byLook)
	}
}

// missing is how many resources of the module, and of those that it calls, are
// not attributed.
func (m *module) missing() int {
	n := m.unattributed
	for _, called := range m.modules {
		n += called.missing()
	}
	return n
}
