package generate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// PlanJSON writes what terraform show -json shows of a plan that creates so
// many resources: one line, keys in Terraform's order. A resource is about 2.5 kB.
func PlanJSON(w io.Writer, resources int) error {
	out := bufio.NewWriterSize(w, 1<<16)
	put := func(format string, values ...any) { fmt.Fprintf(out, format, values...) }

	put(`{"format_version":"1.2","terraform_version":"1.11.4","variables":{"partner_id":{"value":%s}},"planned_values":{"root_module":{"resources":[`, text(TrackingID))
	for n := range resources {
		comma(out, n)
		r := resourceAt(n)
		put(`{"address":%s,"mode":"managed","type":%s,"name":%s,"index":%d,"provider_name":"registry.terraform.io/hashicorp/azurerm","schema_version":1,"values":%s,"sensitive_values":{"admin_password":true,"tags":{}}}`,
			text(r.address()), text(r.kind), text(r.name), r.index, r.values())
	}
	put(`]}},"resource_changes":[`)
	for n := range resources {
		comma(out, n)
		r := resourceAt(n)
		put(`{"address":%s,`, text(r.address()))
		if r.module != "" {
			put(`"module_address":%s,`, text(r.module))
		}
		put(`"mode":"managed","type":%s,"name":%s,"index":%d,"provider_name":"registry.terraform.io/hashicorp/azurerm","change":{"actions":["create"],"before":null,"after":%s,"after_unknown":{"id":true,"identity":[],"tags":{},"timeouts":null},"before_sensitive":false,"after_sensitive":{"admin_password":true,"tags":{}}}}`,
			text(r.kind), text(r.name), r.index, r.values())
	}
	put(`],"configuration":{"provider_config":{"azurerm":{"name":"azurerm","full_name":"registry.terraform.io/hashicorp/azurerm","version_constraint":"~> 4.0","expressions":{"features":[{}],"partner_id":{"constant_value":%s}}}},"root_module":{`, text(TrackingID))
	putConfiguration(out, resources)
	put(`,"variables":{"partner_id":{"default":null}}}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}`)
	put("\n")
	return out.Flush()
}

// putConfiguration writes the resource blocks, the root module's and below the
// module calls.
func putConfiguration(out *bufio.Writer, resources int) {
	byModule := make(map[string][]resource)
	for n := 0; n < resources; n += perName {
		r := resourceAt(n)
		byModule[r.module] = append(byModule[r.module], r)
	}
	putBlocks := func(module string) {
		fmt.Fprint(out, `"resources":[`)
		for i, r := range byModule[module] {
			comma(out, i)
			fmt.Fprintf(out, `{"address":%s,"mode":"managed","type":%s,"name":%s,"provider_config_key":"azurerm","expressions":{"name":{"references":["var.prefix"]},"location":{"constant_value":"westeurope"},"resource_group_name":{"references":["azurerm_resource_group.main.name","azurerm_resource_group.main"]}},"schema_version":1,"count_expression":{"constant_value":%d}}`,
				text(r.block()), text(r.kind), text(r.name), perName)
		}
		fmt.Fprint(out, `]`)
	}
	putBlocks("")
	fmt.Fprint(out, `,"module_calls":{`)
	for m := 1; m <= modules; m++ {
		comma(out, m-1)
		fmt.Fprintf(out, `"stack%02d":{"source":"./modules/stack","expressions":{"prefix":{"constant_value":"s%d"}},"module":{`, m, m)
		putBlocks(fmt.Sprintf("module.stack%02d", m))
		fmt.Fprint(out, `}}`)
	}
	fmt.Fprint(out, `}`)
}

// values are a resource's planned values, in JSON.
func (r resource) values() string {
	return fmt.Sprintf(`{"name":%s,"location":"westeurope","resource_group_name":"rg-production-westeurope-001","subscription_id":%s,"tags":{"environment":%s,"owner":%s,"cost_centre":%s},"priority":%d,"enabled":true,"ratio":0.%d,"ip_configuration":[{"name":"internal","primary":true,"private_ip_address_allocation":"Dynamic","subnet_id":"/subscriptions/%s/resourceGroups/rg-production/providers/Microsoft.Network/virtualNetworks/vnet/subnets/s%d"}],"custom_data":%s,"timeouts":null,"zones":["1","2","3"],"description":%s}`,
		text(r.name), text(r.id), text(r.tags[0]), text(r.tags[1]), text(r.tags[2]), r.index+100, r.index, r.id, r.index,
		text("IyEvYmluL3NoCmVjaG8gIkhlbGxvIiA+IC9ldGMvbW90ZAphcHQtZ2V0IHVwZGF0ZSAmJiBhcHQtZ2V0IGluc3RhbGwgLXkgbmdpbng="),
		text("Managed by Terraform; do not edit by hand.\nAsk "+r.tags[1]+" first."))
}

func text(s string) string {
	quoted, _ := json.Marshal(s)
	return string(quoted)
}

func comma(out *bufio.Writer, n int) {
	if n > 0 {
		out.WriteByte(',')
	}
}
