package tfcua

import (
	"strings"
	"testing"
)

// TestTrackingIDFindings says in whole sentences what the rules on azurerm's
// tracking ID find: what is wrong, where the value is from, what happens at apply.
func TestTrackingIDFindings(t *testing.T) {
	same := func(*ProviderConfig) {}
	for _, test := range []struct {
		what, partnerID string
		change          func(*ProviderConfig)
		environment     string
		want            []string
	}{
		{"not set", "-", same, "", []string{
			"CUA101 error provider.azurerm: No tracking ID: partner_id is not set, and ARM_PARTNER_ID is not set. At apply azurerm sends pid-TF, HashiCorp's own ID: the usage is not credited to you.; set partner_id = \"<your registered GUID>\" in provider.azurerm, or ARM_PARTNER_ID in the environment of plan and apply",
		}},
		{"written as null", "-", func(p *ProviderConfig) { p.PartnerID.Written.File = "main.tf" }, "", []string{
			"CUA101 error provider.azurerm: No tracking ID: partner_id is null, and ARM_PARTNER_ID is not set. …",
		}},
		{"null by a variable", "-", func(p *ProviderConfig) { p.PartnerID.Via = []string{"var.partner_id", "its default"} }, "", []string{
			"CUA101 error provider.azurerm: No tracking ID: partner_id is null (from var.partner_id ← its default), and ARM_PARTNER_ID is not set. …",
		}},
		{"without a block, which azurerm needs", "-", func(p *ProviderConfig) { p.Implied = true }, "", []string{
			"CUA101 error provider.azurerm: No tracking ID: there is no provider block, and ARM_PARTNER_ID is not set. azurerm refuses to start: a provider block is required.; write a provider \"azurerm\" block with features {} and partner_id = …",
		}},
		{"without a block, the environment holding an ID", "-", func(p *ProviderConfig) { p.Implied = true }, "ARM_PARTNER_ID=G", []string{
			"CUA108 error provider.azurerm: What would be sent cannot be determined: azurerm refuses to start: a provider block is required.; give the provider what it requires; then the tracking ID can be checked",
		}},
		{"disabled", "-", func(p *ProviderConfig) { p.DisableTerraformPartnerID = KnownSetting("true") }, "", []string{
			"CUA101 error … At apply azurerm sends no pid- word: the usage is credited to nobody.; …",
		}},
		{"not known to be disabled", "-", func(p *ProviderConfig) { p.DisableTerraformPartnerID = UnknownSetting("var.x has no value") }, "", []string{
			"CUA101 error … What would be sent at apply cannot be told: whether disable_terraform_partner_id is true: var.x has no value.; …",
		}},
		{"disabled by no truth", "G", func(p *ProviderConfig) { p.DisableTerraformPartnerID = RefusedSetting("it is a list") }, "", []string{
			"CUA108 error … azurerm refuses to start: disable_terraform_partner_id is neither true nor false.; …",
		}},

		{"empty", "", same, "", []string{
			`CUA102 error provider.azurerm: partner_id is "": that is a value, so ARM_PARTNER_ID is not read. At apply azurerm sends pid-TF, HashiCorp's own ID: …`,
		}},
		{"empty by a variable", "", func(p *ProviderConfig) { p.PartnerID.Via = []string{"var.partner_id"} }, "ARM_PARTNER_ID=G", []string{
			`CUA102 error provider.azurerm: partner_id is "" (from var.partner_id): that is a value, so ARM_PARTNER_ID is not read, though it holds one. …; give it your registered GUID, or null (…) to let ARM_PARTNER_ID through`,
		}},
		{"empty, and not known to be disabled", "", func(p *ProviderConfig) { p.DisableTerraformPartnerID = UnknownSetting("x") }, "", []string{"CUA102 …"}},

		{"prefixed", "pid-G", same, "", []string{
			"CUA103 error provider.azurerm: partner_id is pid-G: a registered GUID is written without pid-, the provider adds it. At apply azurerm sends pid-G. The prefix is only tolerated: azurerm before 3.21.0 and azuread refuse it, azapi doubles it.; remove the prefix from partner_id: write the GUID alone",
		}},
		{"prefixed in upper case", "PID-G", same, "", []string{
			"CUA103 error provider.azurerm: partner_id is PID-G: … azurerm refuses to start: the provider accepts a GUID, pid-<guid>-partnercenter or nothing.; …",
		}},
		{"prefixed in the environment, behind a variable that is null", "-", func(p *ProviderConfig) { p.PartnerID.Via = []string{"var.partner_id"} }, "ARM_PARTNER_ID=pid-G", []string{
			"CUA103 error provider.azurerm: ARM_PARTNER_ID is pid-G: …; remove the prefix from ARM_PARTNER_ID: write the GUID alone",
		}},

		{"no text", "-", func(p *ProviderConfig) { p.PartnerID = RefusedSetting("it is a list") }, "", []string{
			"CUA104 error provider.azurerm: partner_id is no text: it is a list. Terraform refuses it.; write the tracking ID as a string",
		}},
		{"a partner ID by a variable", "1234567", func(p *ProviderConfig) { p.PartnerID.Via = []string{"var.partner_id", "terraform.tfvars"} }, "", []string{
			"CUA104 error provider.azurerm: partner_id is 1234567 (from var.partner_id ← terraform.tfvars): it is a number, as a partner (MPN) ID is, and no tracking ID. … (az managementpartner create --partner-id 1234567), … azurerm refuses to start: …",
		}},
		{"a partner ID with a prefix", "pid-1234567", same, "", []string{"CUA104 error provider.azurerm: partner_id is pid-1234567: it is a number, as a partner (MPN) ID is, … --partner-id 1234567), …"}},
		{"what may be a secret", "hunter2!", same, "", []string{
			"CUA104 error provider.azurerm: partner_id is (8 characters: letters, digits, other characters): it is no tracking ID. …",
		}},
		{"what is a secret", "1234567", func(p *ProviderConfig) { p.PartnerID.Sensitive = true }, "", []string{
			"CUA104 error provider.azurerm: partner_id is (sensitive): it is no tracking ID. azurerm refuses to start: …",
		}},

		{"HashiCorp's own", "TF", same, "", []string{
			"CUA105 error provider.azurerm: partner_id is TF: that is HashiCorp's own ID, the one that is sent when nothing is set, no partner's tracking ID. At apply azurerm sends pid-TF.; …",
		}},
		{"HashiCorp's own in the user agent", "-", func(p *ProviderConfig) { p.DisableTerraformPartnerID = KnownSetting("true") }, "AZURE_HTTP_USER_AGENT=pid-TF", []string{
			"CUA105 error provider.azurerm: AZURE_HTTP_USER_AGENT carries pid-TF: that is HashiCorp's own ID, …",
		}},

		{"unknown", "?", same, "", []string{"CUA108 error provider.azurerm: The tracking ID cannot be determined: it is unknown.; make the value known here, …"}},
		{"inferred from what is no tracking ID", "-", func(p *ProviderConfig) { p.PartnerID = InferredSetting("contoso") }, "", []string{
			"CUA108 error provider.azurerm: The tracking ID cannot be determined: plan JSON shows only what the expression refers to, …",
		}},
		{"inferred", "-", func(p *ProviderConfig) { p.PartnerID = InferredSetting(g); p.PartnerID.Via = []string{"var.x"} }, "", []string{
			"CUA112 warning provider.azurerm: The tracking ID is inferred, not proved: the expression refers to G (from var.x), and plan JSON does not show what else it does. If it is nothing but that, at apply azurerm sends pid-G.; …",
		}},
		{"inferred, of the marketplace", "-", func(p *ProviderConfig) { p.PartnerID = InferredSetting(letters("pid-G-partnercenter")) }, "", []string{"CUA112 …"}},
		{"pasted from the environment", "G", same, "ARM_PARTNER_ID=G ARM_TENANT_ID=G", []string{
			"CUA105 error provider.azurerm: partner_id is G: that is the tenant ID in ARM_TENANT_ID, no partner's tracking ID. At apply azurerm sends pid-G.; …",
		}},
		{"pasted from the same block", "pid-G", func(p *ProviderConfig) { p.SubscriptionID = KnownSetting(strings.ToUpper(g)) }, "", []string{
			"CUA105 error provider.azurerm: partner_id is pid-G: that is the subscription ID of the same block, …",
		}},
		{"malformed, beside IDs that are not known", "1234567", func(p *ProviderConfig) { p.SubscriptionID = UnknownSetting("x") }, "", []string{"CUA104 …"}},
		{"unused", "TF", func(p *ProviderConfig) { p.Use = Unused }, "", nil},
	} {
		report := Check(azurermOf(test.partnerID, test.change), environmentOf(test.environment), Options{})
		expect(t, test.what, report.Findings, test.want...)
	}
}

