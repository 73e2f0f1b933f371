// Package generate writes inputs of any size for benchmarks: plan JSON, saved
// plans and repositories of configuration. What it writes depends on its
// arguments alone, so that figures can be compared.
package generate

import (
	"fmt"
	"math/rand/v2"
)

// TrackingID is the tracking ID in whatever is generated.
const TrackingID = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"

// resource is one generated resource instance.
type resource struct {
	module string // "" or "module.stack07"
	kind   string
	name   string
	index  int
	id     string
	tags   [3]string
}

// kinds are resource types in about the proportions of a landing zone.
var kinds = []string{
	"azurerm_network_security_rule", "azurerm_subnet", "azurerm_role_assignment", "azurerm_network_interface",
	"azurerm_linux_virtual_machine", "azurerm_storage_account", "azurerm_private_endpoint", "azurerm_key_vault_secret",
}

// modules is how many modules the resources are spread over, perName how many
// instances each resource block has.
const (
	modules = 20
	perName = 50
)

// resourceAt is the resource of that number, always the same.
func resourceAt(n int) resource {
	random := rand.New(rand.NewPCG(uint64(n), 4711))
	block := n / perName
	r := resource{
		kind:  kinds[block%len(kinds)],
		name:  fmt.Sprintf("r%d", block),
		index: n % perName,
		id:    fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", random.Uint32(), random.Uint32N(1<<16), random.Uint32N(1<<12), random.Uint32N(1<<12), random.Uint64N(1<<48)),
	}
	if m := block % (modules + 1); m > 0 {
		r.module = fmt.Sprintf("module.stack%02d", m)
	}
	for i := range r.tags {
		r.tags[i] = fmt.Sprintf("%s-%d", []string{"production", "café", "it's \"ours\"", "a/b\\c"}[random.IntN(4)], random.IntN(100))
	}
	return r
}

// block is the resource's address within its module, without the index.
func (r resource) block() string { return r.kind + "." + r.name }

// address is the resource instance's address.
func (r resource) address() string {
	address := fmt.Sprintf("%s[%d]", r.block(), r.index)
	if r.module != "" {
		return r.module + "." + address
	}
	return address
}
