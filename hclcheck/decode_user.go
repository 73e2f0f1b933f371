package hclcheck

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
)

func (d *declarations) decodeUser(s *source, block *hcl.Block) error {
	found, err := s.arguments(block.Body, userSchema)
	if err != nil {
		return err
	}
	user := newUser(block.Type, block.Labels)
	if written := found["provider"]; written.Attribute != nil {
		if user.provider, user.explicit = providerReference(written.Expr); !user.explicit {
			return errorAt(written.Expr.Range(), "the provider argument must refer to a provider configuration, such as azurerm.west")
		}
	}
	d.users = append(d.users, user)
	if isTemplateResource(block.Type, block.Labels) {
		return d.decodeTemplate(s, block)
	}
	return nil
}

// newUser is a resource or the like that leaves its provider to its type.
func newUser(kind string, labels []string) providerUser {
	return providerUser{
		address:  kind + "." + strings.Join(labels, "."),
		kind:     labels[0],
		provider: localProvider{name: impliedProvider(labels[0])},
	}
}

// impliedProvider is the local name of the provider of a resource type: the
// part before the first underscore.
func impliedProvider(kind string) string {
	name, _, _ := strings.Cut(kind, "_")
	return name
}

// removedType is the resource type in an address such as
// module.net.azurerm_subnet.app; "" where a whole module is removed.
func removedType(traversal hcl.Traversal) string {
	for i := 0; i < len(traversal); i++ {
		name := stepName(traversal[i])
		if name == "module" {
			i++ // and its name
			continue
		}
		if _, index := traversal[i].(hcl.TraverseIndex); !index {
			return name
		}
	}
	return ""
}

func stepName(step hcl.Traverser) string {
	switch step := step.(type) {
	case hcl.TraverseRoot:
		return step.Name
	case hcl.TraverseAttr:
		return step.Name
	}
	return ""
}
