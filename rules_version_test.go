package tfcua

import "testing"

// TestVersionFindings says in whole sentences what the rules on provider versions
// find, and where.
func TestVersionFindings(t *testing.T) {
	const market = "pid-G-partnercenter"
	azurerm, _ := ParseSource("hashicorp/azurerm")
	for _, test := range []struct {
		partnerID   string
		constraints []string
		selected    string
		want        []string
	}{
		{"G", nil, "", []string{"CUA202 warning provider[\"registry.terraform.io/hashicorp/azurerm\"]: No selected version of azurerm is known, and there is no version constraint: that includes versions before 1.21.0, the first with partner_id.; require azurerm >= 1.21.0 in required_providers and run terraform init -upgrade, or commit .terraform.lock.hcl"}},
		{"G", []string{">= 1.0"}, "", []string{"CUA202 … and the constraint >= 1.0 admits >=1.0.0: …"}},
		{"G", []string{">= 1.0", "", ">= 1.0", "< 4.0"}, "", []string{"CUA202 … and the constraint >= 1.0, < 4.0 admits >=1.0.0 <4.0.0: …"}},
		{"G", []string{">= 1.21"}, "", nil},
		{"G", []string{"~> 1.20.0"}, "", []string{
			"CUA201 error provider[…]: azurerm is too old: the constraint ~> 1.20.0 admits >=1.20.0 <1.21.0, and partner_id came with 1.21.0. At apply it refuses partner_id in a block, …; require azurerm >= 1.21.0 …",
		}},

		{market, []string{">= 3.21"}, "", nil},
		{market, []string{">= 3.0"}, "3.21.0", nil},
		{market, []string{"= 3.20.0"}, "3.20.0", []string{"CUA203 error provider.azurerm: partner_id is pid-G-partnercenter: a marketplace tracking ID, which azurerm takes since 3.21.0, and the lock file selects 3.20.0. azurerm refuses to start: the provider accepts a bare GUID or nothing.; require azurerm >= 3.21.0 …"}},
		{market, []string{"~> 3.20.0"}, "", []string{"CUA203 error provider.azurerm: …, and the constraint ~> 3.20.0 admits >=3.20.0 <3.21.0. azurerm refuses to start: …"}},
		{market, []string{">= 3.0"}, "", []string{"CUA203 warning provider.azurerm: …, and the constraint >= 3.0 admits >=3.0.0: that includes versions that refuse it.; …"}},
		{"G", []string{"~> 3.20.0"}, "", nil},

		{market, []string{">= 4.0", "< 3.0"}, "", []string{"CUA204 error provider[…]: The version of azurerm cannot be selected: no version meets >= 4.0, < 3.0. terraform init refuses.; make the constraints agree, then run terraform init -upgrade"}},
		{"G", []string{">= 4.0", "latest"}, "", []string{"CUA204 … cannot be selected: the constraint of the root module does not parse. …"}},
		{"G", []string{">= 4.0", "< 3.0", "latest"}, "", []string{"CUA204 … cannot be selected: no version meets >= 4.0, < 3.0. …"}}, // the first is said
		{"G", []string{">= 4.0", "< 3.0", "< 2.0"}, "", []string{"CUA204 … no version meets >= 4.0, < 3.0. …"}},
		{"G", []string{">= 4.0"}, "3.0.0", []string{"CUA204 … the lock file selects 3.0.0, which does not meet >= 4.0. …"}},
		{"G", []string{">= 4.0"}, "4.x", []string{"CUA204 … the lock file's version does not parse. …"}},
		{"G", []string{"5.0.0-beta1", "= 5.0.0-beta1", ">= 4.0"}, "5.0.0-beta1", nil}, // a prerelease that is named
		{"G", []string{">= 4.0"}, "5.0.0-beta1", []string{"CUA204 … the lock file selects 5.0.0-beta1, which does not meet >= 4.0. …"}},
		{"G", nil, "5.0.0-beta1", []string{"CUA204 … the lock file selects 5.0.0-beta1, a prerelease, and no constraint asks for it by its exact version. …"}},
		{"G", nil, "4.99999999999999999999.0", []string{"CUA204 … the lock file's version does not parse. …"}},
	} {
		c := azurermWith(test.partnerID, test.selected)
		for _, constraint := range test.constraints {
			c.Requirements = append(c.Requirements, Requirement{Source: azurerm, Constraint: constraint})
		}
		expect(t, test.partnerID+" "+test.selected, Check(c, nil, Options{}).Findings, test.want...)
	}

	azapi, _ := ParseSource("azure/azapi")
	c := azurermWith("G", "4.0.0")
	c.Selections = append([]Selection{{Source: azapi, Version: "x"}}, c.Selections...)
	c.Requirements = []Requirement{{Source: azapi, Constraint: "x"}, {Source: azurerm, Constraint: ">= 5.0"}}
	expect(t, "beside another provider", Check(c, nil, Options{}).Findings, "CUA204 … the lock file selects 4.0.0, which does not meet >= 5.0. …")

	// Each entry is looked at, though the first does not parse.
	c = azurermWith("G", "x")
	c.Selections = append(c.Selections, Selection{Source: azurerm, Version: "4.0.0"})
	c.Requirements = []Requirement{{Source: azurerm, Constraint: "latest"}, {Source: azurerm, Constraint: ">= 4.0"}}
	report := Check(c, nil, Options{})
	expect(t, "behind what does not parse", report.Findings, "CUA204 … the constraint of the root module does not parse. …")
	if row := report.Attribution[0]; row.Constraint != "(does not parse), >= 4.0" || row.SelectedVersion != "4.0.0" {
		t.Errorf("behind what does not parse: %+v", row)
	}

	// A provider whose version cannot be selected says nothing of the next.
	c = azurermWith("G", "")
	c.Providers = append(c.Providers, providerWith("azure/azapi", "G").Providers...)
	c.Requirements = []Requirement{{Source: azurerm, Constraint: "latest"}}
	expect(t, "two providers, the first in conflict", Check(c, nil, Options{}).Findings, "CUA202 … of azapi …", "CUA204 … of azurerm …")
	c.Requirements = []Requirement{{Source: azapi, Constraint: "latest"}}
	expect(t, "two providers, the second in conflict", Check(c, nil, Options{}).Findings, "CUA202 … of azurerm …", "CUA204 … of azapi …")

	c = azurermWith("G", "")
	c.Requirements = []Requirement{{Source: azapi, Constraint: "= 0.3.0"}, {Source: azurerm, Constraint: ">= 4.0"}, {Source: azurerm, Module: "module.net", Constraint: "latest"}}
	c.Selections = []Selection{{Source: azapi, Version: "0.3.0"}}
	expect(t, "of other providers and modules", Check(c, nil, Options{}).Findings, "CUA204 … the constraint of module.net does not parse. …")
}

