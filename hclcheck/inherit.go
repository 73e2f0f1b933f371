package hclcheck

import (
	"strings"

	"github.com/tfcua/tfcua"
)

// configKey names a provider configuration of the tree as Terraform does: by
// module, source address and alias.
// sourceAlias tells a module's provider blocks apart as Terraform does.
type sourceAlias struct {
	source tfcua.Source
	alias  string
}

type configKey struct {
	node   *node
	source tfcua.Source
	alias  string
}

// resolve follows a provider configuration that a module refers to to the one
// that serves it: a block of its own, one that its caller passes, or the
// nearest default configuration above it. The configuration may be one that is
// not written, in the root module. False where Terraform would find none.
//
// The rules are those of Terraform's provider transformer: inheritance goes by
// source address, not by local name; only default configurations are inherited;
// a passed configuration takes the place of an empty block.
func resolve(n *node, source tfcua.Source, alias string) (configKey, bool) {
	block := n.block(source, alias)
	if n.parent == nil {
		return configKey{n, source, alias}, block != nil || alias == ""
	}
	if passed, ok := n.passed(source, alias); ok && (block == nil || block.empty) {
		return resolve(n.parent, source, passed.alias)
	}
	if block != nil {
		return configKey{n, source, alias}, true
	}
	if alias != "" {
		return configKey{}, false
	}
	return resolve(n.parent, source, "")
}

// block is the module's provider block of that source and alias.
func (n *node) block(source tfcua.Source, alias string) *providerBlock {
	if n.blocks == nil {
		n.blocks = make(map[sourceAlias]*providerBlock, len(n.providers))
		for _, block := range n.providers {
			key := sourceAlias{n.sourceOf(block.name), block.alias}
			if n.blocks[key] == nil {
				n.blocks[key] = block
			}
		}
	}
	return n.blocks[sourceAlias{source, alias}]
}

// passed is the caller's provider configuration that the module call passes.
func (n *node) passed(source tfcua.Source, alias string) (localProvider, bool) {
	for _, pair := range n.call.providers {
		if pair.inChild.alias == alias && n.sourceOf(pair.inChild.name) == source {
			return pair.inParent, true
		}
	}
	return localProvider{}, false
}

// standsIn reports whether a block is no configuration of its own but the
// stand-in for one that the caller passes.
func (n *node) standsIn(block *providerBlock) bool {
	if n.parent == nil || !block.empty {
		return false
	}
	_, passed := n.passed(n.sourceOf(block.name), block.alias)
	return passed
}

// usage says what uses a provider configuration.
type usage int

const (
	unused usage = iota
	onlyRead
	managed // or what is not seen
)

// used are the provider configurations that something in the tree uses.
func (r *Root) used() map[configKey]usage {
	used := make(map[configKey]usage)
	removed := make(map[tfcua.Source]bool)
	removedModules := false
	r.node.walk(func(n *node) {
		for _, user := range n.users {
			source := n.sourceOf(user.provider.name)
			if r.options.Mirrors.Provider(source) == nil {
				continue
			}
			if key, ok := resolve(n, source, user.provider.alias); ok {
				used[key] = max(used[key], user.usage())
			}
		}
		for _, kind := range n.removed {
			removedModules = removedModules || kind == ""
			removed[n.sourceOf(impliedProvider(kind))] = true
		}
	})
	// Which configuration destroys what a removed block removes is in the state
	// alone.
	r.node.walk(func(n *node) {
		for _, block := range n.providers {
			if source := n.sourceOf(block.name); removed[source] || removedModules || len(r.unseen) > 0 {
				used[configKey{n, source, block.alias}] = managed
			}
		}
	})
	if len(r.unseen) > 0 {
		for key := range used {
			used[key] = managed
		}
	}
	return used
}

// usage is what the resource or data source does with the provider.
func (u providerUser) usage() usage {
	if strings.HasPrefix(u.address, "data.") {
		return onlyRead
	}
	return managed
}
