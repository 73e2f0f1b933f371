package tfcua

import "testing"

// TestSiblings: azapi is to be tagged as azurerm is; of the others it counts only
// that they do not refuse what they get, or send what nobody is credited for.
func TestSiblings(t *testing.T) {
	const (
		azapi         = "azure/azapi"
		azuread       = "hashicorp/azuread"
		azurestack    = "hashicorp/azurestack"
		powerPlatform = "microsoft/power-platform"
	)
	same := func(*ProviderConfig) {}
	creates := func(counts ResourceCounts) func(*ProviderConfig) {
		return func(p *ProviderConfig) { p.Resources = &Resources{ResourceCounts: counts} }
	}
	for _, test := range []struct {
		what, source, partnerID string
		change                  func(*ProviderConfig)
		environment             string
		policy                  Policy
		want                    []string
	}{
		{"not set", azapi, "-", same, "", Policy{}, []string{
			"CUA401 warning provider.azapi: azapi creates Azure resources without a tracking ID: partner_id is not set, and neither is ARM_PARTNER_ID. At apply azapi sends pid-TF, HashiCorp's own ID: the usage is not credited to you.; set partner_id = …",
		}},
		{"empty", azapi, "", func(p *ProviderConfig) { p.PartnerID.Via = []string{"var.x"} }, "ARM_PARTNER_ID=G", Policy{}, []string{
			`CUA401 warning provider.azapi: azapi creates Azure resources without a tracking ID: partner_id is "" (from var.x), which hides ARM_PARTNER_ID. …`,
		}},
		{"not set, and nothing is created", azapi, "-", creates(ResourceCounts{Update: 1}), "", Policy{}, nil},
		{"not set, and only read", azapi, "-", func(p *ProviderConfig) { p.OnlyReads = true }, "", Policy{}, nil},
		{"not set, and something is created", azapi, "-", creates(ResourceCounts{Create: 1}), "", Policy{}, []string{"CUA401 …"}},
		{"not set, and something is replaced", azapi, "-", creates(ResourceCounts{Create: 1, Replace: 1}), "", Policy{}, []string{"CUA401 …"}},
		{"not set, where none is wanted", azapi, "-", same, "", Policy{Required: []string{"azurerm"}}, nil},
		{"empty, where none is wanted", azapi, "", same, "", Policy{Required: []string{"azurerm"}}, nil},
		{"not set", azuread, "-", same, "", Policy{}, nil},
		{"not set, where one is wanted", azuread, "-", same, "", Policy{Required: []string{"azuread"}}, []string{
			"CUA401 warning provider.azuread: azuread has no tracking ID, which the policy requires: partner_id is not set, and neither is ARM_PARTNER_ID. At apply azuread sends pid-TF, HashiCorp's own ID: …; set partner_id = …",
		}},
		{"no block", azapi, "-", func(p *ProviderConfig) { p.Implied = true }, "", Policy{}, []string{
			"CUA401 warning provider.azapi: …; write a provider \"azapi\" block with partner_id = \"<your registered GUID>\", or set ARM_PARTNER_ID in the environment of plan and apply, which needs no block",
		}},
		{"prefixed in upper case in the environment", azapi, "-", same, "ARM_PARTNER_ID=PID-G", Policy{}, []string{
			"CUA402 error provider.azapi: ARM_PARTNER_ID is PID-G: it has pid- before the GUID, and not in lower case. azapi puts pid- before whatever it holds, …",
		}},

		{"prefixed", azapi, "pid-G", same, "", Policy{}, []string{
			"CUA402 error provider.azapi: partner_id is pid-G. azapi refuses to start: the provider accepts a bare GUID or nothing.; write the registered GUID alone in partner_id: the providers put pid- before it, azurerm as well",
		}},
		{"prefixed in the environment", azapi, "-", same, "ARM_PARTNER_ID=pid-G", Policy{}, []string{
			"CUA402 error provider.azapi: ARM_PARTNER_ID is pid-G. azapi puts pid- before whatever it holds, and nobody is credited for that. At apply azapi sends pid-pid-G.; write the registered GUID alone in ARM_PARTNER_ID: …",
		}},
		{"malformed in the environment", azapi, "-", same, "ARM_PARTNER_ID=1234567", Policy{}, []string{
			"CUA402 error provider.azapi: ARM_PARTNER_ID is 1234567: it is a number, …. azapi puts pid- before whatever it holds, …",
		}},
		{"of the marketplace without its pid-, in the environment", azapi, "-", same, "ARM_PARTNER_ID=G-partnercenter", Policy{}, []string{
			"CUA402 warning provider.azapi: ARM_PARTNER_ID is G-partnercenter: it is …. azapi puts the pid- before it, and Azure takes that; azurerm and azuread refuse to start. At apply azapi sends pid-G-partnercenter.; nothing, where azapi alone reads ARM_PARTNER_ID; …",
		}},
		{"of the marketplace without its pid-, in the environment", azuread, "-", same, "ARM_PARTNER_ID=G-partnercenter", Policy{}, []string{
			"CUA402 error provider.azuread: ARM_PARTNER_ID is G-partnercenter: it is …. azuread refuses to start: …; write the registered GUID alone in ARM_PARTNER_ID: …",
		}},
		{"of the marketplace, in the environment", azuread, "-", same, "ARM_PARTNER_ID=pid-G-partnercenter", Policy{}, []string{
			"CUA402 error provider.azuread: ARM_PARTNER_ID is pid-G-partnercenter. azuread refuses to start: …; azuread cannot send a marketplace tracking ID: set it as partner_id in the azurerm block, and unset ARM_PARTNER_ID; …",
		}},
		{"of the marketplace, in the block", azapi, "pid-G-partnercenter", same, "", Policy{}, []string{
			"CUA402 error provider.azapi: partner_id is pid-G-partnercenter. azapi refuses to start: …; azapi cannot send a marketplace tracking ID: remove partner_id, set disable_terraform_partner_id = true, and put the ID into AZURE_HTTP_USER_AGENT",
		}},
		{"no text", azapi, "-", func(p *ProviderConfig) { p.PartnerID = RefusedSetting("it is a list") }, "", Policy{}, []string{
			"CUA402 error provider.azapi: partner_id is no text: it is a list. azapi refuses to start: it is a list.; write the registered GUID alone, or remove the line",
		}},
		{"empty, which is refused", powerPlatform, "", same, "", Policy{}, []string{
			`CUA402 error provider.power-platform: partner_id is "". power-platform refuses to start: the provider accepts a bare GUID.; write the registered GUID alone, or remove the line`,
		}},
		{"not set", powerPlatform, "-", same, "", Policy{}, nil},

		// azurestack has no partner_id: whatever is written there, Terraform refuses.
		{"right anywhere else", azurestack, "G", same, "", Policy{}, []string{
			"CUA402 error provider.azurestack: partner_id is G. azurestack refuses to start: the provider has no partner_id.; remove partner_id: azurestack has no such argument, and always sends HashiCorp's own ID",
		}},
		{"inferred", azurestack, "-", func(p *ProviderConfig) { p.PartnerID = InferredSetting(g) }, "", Policy{}, []string{"CUA402 …"}},
		{"empty", azurestack, "", same, "", Policy{}, []string{`CUA402 error provider.azurestack: partner_id is "". …; remove partner_id: …`}},
		{"not set", azurestack, "-", same, "ARM_PARTNER_ID=hunter2", Policy{}, nil},

		// the policy's own lists hold for all
		{"of the wrong kind", azapi, "G", same, "", Policy{File: "p.hcl", Kinds: []Form{Marketplace}}, []string{
			"CUA106 error provider.azapi: partner_id is G: that is a registered GUID, and the policy accepts marketplace tracking IDs only. At apply azapi sends pid-G.; …",
		}},
		{"not listed", azuread, "G", same, "", Policy{File: "p.hcl", Registrations: []Registration{{ID: e}}}, []string{
			"CUA107 error provider.azuread: partner_id is G: the policy lists other tracking IDs, and not this one. At apply azuread sends pid-G.; …",
		}},
		{"inferred, not listed", azapi, "-", func(p *ProviderConfig) { p.PartnerID = InferredSetting(g) }, "", Policy{Registrations: []Registration{{ID: e}}}, []string{"CUA108 …"}},
		{"inferred", azapi, "-", func(p *ProviderConfig) { p.PartnerID = InferredSetting(g) }, "", Policy{}, nil},
		{"disabled by no truth", azuread, "-", same, "ARM_DISABLE_TERRAFORM_PARTNER_ID=yes", Policy{}, []string{
			"CUA108 error provider.azuread: What would be sent cannot be determined: azuread refuses to start: ARM_DISABLE_TERRAFORM_PARTNER_ID holds neither true nor false.; …",
		}},
	} {
		c := providerWith(test.source, test.partnerID)
		c.Selections = []Selection{{Source: c.Providers[0].Source, Version: "4.0.0"}}
		test.change(&c.Providers[0])
		expect(t, test.source+": "+test.what, Check(c, environmentOf(test.environment), Options{Policy: test.policy}).Findings, test.want...)
	}
}

