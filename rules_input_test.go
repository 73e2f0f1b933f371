package tfcua

import (
	"maps"
	"testing"
)

// TestPlanFindings: what a plan does not show it proves nothing about.
func TestPlanFindings(t *testing.T) {
	for _, test := range []struct {
		what string
		plan *Plan
		want []string
	}{
		{"a folder", nil, nil},
		{"whole", &Plan{Complete: true}, nil},
		{"errored", &Plan{Errored: true, Deferred: 1}, []string{"CUA301 error : Planning failed: …; mend what terraform plan complains of, and plan again"}},
		{"deferring", &Plan{Deferred: 2}, []string{"CUA301 error : The plan defers 2 changes to a later plan: …"}},
		{"deferring one", &Plan{Deferred: 1, Complete: true}, []string{"CUA301 error : The plan defers 1 change to a later plan: …"}},
		{"targeted", &Plan{}, []string{"CUA301 note : The plan is not complete, as after -target: …"}},
	} {
		c := azurermWith("G", "4.0.0")
		c.Plan = test.plan
		expect(t, test.what, Check(c, nil, Options{}).Findings, test.want...)
	}
	c := azurermWith("G", "4.0.0")
	c.Differs = "main.tf has another provider block"
	expect(t, "beside another folder", Check(c, nil, Options{}).Findings, "CUA303 warning : The folder is not the one that was planned: main.tf has another provider block. It was not used; …")
}

// TestUnseen: a module that was not seen may send anything; of what else was not
// seen no provider configuration depends.
func TestUnseen(t *testing.T) {
	for _, test := range []struct {
		what   string
		unseen Unseen
		want   string
	}{
		{"a module", Unseen{Address: "module.net", Reason: "it is not installed", Module: true}, "CUA304 warning module.net: The module was not seen: it is not installed. What the provider blocks in it would send is not checked.; check the plan, which shows the providers of every module"},
		{"a module, and what would show it", Unseen{Address: "module.net", Reason: "it is not installed", Module: true, Fix: "run terraform init"}, "CUA304 warning module.net: …; run terraform init"},
		{"a file", Unseen{Address: "linked.json", Reason: "it is too large"}, "CUA304 note linked.json: This was not seen: it is too large.; check by itself what it deploys, or ignore the finding with a reason"},
	} {
		c := azurermWith("G", "4.0.0")
		c.Unseen = []Unseen{test.unseen}
		expect(t, test.what, Check(c, nil, Options{}).Findings, test.want)
	}
}

// TestResources counts what a plan does by module and by service.
func TestResources(t *testing.T) {
	var resources Resources
	for _, add := range []struct {
		address string
		counts  ResourceCounts
	}{
		{"azurerm_kubernetes_cluster.a", ResourceCounts{Create: 2, Replace: 1}},
		{"module.net.azurerm_kubernetes_cluster_node_pool.a", ResourceCounts{Create: 1}},
		{"module.net.module.sub.azurerm_batch_pool.a", ResourceCounts{Replace: 1}},
		{"azurerm_batch_account.a", ResourceCounts{Update: 3, Delete: 4, NoOp: 5}}, // is there already
		{"azurerm_resource_group.a", ResourceCounts{Create: 1}},
		{"odd", ResourceCounts{Create: 1}},
	} {
		resources.Add(add.address, add.counts)
	}
	if want := (ResourceCounts{Create: 5, Update: 3, Replace: 2, Delete: 4, NoOp: 5}); resources.ResourceCounts != want {
		t.Errorf("%+v, want %+v", resources.ResourceCounts, want)
	}
	if want := map[string]int{"": 5, "module.net": 1, "module.net.module.sub": 1}; !maps.Equal(resources.CreatedIn, want) {
		t.Errorf("created in %v, want %v", resources.CreatedIn, want)
	}
	if want := map[string]int{"AKS": 4, "Batch": 1}; !maps.Equal(resources.UnderReported, want) {
		t.Errorf("under-reported are %v, want %v", resources.UnderReported, want)
	}
}

// TestUnderReports: services that are attributed in part only are noted, on a
// configuration and on what several instances of one share.
func TestUnderReports(t *testing.T) {
	with := func(address string) *Resources {
		resources := &Resources{}
		resources.Add(address, ResourceCounts{Create: 2})
		return resources
	}
	c := azurermWith("G", "4.0.0")
	c.Providers[0].Resources = with("azurerm_kubernetes_cluster.a")
	c.Providers[0].Resources.Add("azurerm_batch_pool.a", ResourceCounts{Create: 1})
	c.Pooled = []Pooled{
		{Address: "provider.azurerm.by_region", Resources: *with("azurerm_batch_job.a")},
		{Address: "provider.azurerm.by_name", Resources: *with("azurerm_resource_group.a")},
	}
	c.Plan = &Plan{Complete: true}
	expect(t, "a plan", Check(c, nil, Options{}).Findings,
		"CUA302 note provider.azurerm: The plan creates resources of services whose usage is attributed in part only: AKS (2 resources), Batch (1 resource).; …",
		"CUA302 note provider.azurerm.by_region: The plan creates … only: Batch (2 resources).; …")
}