// A finding on a version is placed where the first constraint is written, or at
// the provider block; on a selected version, in the lock file.
func TestPlaceOfVersionFindings(t *testing.T) {
	azurerm, _ := ParseSource("hashicorp/azurerm")
	for _, test := range []struct {
		what, constraint string
		written          string
		selected         string
		want             string
	}{
		{"the constraint", ">= 1.0", "versions.tf", "", "versions.tf"},
		{"the block", ">= 1.0", "", "", "main.tf"},
		{"the lock file", ">= 1.0", "versions.tf", "1.20.0", ".terraform.lock.hcl"},
		{"the lock file, which does not parse", ">= 1.0", "versions.tf", "x", ".terraform.lock.hcl"},
		{"the constraint that does not parse", "x", "versions.tf", "", "versions.tf"},
	} {
		c := azurermWith("-", test.selected)
		c.Providers[0].Written.File = "main.tf"
		c.Requirements = []Requirement{{Source: azurerm, Constraint: ""}, {Source: azurerm, Constraint: test.constraint, Written: Location{File: test.written}}}
		for i := range c.Selections {
			c.Selections[i].Written.File = ".terraform.lock.hcl"
		}
		findings := Check(c, environmentOf("ARM_PARTNER_ID=G"), Options{}).Findings
		if len(findings) != 1 || findings[0].File != test.want {
			t.Errorf("%s: %+v, want one in %s", test.what, findings, test.want)
		}
	}
}

// TestProvidersInUse: the version of a provider is held to the rules where an ID
// is set for it or wanted on it, once for all its configurations.
func TestProvidersInUse(t *testing.T) {
	azurerm, _ := ParseSource("hashicorp/azurerm")
	azapi, _ := ParseSource("azure/azapi")
	azuread, _ := ParseSource("hashicorp/azuread")
	azurestack, _ := ParseSource("hashicorp/azurestack")
	random, _ := ParseSource("hashicorp/random")
	config := func(source Source, alias, id string) ProviderConfig {
		return ProviderConfig{Source: source, LocalName: source.Type, Alias: alias, PartnerID: written(id), DisableTerraformPartnerID: UnsetSetting()}
	}
	unused := config(azapi, "", "G")
	unused.Use = Unused
	onlyAzurerm := Policy{Required: []string{"azurerm"}}
	for _, test := range []struct {
		what   string
		c      Configuration
		policy Policy
		want   []string
	}{
		{"tagged", Configuration{Providers: []ProviderConfig{config(azapi, "", "G")}}, Policy{}, []string{"CUA202 … of azapi …"}},
		{"unused", Configuration{Providers: []ProviderConfig{unused}}, Policy{}, nil},
		{"neither tagged nor wanted", Configuration{Providers: []ProviderConfig{config(azapi, "", "-")}}, onlyAzurerm, nil},
		{"tagged, not wanted", Configuration{Providers: []ProviderConfig{config(azapi, "", "G")}}, onlyAzurerm, []string{"CUA202 …"}},
		{"tagged by the second", Configuration{Providers: []ProviderConfig{config(azapi, "", "-"), config(azapi, "b", "G")}}, onlyAzurerm, []string{"CUA202 …"}},
		{"tagged by the first", Configuration{Providers: []ProviderConfig{config(azapi, "", "G"), config(azapi, "b", "-")}}, onlyAzurerm, []string{"CUA202 …"}},
		{"of which each release has partner_id", Configuration{Providers: []ProviderConfig{config(azuread, "", "G")}}, Policy{}, nil},
		{"of which none has partner_id", Configuration{Providers: []ProviderConfig{config(azurestack, "", "-")}}, Policy{Required: []string{"azurestack"}}, []string{"CUA401 …"}},
		{"two providers", Configuration{Providers: []ProviderConfig{config(azapi, "", "G"), config(azurerm, "", "G")}}, Policy{}, []string{"CUA202 … of azapi …", "CUA202 … of azurerm …"}},
		{"a reusable module", Configuration{Reusable: true, Requirements: []Requirement{{Source: azurerm}, {Source: azapi}, {Source: random}}}, Policy{}, []string{"CUA202 … of azurerm …"}},
		{"a reusable module, without an ID being wanted", Configuration{Reusable: true, Requirements: []Requirement{{Source: azurerm}}}, Policy{Required: []string{"azapi"}}, nil},
		{"a root module without configurations", Configuration{Requirements: []Requirement{{Source: azurerm}}}, Policy{}, nil},
	} {
		expect(t, test.what, Check(test.c, nil, Options{Policy: test.policy}).Findings, test.want...)
	}
}