// TestPowerPlatform holds the prediction against the provider's sources, 4.1.0:
// it reads two variables, takes any spelling of a UUID from them, and can be
// disabled by azurerm's variable whatever its block says.
func TestPowerPlatform(t *testing.T) {
	for _, test := range []struct {
		partnerID, disable, environment string
		want                            string
	}{
		{"G", "-", "", "pid-G"},
		{"pid-G", "-", "", "refused"},
		{"-", "-", "ARM_PARTNER_ID=E", "pid-E"},
		{"-", "-", "ARM_PARTNER_ID=E POWER_PLATFORM_PARTNER_ID=G", "pid-G"},
		{"-", "-", "ARM_PARTNER_ID={E}", "pid-{E}"},
		{"-", "-", "ARM_PARTNER_ID=pid-E", "refused"},
		{"-", "-", "", "pid-TF"},
		{"-", "true", "", ""},
		{"-", "-", "POWER_PLATFORM_DISABLE_TERRAFORM_PARTNER_ID=t", ""},
		{"-", "-", "POWER_PLATFORM_DISABLE_TERRAFORM_PARTNER_ID=yes", "pid-TF"},
		{"-", "false", "POWER_PLATFORM_DISABLE_TERRAFORM_PARTNER_ID=true", "pid-TF"},
		{"-", "false", "ARM_DISABLE_TERRAFORM_PARTNER_ID=true", ""},
		{"-", "-", "AZURE_HTTP_USER_AGENT=pid-X", "pid-TF"}, // it does not read that
	} {
		c := providerWith("microsoft/power-platform", test.partnerID)
		c.Providers[0].DisableTerraformPartnerID = written(test.disable)
		row := Check(c, environmentOf(test.environment), Options{}).Attribution[0]
		got := row.Sent
		if row.Origin == RefusedOrigin {
			got = "refused"
		}
		if got != letters(test.want) {
			t.Errorf("partner_id %q, disable %q, %q: %s, want %s", test.partnerID, test.disable, test.environment, got, test.want)
		}
	}
}

// TestMadeUp: a module without a provider block is warned of what its providers
// would make of the environment, if they would refuse it or send it doubled.
func TestMadeUp(t *testing.T) {
	module := providerWith("azure/azapi", "-")
	module.Reusable, module.MadeUp, module.Providers = true, module.Providers, nil
	module.MadeUp[0].Implied = true
	for environment, want := range map[string][]string{
		"ARM_PARTNER_ID=pid-G":   {"CUA402 warning provider.azapi: There is no provider block. If this module is applied by itself, …: ARM_PARTNER_ID is pid-G. … At apply azapi sends pid-pid-G.; write the registered GUID alone in ARM_PARTNER_ID: …"},
		"ARM_PARTNER_ID=1234567": {"CUA402 warning provider.azapi: …"},
		"ARM_PARTNER_ID=G":       nil,
		"ARM_PARTNER_ID=":        nil,
	} {
		report := Check(module, environmentOf(environment), Options{})
		expect(t, environment, report.Findings, want...)
		if len(report.Attribution) > 0 {
			t.Errorf("%s: a module has no configurations: %v", environment, report.Attribution)
		}
	}
}
