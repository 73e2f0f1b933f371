package plancheck

import (
	"slices"

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

func add(counts *tfcua.ResourceCounts, more tfcua.ResourceCounts) {
	counts.NoOp += more.NoOp
	counts.Create += more.Create
	counts.Update += more.Update
	counts.Replace += more.Replace
	counts.Delete += more.Delete
}

// actionOf is the action that plan JSON writes as a list.
func actionOf(names []string) action {
	has := func(name string) bool { return slices.Contains(names, name) }
	switch {
	case has("delete") && has("create"):
		return replace
	case has("create"):
		return create // with "forget", the old object stays as it is
	case has("delete"):
		return remove
	case has("update"):
		return update
	case has("no-op"):
		return noOp
	}
	return noAction
}

// changes are a plan's resource_changes, summed up: nothing of an instance is
// kept but what happens to how many of a configuration address.
type changes struct {
	byAddress map[changed]*tfcua.ResourceCounts
	// more are the providers with changes at addresses that are not told apart.
	more map[string]*tfcua.ResourceCounts
}

// changed is a resource's configuration address and its provider as the plan
// names it.
type changed struct{ address, provider string }

func (c *changes) add(address, provider string, what action) {
	at := changed{StripKeys(address), provider}
	counts := c.byAddress[at]
	switch {
	case counts != nil:
	case len(c.byAddress) < maxAddresses && len(address) <= maxName:
		if c.byAddress == nil {
			c.byAddress = make(map[changed]*tfcua.ResourceCounts)
		}
		counts = new(tfcua.ResourceCounts)
		c.byAddress[at] = counts
	default:
		if counts = c.more[provider]; counts == nil {
			if c.more == nil {
				c.more = make(map[string]*tfcua.ResourceCounts)
			}
			counts = new(tfcua.ResourceCounts)
			c.more[provider] = counts
		}
	}
	count(counts, what, 1)
}

// concerns reports whether a provider, as plan JSON names it, may be one of the
// catalogue's, or hide one: nothing is kept of any other.
func concerns(provider string) bool {
	source := namedSource(provider)
	return source.Provider() != nil || slices.ContainsFunc(tfcua.Catalogue, func(p tfcua.Provider) bool { return p.Type == source.Type })
}
