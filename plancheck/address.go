package plancheck

import (
	"bytes"
	"strings"

	"github.com/tfcua/tfcua"
)

// StripKeys is the configuration address of a resource instance or a module
// instance: without its instance keys, [0] and ["x"], whatever the quoted ones
// hold. An address that is not well formed is left as it is from there on.
func StripKeys(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	return string(appendStripped(nil, []byte(address)))
}

// appendStripped appends an address without its instance keys.
func appendStripped(stripped, address []byte) []byte {
	for {
		start := bytes.IndexByte(address, '[')
		if start < 0 {
			return append(stripped, address...)
		}
		length, ok := keyLength(address[start:])
		if !ok {
			return append(stripped, address...)
		}
		stripped = append(stripped, address[:start]...)
		address = address[start+length:]
	}
}

// keyLength is the length of the instance key, brackets included, that a text
// starts with.
func keyLength(text []byte) (int, bool) {
	end := 1
	if len(text) > 1 && text[1] == '"' {
		// Terraform escapes as HCL does, where $${ is no escape of Go's; the
		// backslash alone decides where the string ends.
		quoted := quoteEnd(text[1:])
		if quoted < 0 {
			return 0, false
		}
		if end += quoted; end == len(text) || text[end] != ']' {
			return 0, false
		}
		return end + 1, true
	}
	closing := bytes.IndexByte(text, ']')
	return closing + 1, closing > 0
}

// quoteEnd is the length of the quoted string that the text starts with.
func quoteEnd(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// absolute is an address within a module as an address in the whole tree.
func absolute(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}

// modulePath is a module's address as Terraform writes it today. Terraform 0.12
// wrote the names of the calls alone into plan JSON: a.b is module.a.module.b.
func modulePath(text string) string {
	if text == "" {
		return ""
	}
	names := strings.Split(text, ".")
	whole := len(names)%2 == 0
	for i := 0; whole && i < len(names); i += 2 {
		whole = names[i] == "module"
	}
	if whole {
		return text
	}
	return "module." + strings.Join(names, ".module.")
}

// parentModule is the address of the module that calls this one.
func parentModule(address string) string {
	if i := strings.LastIndex(address, ".module."); i >= 0 {
		return address[:i]
	}
	return ""
}

// providerKey names a provider configuration in plan JSON: azurerm,
// azurerm.west, module.a.module.b:azurerm.west.
type providerKey struct{ module, name, alias string }

func parseProviderKey(text string) providerKey {
	var key providerKey
	if i := strings.LastIndex(text, ":"); i >= 0 {
		key.module, text = modulePath(text[:i]), text[i+1:]
	}
	key.name, key.alias, _ = strings.Cut(text, ".")
	return key
}

// providerAddress is a provider configuration in a saved plan:
// module.own.provider["registry.terraform.io/hashicorp/azurerm"].west
type providerAddress struct {
	module string
	source tfcua.Source
	alias  string
	key    string // OpenTofu's for_each, in brackets
}

func parseProviderAddress(text string) (providerAddress, bool) {
	var address providerAddress
	before, rest, ok := strings.Cut(text, `provider["`)
	if !ok || before != "" && !strings.HasSuffix(before, ".") {
		return address, false
	}
	address.module = StripKeys(strings.TrimSuffix(before, "."))
	source, rest, ok := strings.Cut(rest, `"]`)
	if !ok {
		return address, false
	}
	if address.source, ok = tfcua.ParseSource(source); !ok {
		return address, false
	}
	alias, ok := strings.CutPrefix(rest, ".")
	if !ok {
		return address, rest == ""
	}
	address.alias, _, _ = strings.Cut(alias, "[")
	address.key = strings.TrimPrefix(alias, address.alias)
	return address, true
}

// legacySource is the source address of a provider that a plan of Terraform
// before 1.1 names without one.
func legacySource(name string) tfcua.Source {
	if strings.EqualFold(name, "azapi") {
		return tfcua.Source{Host: tfcua.DefaultHost, Namespace: "azure", Type: "azapi"}
	}
	return tfcua.ImpliedSource(name)
}

// namedSource is the source address that a provider_name of resource_changes
// stands for. Terraform 0.12 wrote the local name, and an alias with it.
func namedSource(providerName string) tfcua.Source {
	if strings.Contains(providerName, "/") {
		if source, ok := tfcua.ParseSource(providerName); ok {
			return source
		}
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(providerName, "provider."), ".")
	return legacySource(name)
}
