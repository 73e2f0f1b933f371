package plancheck

import (
	"slices"
	"unique"

	"github.com/tfcua/tfcua"
)

// maxAddresses bounds how many configuration addresses are told apart. The
// resources of a configuration are as many as people wrote; orphans are as many
// as there are in the state.
const maxAddresses = 50_000

// action is what a plan does to a resource instance.
type action int

// The actions. A data source that is read, and an object that is only
// forgotten, count nowhere.
const (
	noAction action = iota
	noOp
	create
	update
	replace
	remove
)

func count(counts *tfcua.ResourceCounts, what action, n int) {
	switch what {
	case noOp:
		counts.NoOp += n
	case create:
		counts.Create += n
	case update:
		counts.Update += n
	case replace:
		counts.Replace += n
	case remove:
		counts.Delete += n
	}
}

// changes are a plan's resource_changes, summed up: nothing of an instance is
// kept but what happens to how many of a configuration address.
type changes struct {
	mirrors   tfcua.Mirrors
	byAddress map[changed]*tfcua.ResourceCounts
	// more are the providers with changes at addresses that are not told apart.
	more map[string]*tfcua.ResourceCounts
	// templates are the ARM templates that they deploy.
	templates templates

	stripped []byte // for the address at hand
}

// changed is a resource's configuration address and its provider as the plan
// names it.
type changed struct{ address, provider string }

// add counts what happens to a resource instance. What it is given may be
// overwritten afterwards, and where the address is known nothing is allocated.
func (c *changes) add(address, provider []byte, what action) {
	c.stripped = appendStripped(c.stripped[:0], address)
	counts := c.byAddress[changed{string(c.stripped), string(provider)}]
	if counts == nil {
		counts = c.newCounts(provider)
	}
	count(counts, what, 1)
}

// newCounts are the counts of an address that was not met before.
func (c *changes) newCounts(provider []byte) *tfcua.ResourceCounts {
	if len(c.byAddress) < maxAddresses && len(c.stripped) <= maxName {
		if c.byAddress == nil {
			c.byAddress = make(map[changed]*tfcua.ResourceCounts)
		}
		counts := new(tfcua.ResourceCounts)
		c.byAddress[changed{string(c.stripped), unique.Make(string(provider)).Value()}] = counts
		return counts
	}
	counts := c.more[string(provider)]
	if counts == nil {
		if c.more == nil {
			c.more = make(map[string]*tfcua.ResourceCounts)
		}
		counts = new(tfcua.ResourceCounts)
		c.more[string(provider)] = counts
	}
	return counts
}

// addUnexplained adds what a plan does through a provider that it shows no
// configuration of. What only deletes is not attributed to anyone anyway.
func addUnexplained(all []tfcua.Unexplained, source tfcua.Source, address string, counts tfcua.ResourceCounts) []tfcua.Unexplained {
	if counts.Create+counts.Update+counts.Replace == 0 {
		return all
	}
	i := slices.IndexFunc(all, func(known tfcua.Unexplained) bool { return known.Source == source })
	if i < 0 {
		i = len(all)
		all = append(all, tfcua.Unexplained{Source: source})
	}
	all[i].Resources.Add(address, counts)
	return all
}

// concern reports whether a provider, as plan JSON names it, may be one of the
// catalogue's, or hide one: nothing is kept of any other.
func (c *changes) concern(provider string) bool {
	source := namedSource(provider)
	return c.mirrors.Provider(source) != nil || slices.ContainsFunc(tfcua.Catalogue, func(p tfcua.Provider) bool { return p.Type == source.Type })
}
