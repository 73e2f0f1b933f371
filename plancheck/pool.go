package plancheck

import (
	"slices"

	"github.com/tfcua/tfcua"
)

// pool is what the plan does through the given provider configurations together:
// the instances of one block, which the plan does not tell apart. What each of
// them does is then not known.
func pool(configuration *tfcua.Configuration, instances []int) *tfcua.Resources {
	var addresses []string
	for _, i := range instances {
		config := &configuration.Providers[i]
		config.Resources = nil
		addresses = append(addresses, config.Address())
	}
	for i := range configuration.Pooled {
		if slices.Equal(configuration.Pooled[i].Instances, addresses) {
			return &configuration.Pooled[i].Resources
		}
	}
	block := configuration.Providers[instances[0]]
	block.Key = ""
	configuration.Pooled = append(configuration.Pooled, tfcua.Pooled{Address: block.Address(), Instances: addresses})
	return &configuration.Pooled[len(configuration.Pooled)-1].Resources
}
