package jsonscan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
)

// plan returns a plan of about 16 MB as `terraform show -json` writes it: one
// line, without white space. It is the same every time.
var plan = sync.OnceValue(func() []byte { return makePlan(16 << 20) })

// prettyPlan is the same as jq prints it.
var prettyPlan = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, plan(), "", "  "); err != nil {
		panic(err)
	}
	return b.Bytes()
})

// A planner writes a plan.
type planner struct {
	bytes.Buffer
	*rand.Rand
}

func makePlan(size int) []byte {
	p := &planner{Rand: rand.New(rand.NewPCG(1, 2))}
	p.WriteString(`{"format_version":"1.2","terraform_version":"1.13.4","variables":{`)
	for i := range 20 {
		fmt.Fprintf(p, `%s"variable_%d":{"value":%s}`, comma(i), i, p.quoted(p.words(1+p.IntN(4))))
	}
	// The planned values take a third of a plan, the changes the most of the
	// rest.
	p.WriteString(`},"planned_values":{"root_module":{"resources":[`)
	for i := 0; p.Len() < size/3; i++ {
		p.WriteString(comma(i))
		r := p.resource(i)
		fmt.Fprintf(p, `{"address":%q,"mode":"managed","type":%q,"name":%q,"index":%d,`+
			`"provider_name":"registry.terraform.io/hashicorp/azurerm","schema_version":%d,"values":%s,"sensitive_values":%s}`,
			r.address, r.kind, r.name, i%7, p.IntN(4), r.values, r.flags(p, 0.1))
	}
	p.WriteString(`]}},"resource_changes":[`)
	for i := 0; p.Len() < size*19/20; i++ {
		p.WriteString(comma(i))
		r := p.resource(i)
		before, actions := "null", `["create"]`
		switch p.IntN(4) {
		case 0:
			before, actions = r.values, `["no-op"]`
		case 1:
			before, actions = r.values, `["delete","create"]`
		}
		fmt.Fprintf(p, `{"address":%q,"module_address":%q,"mode":"managed","type":%q,"name":%q,"index":%d,`+
			`"provider_name":"registry.terraform.io/hashicorp/azurerm","change":{"actions":%s,"before":%s,"after":%s,`+
			`"after_unknown":%s,"before_sensitive":false,"after_sensitive":%s}}`,
			r.address, r.module, r.kind, r.name, i%7, actions, before, r.values, r.flags(p, 0.5), r.flags(p, 0.1))
	}
	p.WriteString(`],"output_changes":{},"configuration":{"provider_config":{"azurerm":{"name":"azurerm",` +
		`"full_name":"registry.terraform.io/hashicorp/azurerm","version_constraint":"~> 4.0","expressions":{"features":[{}]}}},` +
		`"root_module":{"resources":[`)
	for i := 0; p.Len() < size; i++ {
		p.WriteString(comma(i))
		r := p.resource(i)
		fmt.Fprintf(p, `{"address":%q,"mode":"managed","type":%q,"name":%q,"provider_config_key":"azurerm","expressions":{`+
			`"location":{"references":["var.location"]},"name":{"references":["local.names","each.key"]},`+
			`"resource_group_name":{"references":["azurerm_resource_group.main[0].name","azurerm_resource_group.main[0]","azurerm_resource_group.main"]},`+
			`"enabled":{"constant_value":%t}},"schema_version":%d,"for_each_expression":{"references":["local.items"]}}`,
			r.address, r.kind, r.name, p.IntN(2) == 0, p.IntN(4))
	}
	p.WriteString(`]}},"timestamp":"2026-01-31T12:00:00Z","applyable":true,"complete":true,"errored":false}` + "\n")
	return p.Bytes()
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// A planned resource.
type planned struct {
	address, module, kind, name string

	values string
	keys   []string
}

// flags returns an object like after_unknown: true for some of the attributes.
func (r planned) flags(p *planner, share float64) string {
	var b strings.Builder
	for _, k := range r.keys {
		switch {
		case p.Float64() >= share:
		case k == "tags":
			fmt.Fprintf(&b, `,%q:{}`, k)
		case strings.HasSuffix(k, "s"):
			fmt.Fprintf(&b, `,%q:[{}]`, k)
		default:
			fmt.Fprintf(&b, `,%q:true`, k)
		}
	}
	return "{" + strings.TrimPrefix(b.String(), ",") + "}"
}

var planKinds = [...][2]string{
	0: {"azurerm_storage_account", "access_tier:s account_kind:s account_replication_type:s account_tier:s allow_nested_items_to_be_public:b " +
		"blob_properties:o cross_tenant_replication_enabled:b default_to_oauth_authentication:b edge_zone:n https_traffic_only_enabled:b " +
		"id:i infrastructure_encryption_enabled:b is_hns_enabled:b large_file_share_enabled:n location:s min_tls_version:s name:s " +
		"network_rules:o nfsv3_enabled:b primary_blob_endpoint:u primary_access_key:k queue_encryption_key_type:s resource_group_name:s " +
		"sftp_enabled:b shared_access_key_enabled:b table_encryption_key_type:s tags:t timeouts:n"},
	1: {"azurerm_network_security_rule", "access:s description:w destination_address_prefix:s destination_address_prefixes:l " +
		"destination_port_range:s destination_port_ranges:n direction:s id:i name:s network_security_group_name:s priority:d protocol:s " +
		"resource_group_name:s source_address_prefix:s source_address_prefixes:l source_port_range:s timeouts:n"},
	2: {"azurerm_linux_virtual_machine", "admin_password:n admin_ssh_key:o admin_username:s allow_extension_operations:b availability_set_id:n " +
		"boot_diagnostics:o bypass_platform_safety_checks_on_user_schedule_enabled:b computer_name:s custom_data:n disable_password_authentication:b " +
		"encryption_at_host_enabled:n eviction_policy:n extensions_time_budget:s id:i identity:o location:s max_bid_price:d name:s " +
		"network_interface_ids:L os_disk:o patch_assessment_mode:s patch_mode:s priority:s private_ip_address:s provision_vm_agent:b " +
		"resource_group_name:s secret:l size:s source_image_reference:o tags:t timeouts:n user_data:n vtpm_enabled:n zone:s"},
	3: {"azurerm_policy_definition", "description:w display_name:w id:i management_group_id:n metadata:j mode:s name:s parameters:j " +
		"policy_rule:j policy_type:s role_definition_ids:L timeouts:n"},
	4: {"azurerm_role_assignment", "condition:n condition_version:n delegated_managed_identity_resource_id:n description:w id:i name:g " +
		"principal_id:g principal_type:s role_definition_id:i role_definition_name:w scope:i skip_service_principal_aad_check:n timeouts:n"},
	5: {"azurerm_subnet", "address_prefixes:l default_outbound_access_enabled:b delegation:o id:i name:s private_endpoint_network_policies:s " +
		"private_link_service_network_policies_enabled:b resource_group_name:s service_endpoint_policy_ids:n service_endpoints:l timeouts:n " +
		"virtual_network_name:s"},
	6: {"azurerm_key_vault_secret", "content_type:s expiration_date:n id:i key_vault_id:i name:s not_before_date:n tags:t timeouts:n value:k " +
		"value_wo_version:d version:k versionless_id:u"},
}

// resource makes up a resource.
func (p *planner) resource(i int) planned {
	kind := planKinds[p.IntN(len(planKinds))]
	r := planned{kind: kind[0], name: p.word(), module: fmt.Sprintf("module.%s.module.%s", p.word(), p.word())}
	r.address = fmt.Sprintf("%s.%s.%s[%d]", r.module, r.kind, r.name, i%7)
	var b strings.Builder
	for _, f := range strings.Fields(kind[1]) {
		key, what, _ := strings.Cut(f, ":")
		r.keys = append(r.keys, key)
		fmt.Fprintf(&b, `,%q:%s`, key, p.value(what))
	}
	r.values = "{" + b.String()[1:] + "}"
	return r
}

// value makes up the value of an attribute.
func (p *planner) value(what string) string {
	switch what {
	case "b":
		return fmt.Sprint(p.IntN(2) == 0)
	case "d":
		return fmt.Sprint(p.IntN(5000) - 1)
	case "n":
		return "null"
	case "g":
		return p.quoted(p.guid())
	case "i":
		return p.quoted(fmt.Sprintf("/subscriptions/%s/resourceGroups/rg-%s-%s/providers/Microsoft.Network/%s/%s-%03d",
			p.guid(), p.word(), p.word(), p.word(), p.word(), p.IntN(1000)))
	case "k":
		b := make([]byte, 20+p.IntN(60))
		for i := range b {
			b[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[p.IntN(64)]
		}
		return p.quoted(string(b) + "==")
	case "u":
		return p.quoted(fmt.Sprintf("https://%s%s.blob.core.windows.net/", p.word(), p.word()))
	case "w":
		return p.quoted(p.words(3 + p.IntN(12)))
	case "l":
		var b strings.Builder
		for range p.IntN(4) {
			fmt.Fprintf(&b, `,"10.%d.%d.0/24"`, p.IntN(256), p.IntN(256))
		}
		return "[" + strings.TrimPrefix(b.String(), ",") + "]"
	case "L":
		return "[" + p.value("i") + "," + p.value("i") + "]"
	case "o":
		return fmt.Sprintf(`[{"enabled":%t,"days":%d,"name":%s,"type":%s,"bypass":["AzureServices"],"settings":[]}]`,
			p.IntN(2) == 0, p.IntN(365), p.value("s"), p.value("s"))
	case "t":
		var b strings.Builder
		for _, k := range []string{"environment", "cost_center", "owner", "team", "created_by"} {
			if p.IntN(3) > 0 {
				fmt.Fprintf(&b, `,%q:%s`, k, p.quoted(p.words(1+p.IntN(2))))
			}
		}
		return "{" + strings.TrimPrefix(b.String(), ",") + "}"
	case "j": // JSON in a string
		return p.quoted(fmt.Sprintf(`{"if":{"allOf":[{"field":"type","equals":"Microsoft.%s/%s"},{"field":"tags['%s']","exists":"false"}]},`+
			`"then":{"effect":"[parameters('effect')]","details":{"name":"%s","count":%d}}}`,
			p.word(), p.word(), p.word(), p.words(2), p.IntN(100)))
	}
	s := p.word()
	for range p.IntN(3) {
		s += "-" + p.word()
	}
	return p.quoted(s)
}

func (p *planner) guid() string {
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", p.Uint32(), p.IntN(1<<16), p.IntN(1<<16), p.IntN(1<<16), p.Int64N(1<<48))
}

var planWords = strings.Fields("prod dev staging westeurope northeurope network storage hub spoke app web data api core shared " +
	"Standard Premium Allow Deny Inbound Outbound Tcp Microsoft logs audit backup the for of a with and default platform Contributor Reader " +
	"Zürich Genève Москва 東京 café <none> R&D \"quoted\" C:\\temp line\nbreak payments identity gateway firewall bastion monitoring vm01 sql kv st")

func (p *planner) word() string {
	for {
		// Most words in plans are simple.
		if w := planWords[p.IntN(len(planWords))]; p.IntN(8) == 0 || !strings.ContainsFunc(w, func(r rune) bool {
			return r > '~' || strings.ContainsRune("<&\"\\\n", r)
		}) {
			return w
		}
	}
}

func (p *planner) words(n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = p.word()
	}
	return strings.Join(w, " ")
}

// quoted escapes as Terraform does, which means with \u003c for '<'.
func (p *planner) quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}