// One configuration says nothing of the next: neither one of a provider that tags
// no usage, nor an unused one.
func TestEachConfiguration(t *testing.T) {
	c := azurermWith("TF", "4.0.0")
	random, unused := c.Providers[0], c.Providers[0]
	random.Source, random.LocalName = Source{DefaultHost, "hashicorp", "random"}, "random"
	unused.Alias, unused.Use, c.Providers[0].Alias = "a", Unused, "b"
	c.Providers = []ProviderConfig{random, unused, c.Providers[0]}
	expect(t, "the third", Check(c, nil, Options{}).Findings, "CUA105 error provider.azurerm.b: …")
}

// A finding is placed where the value is written, or else at the block; of a
// sensitive value the source is not shown.
func TestPlaceOfFindings(t *testing.T) {
	block := Location{File: "providers.tf", Start: Position{1, 1}, Excerpt: `provider "azurerm" {`}
	value := Location{File: "terraform.tfvars", Start: Position{7, 14}, Excerpt: `"1234567"`}
	for _, test := range []struct {
		what      string
		value     Location
		sensitive bool
		want      string
	}{
		{"the value", value, false, `terraform.tfvars:7 "1234567"`},
		{"a sensitive value", value, true, "terraform.tfvars:7 "},
		{"the block", Location{}, false, `providers.tf:1 provider "azurerm" {`},
	} {
		finding := Check(azurermOf("1234567", func(p *ProviderConfig) {
			p.Written, p.PartnerID.Written, p.PartnerID.Sensitive = block, test.value, test.sensitive
		}), nil, Options{}).Findings[0]
		if got := (Location{File: finding.File, Start: finding.Start}).line() + " " + finding.Excerpt; got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// TestShadowed: only an ID that somebody may have meant is told to be hidden.
func TestShadowed(t *testing.T) {
	for _, test := range []struct{ source, partnerID, environment, want string }{
		{"azurerm", "G", "E", "CUA109 warning provider.azurerm: partner_id is G, and ARM_PARTNER_ID holds another ID, E: the environment's is not looked at. At apply azurerm sends pid-G.; let one place hold the ID: remove partner_id from the block, or ARM_PARTNER_ID from the environment"},
		{"azurerm", "G", "pid-E", "CUA109 …"},
		{"azurerm", "G", "pid-G-partnercenter", "CUA109 …"}, // the same GUID, of another kind
		{"azurerm", "G", "G", ""},
		{"azurerm", "G", "G^", ""},
		{"azurerm", "G", "pid-G", ""},
		{"azurerm", "G", "hunter2", ""},
		{"azurerm", "G", "TF", ""},
		{"azurerm", "-", "E", ""},
		{"azurerm", "{G}", "E", "CUA104 …"}, // refused: nothing is sent that could hide another
		{"azurerm", "1234567", "E", "CUA104 …"},
		{"azurerm", "TF", "E", "CUA105 …"},
		{"azapi", "G", "E", ""}, // azurerm's rule: the variable is there for it
	} {
		source := "hashicorp/azurerm"
		if test.source == "azapi" {
			source = "azure/azapi"
		}
		c := providerWith(source, test.partnerID)
		c.Selections = []Selection{{Source: c.Providers[0].Source, Version: "4.0.0"}}
		var want []string
		if test.want != "" {
			want = []string{test.want}
		}
		expect(t, test.source+" "+test.partnerID+" and "+test.environment, Check(c, environmentOf("ARM_PARTNER_ID="+test.environment), Options{}).Findings, want...)
	}
	// An inferred value may turn out to be the environment's own.
	c := azurermOf("-", func(p *ProviderConfig) { p.PartnerID = InferredSetting(g) })
	expect(t, "inferred", Check(c, environmentOf("ARM_PARTNER_ID=E"), Options{}).Findings, "CUA112 …")
	// A prefix is a mistake of its own, and hides all the same.
	expect(t, "prefixed", Check(azurermWith("pid-G", "4.0.0"), environmentOf("ARM_PARTNER_ID=E"), Options{}).Findings, "CUA103 …", "CUA109 …")
}

// TestAmbiguous: two blocks are rivals where nothing but the local name tells
// them apart.
func TestAmbiguous(t *testing.T) {
	two := func(change func(first, second *ProviderConfig)) Configuration {
		c := azurermWith("G", "4.0.0")
		second := c.Providers[0]
		second.LocalName, second.PartnerID = "azurerm2", KnownSetting(e)
		second.PartnerID.Written = Location{File: "second.tf"}
		change(&c.Providers[0], &second)
		c.Providers = append(c.Providers, second)
		return c
	}
	const sends = "CUA111 warning provider.azurerm2: provider.azurerm and provider.azurerm2 configure one provider, registry.terraform.io/hashicorp/azurerm, under two local names: Terraform picks one of the two blocks by chance, for all resources. At apply it sends "
	three := func(second, third string) []Finding {
		c := two(func(_, config *ProviderConfig) { config.PartnerID = written(second) })
		config := c.Providers[0]
		config.LocalName, config.PartnerID = "azurerm3", written(third)
		c.Providers = append(c.Providers, config)
		return Check(c, nil, Options{}).Findings
	}
	expect(t, "the third another", three("G", "E"), "CUA111 warning provider.azurerm3: provider.azurerm and provider.azurerm3 …")
	expect(t, "the second another", three("E", "G"),
		sends+"pid-G or pid-E.; …", "CUA111 warning provider.azurerm3: provider.azurerm2 and provider.azurerm3 … At apply it sends pid-E or pid-G.; …")
	expect(t, "three IDs", three("E", "X"),
		sends+"pid-G or pid-E.; …", "CUA111 warning provider.azurerm3: provider.azurerm and provider.azurerm3 … At apply it sends pid-G or pid-X.; …")
	for _, test := range []struct {
		what   string
		change func(first, second *ProviderConfig)
		want   []string
	}{
		{"two IDs", func(_, _ *ProviderConfig) {}, []string{sends + "pid-G or pid-E.; keep one required_providers entry for the source, and one provider block"}},
		{"one ID", func(first, second *ProviderConfig) { second.PartnerID = first.PartnerID }, nil},
		{"another module", func(_, second *ProviderConfig) { second.Module = "module.net" }, nil},
		{"another alias", func(_, second *ProviderConfig) { second.Alias = "west" }, nil},
		{"another instance", func(_, second *ProviderConfig) { second.Key = `["eu"]` }, nil},
		{"another provider", func(_, second *ProviderConfig) { second.Source, _ = ParseSource("azure/azapi") }, []string{"CUA202 …"}},
		{"one unused", func(_, second *ProviderConfig) { second.Use = Unused }, []string{sends + "pid-G or no pid- word.; …"}},
		{"the other unused", func(first, _ *ProviderConfig) { first.Use = Unused }, []string{sends + "no pid- word or pid-E.; …"}},
		{"both unused", func(first, second *ProviderConfig) {
			first.Use, second.PartnerID = Unused, UnsetSetting()
			second.Use = Unused
		}, nil},
		{"one unknown", func(_, second *ProviderConfig) { second.PartnerID = UnknownSetting("x") }, []string{"CUA108 …", sends + "pid-G or what cannot be told.; …"}},
		{"one refused", func(_, second *ProviderConfig) { second.PartnerID = KnownSetting("1234567") }, []string{"CUA104 …", sends + "pid-G or nothing, as the provider refuses it.; …"}},
	} {
		expect(t, test.what, Check(two(test.change), nil, Options{}).Findings, test.want...)
	}
}

// TestUserAgent is about AZURE_HTTP_USER_AGENT: beside the provider's own word
// it is one too many, and alone it has to be well-formed.
func TestUserAgent(t *testing.T) {
	const market = "pid-contoso-backup-partnercenter"
	for _, test := range []struct {
		partnerID, disable, userAgent string
		want                          []string
	}{
		{"G", "-", "pid-X", []string{"CUA110 warning provider.azurerm: The requests would carry 2 pid- words, pid-X pid-G: Azure takes one and loses the other.; remove the pid- word from AZURE_HTTP_USER_AGENT, …"}},
		{"G", "-", "ci/1.0", nil},
		{"G", "-", "pid-1234567", []string{"CUA110 …"}},
		{"-", "true", "pid-X", nil},
		{"-", "true", market, nil},
		{"-", "true", "ci/1.0", []string{"CUA101 …"}},
		{"-", "true", "pid-1234567", []string{"CUA506 error provider.azurerm: AZURE_HTTP_USER_AGENT holds pid-1234567 where the tracking ID belongs, and azurerm sends none of its own: that is no pid- word that Azure takes. The usage is credited to nobody. It is a number, as a partner (MPN) ID is, …; write pid-<your registered GUID> there, …"}},
		{"-", "true", "MPN|1234567", []string{"CUA506 error provider.azurerm: AZURE_HTTP_USER_AGENT holds (11 characters: letters, digits, white space) where … It is a number, as a partner (MPN) ID is, … --partner-id 1234567), …"}},
		{"-", "-", "1234567", []string{"CUA101 error provider.azurerm: No tracking ID: … What AZURE_HTTP_USER_AGENT holds is a number, as a partner (MPN) ID is, …"}},
		{"-", "true", "ci/1.0|G", []string{"CUA506 error provider.azurerm: AZURE_HTTP_USER_AGENT holds G where …"}},
		{"-", "true", "PID-hunter2!", []string{"CUA506 error provider.azurerm: AZURE_HTTP_USER_AGENT holds (12 characters: letters, digits, other characters) where …"}},
		{"-", "true", "pid-1234567|pid-7654321", []string{"CUA101 …", "CUA110 …"}},
		{"-", "true", "pid-X|pid-G", []string{"CUA101 …", "CUA110 …"}},
		{"-", "-", "G", []string{"CUA101 …"}}, // a mistake, but HashiCorp's own is the greater
		{"-", "-", "pid-1234567", []string{"CUA101 …", "CUA110 …"}},
	} {
		c := azurermOf(test.partnerID, func(p *ProviderConfig) { p.DisableTerraformPartnerID = written(test.disable) })
		expect(t, test.partnerID+" and "+test.userAgent, Check(c, environmentOf("AZURE_HTTP_USER_AGENT="+test.userAgent), Options{}).Findings, test.want...)
	}
	// No ID is wanted on azuread, so none is missed in the user agent.
	c := providerWith("hashicorp/azuread", "-")
	c.Providers[0].DisableTerraformPartnerID = KnownSetting("true")
	expect(t, "azuread", Check(c, environmentOf("AZURE_HTTP_USER_AGENT=pid-1234567"), Options{}).Findings)
}

// Resources that a plan changes through a provider which it does not show are
// attributed to nobody knows what.
func TestUnexplained(t *testing.T) {
	for source, want := range map[string][]string{
		"hashicorp/azurerm": {"CUA108 error provider[\"registry.terraform.io/hashicorp/azurerm\"]: The tracking ID cannot be determined: the plan changes resources through azurerm, and its configuration section shows neither them nor a provider block.; …"},
		"hashicorp/azuread": nil, // makes no usage
		"hashicorp/random":  nil,
	} {
		address, _ := ParseSource(source)
		resources := Resources{}
		resources.Add("module.a.x.y", ResourceCounts{Create: 2})
		report := Check(Configuration{Plan: &Plan{Complete: true}, Unexplained: []Unexplained{{address, resources}}}, nil, Options{})
		expect(t, source, report.Findings, want...)
		if got := report.Coverage[0].Unattributed["module.a"]; got != 2*len(want) {
			t.Errorf("%s: %d resources are unattributed", source, got)
		}
	}
}

// TestAttributedID: the table shows an ID where it may be shown.
func TestAttributedID(t *testing.T) {
	for _, test := range []struct {
		partnerID string
		sensitive bool
		show      bool
		userAgent string
		want      string // the ID, and what is sent
	}{
		{"G", false, false, "", "G, pid-G"},
		{"G", true, false, "", "(sensitive), pid-(sensitive)"},
		{"G", true, true, "", "G, pid-G"},
		{"G", true, false, "pid-X", "(sensitive), pid-X pid-(sensitive)"}, // the environment's is no secret
		{"hunter2", false, false, "", "none, "},
		{"hunter2", true, false, "", "(sensitive), "},
		{"", true, false, "", "none, pid-(sensitive)"},
		{"-", true, false, "", "none, pid-TF"},
	} {
		c := azurermOf(test.partnerID, func(p *ProviderConfig) { p.PartnerID.Sensitive = test.sensitive })
		row := Check(c, environmentOf("AZURE_HTTP_USER_AGENT="+test.userAgent), Options{ShowSensitive: test.show}).Attribution[0]
		id := "none"
		if row.TrackingID != nil {
			id = *row.TrackingID
		}
		if got := strings.Join([]string{id, row.Sent}, ", "); got != letters(test.want) {
			t.Errorf("%q, sensitive %v: %s, want %s", test.partnerID, test.sensitive, got, letters(test.want))
		}
	}
}