// TestPooledCoverage: resources that one of several instances creates, nobody
// knows which, are attributed where each of them attributes.
func TestPooledCoverage(t *testing.T) {
	for _, test := range []struct {
		what, source, one, other string
		userAgent                string
		attributed, unattributed int
		to                       string
	}{
		{"one ID", "hashicorp/azurerm", "G", "G", "", 3, 0, "pid-G"},
		{"two IDs", "hashicorp/azurerm", "G", "E", "", 3, 0, "pid-G or pid-E"},
		{"one without", "hashicorp/azurerm", "G", "-", "", 0, 3, ""},
		{"one refused", "hashicorp/azurerm", "G", "1234567", "", 0, 3, ""},
		{"two words", "hashicorp/azurerm", "G", "G", "pid-X", 0, 3, ""},
		{"no usage", "hashicorp/azuread", "G", "G", "", 0, 0, ""},
	} {
		c := providerWith(test.source, test.one)
		c.Selections = []Selection{{Source: c.Providers[0].Source, Version: "4.0.0"}}
		second, unrelated := c.Providers[0], c.Providers[0]
		c.Providers[0].Alias, c.Providers[0].Key = "by_region", `["eu"]`
		second.Alias, second.Key, second.PartnerID = "by_region", `["us"]`, written(test.other)
		unrelated.PartnerID = written("-")
		c.Providers = append(c.Providers, second, unrelated)
		c.Plan = &Plan{Complete: true}
		pooled := Pooled{Instances: []string{c.Providers[0].Address(), second.Address()}}
		pooled.Resources.Add("azurerm_resource_group.a", ResourceCounts{Create: 3})
		c.Pooled = []Pooled{pooled, {Instances: []string{"provider.azurerm.gone"}, Resources: pooled.Resources}}
		coverage := Check(c, environmentOf("AZURE_HTTP_USER_AGENT="+test.userAgent), Options{}).Coverage[0]
		if coverage.Create != test.attributed+test.unattributed || coverage.Attributed[letters(test.to)] != test.attributed || coverage.Unattributed[""] != test.unattributed {
			t.Errorf("%s: %+v", test.what, coverage)
		}
	}
}

// TestWhatAttributes: resources are attributed by an ID of the partner's own,
// wherever it is set, as long as it is the one word and used.
func TestWhatAttributes(t *testing.T) {
	for _, test := range []struct {
		what        string
		change      func(*ProviderConfig)
		environment string
		want        string
	}{
		{"the block", func(p *ProviderConfig) { p.PartnerID = KnownSetting(g) }, "", "pid-G"},
		{"the environment", func(*ProviderConfig) {}, "ARM_PARTNER_ID=E", "pid-E"},
		{"inferred", func(p *ProviderConfig) { p.PartnerID = InferredSetting(g) }, "", "pid-G"},
		{"the user agent", func(p *ProviderConfig) { p.DisableTerraformPartnerID = KnownSetting("true") }, "AZURE_HTTP_USER_AGENT=pid-X", "pid-X"},
		{"the user agent, of two words", func(p *ProviderConfig) { p.DisableTerraformPartnerID = KnownSetting("true") }, "AZURE_HTTP_USER_AGENT=pid-X|pid-G", ""},
		{"the user agent, malformed", func(p *ProviderConfig) { p.DisableTerraformPartnerID = KnownSetting("true") }, "AZURE_HTTP_USER_AGENT=pid-1234567", ""},
		{"nothing", func(*ProviderConfig) {}, "", ""},
		{"unused", func(p *ProviderConfig) { p.PartnerID, p.Use = KnownSetting(g), Unused }, "", ""},
		{"of a version that is too old", func(p *ProviderConfig) { p.PartnerID = KnownSetting(g) }, "version", ""},
	} {
		c := azurermOf("-", test.change)
		if test.environment == "version" { // the finding is on the provider as such
			c.Requirements = []Requirement{{Source: c.Providers[0].Source, Constraint: "< 1.0"}}
		}
		c.Plan = &Plan{Complete: true}
		c.Providers[0].Resources = &Resources{}
		c.Providers[0].Resources.Add("azurerm_resource_group.a", ResourceCounts{Create: 1})
		coverage := Check(c, environmentOf(test.environment), Options{}).Coverage[0]
		if coverage.Create != 1 || (coverage.Unattributed[""] == 1) != (test.want == "") || (coverage.Attributed[letters(test.want)] == 1) != (test.want != "") {
			t.Errorf("%s: %+v, want %s", test.what, coverage, test.want)
		}
	}
}
