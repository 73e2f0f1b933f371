package tfcua

import (
	"slices"
	"strings"
	"testing"
)

// templateWith is a template with tracking deployments, read from a file.
func templateWith(tracking ...TrackingDeployment) Configuration {
	for i := range tracking {
		tracking[i].Name = letters(tracking[i].Name)
		tracking[i].Defaults = letters(tracking[i].Defaults)
		if tracking[i].Mode.state == unread {
			tracking[i].Mode = KnownSetting("incremental") // Azure takes any letter case
		}
		tracking[i].Written = Location{File: "azuredeploy.json", Start: Position{10, 15}}
	}
	return Configuration{
		Input:     Input{Path: "azuredeploy.json", Kind: ARMTemplate},
		Templates: []Template{{Resources: Location{File: "azuredeploy.json", Start: Position{5, 3}}, Tracking: tracking}},
	}
}

// TestTemplateFindings says in whole sentences what the rules on the tracking
// deployments of ARM templates find, and what each row of the table shows.
func TestTemplateFindings(t *testing.T) {
	literal := func(name string) TrackingDeployment { return TrackingDeployment{Name: name, Literal: true} }
	deployed := func(name string) Configuration {
		c := templateWith(literal(name))
		c.Templates[0].Resource, c.Templates[0].Carrier = "azapi_resource.app", "azapi"
		return c
	}
	for _, test := range []struct {
		what   string
		c      Configuration
		policy Policy
		row    string // the address, and what is sent
		want   []string
	}{
		{"a GUID", templateWith(literal("pid-G")), Policy{}, `deployment["pid-G"] pid-G`, nil},
		{"with a suffix", templateWith(literal("pid-G-app")), Policy{}, `deployment["pid-G-…"] pid-G`, nil},
		{"of the marketplace", templateWith(literal("pid-G-partnercenter")), Policy{}, `deployment["pid-G-partnercenter"] pid-G-partnercenter`, nil},
		{"in a resource", deployed("pid-G"), Policy{}, `azapi_resource.app.deployment["pid-G"] pid-G`, nil},

		{"a placeholder", templateWith(literal("pid-TF")), Policy{}, `deployment["pid-TF"] pid-TF`, []string{
			`CUA105 error deployment["pid-TF"]: The tracking deployment is named pid-TF: that is HashiCorp's own ID, …. At deployment Azure does not credit you.; put pid- and the GUID that you registered in Partner Center in its place`,
		}},
		{"the documents' x's", templateWith(literal("pid-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")), Policy{}, `deployment["pid-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"] `, []string{
			`CUA105 error … that is the placeholder of the documents, …`,
		}},
		{"of the wrong kind", templateWith(literal("pid-G-app")), Policy{File: "p.hcl", Kinds: []Form{Marketplace}}, `deployment["pid-G-…"] pid-G`, []string{
			`CUA106 error deployment["pid-G-…"]: The tracking deployment is named pid-G-…: that is a registered GUID, and the policy accepts marketplace tracking IDs only. At deployment Azure credits pid-G.; … in p.hcl`,
		}},
		{"of the other wrong kind", templateWith(literal("pid-G-partnercenter")), Policy{File: "p.hcl", Kinds: []Form{BareGUID}}, `deployment["pid-G-partnercenter"] pid-G-partnercenter`, []string{
			`CUA106 error … that is a marketplace tracking ID, and the policy accepts registered GUIDs only. …`,
		}},
		{"not listed", templateWith(literal("pid-G")), Policy{File: "p.hcl", Registrations: []Registration{{ID: e}}}, `deployment["pid-G"] pid-G`, []string{
			`CUA107 error deployment["pid-G"]: The tracking deployment is named pid-G: p.hcl lists other tracking IDs, and not this one. At deployment Azure credits pid-G.; …`,
		}},
		{"malformed", templateWith(literal("pid-1234567")), Policy{}, `deployment["pid-1234567"] `, []string{
			`CUA504 error deployment["pid-1234567"]: The name of the tracking deployment is pid-1234567: it is a number, …. Azure credits nobody with what the template deploys.; …`,
		}},
		{"malformed, and no name that Azure takes", templateWith(literal("pid-hunter2!")), Policy{}, `deployment["pid-(8 characters: letters, digits, other characters)"] `, []string{"CUA504 …"}},
		{"without pid-, and no name that Azure takes", templateWith(literal("hunter2!")), Policy{}, `deployment["(8 characters: letters, digits, other characters)"] `, []string{"CUA504 …"}},

		{"malformed, where the provider carries an ID", deployed("pid-1234567"), Policy{}, `azapi_resource.app.deployment["pid-1234567"] `, []string{
			`CUA504 warning azapi_resource.app.deployment["pid-1234567"]: … Azure credits nobody by it; the requests that deploy the template carry the tracking ID of azapi.; …`,
		}},

		// A word is shown where it is written as a name in the template; what an
		// expression makes, or Terraform, may be a secret.
		{"a word", templateWith(literal("pid-contoso")), Policy{}, `deployment["pid-contoso"] `, []string{"CUA504 …"}},
		{"a word, in a resource", deployed("pid-contoso"), Policy{}, `azapi_resource.app.deployment["pid-(7 characters: letters)"] `, []string{"CUA504 …"}},
		{"a word, made", templateWith(TrackingDeployment{Name: "pid-contoso"}), Policy{}, `deployment["pid-(7 characters: letters)"] `, []string{"CUA504 …"}},

		{"made of a suffix", templateWith(TrackingDeployment{Name: "pid-G-", Rest: "uniqueString() is known only at deployment"}), Policy{}, `deployment["pid-G-…"] pid-G`, []string{
			`CUA502 warning deployment["pid-G-…"]: An expression makes the name of the tracking deployment. At deployment Azure credits pid-G; Partner Center evaluates nothing, and does not recognise the ID.; write the name as a literal: "name": "pid-G"`,
		}},
		{"made of a constant", templateWith(TrackingDeployment{Name: "pid-G"}), Policy{}, `deployment["pid-G"] pid-G`, []string{"CUA502 warning …"}},
		{"made of what is malformed", templateWith(TrackingDeployment{Name: "pid-1234567"}), Policy{}, `deployment["pid-1234567"] `, []string{"CUA504 …"}},
		{"made of a placeholder", templateWith(TrackingDeployment{Name: "pid-TF"}), Policy{}, `deployment["pid-TF"] pid-TF`, []string{"CUA105 …"}},
		{"made of a parameter", templateWith(TrackingDeployment{Name: "pid-", Rest: "the parameter id decides", Defaults: "pid-E"}), Policy{}, `deployment["pid-…"] unknown: the parameter id decides`, []string{
			`CUA502 error deployment["pid-…"]: The tracking ID cannot be determined: an expression makes the name of the deployment, and the parameter id decides. With the defaults of the parameters Azure would credit pid-E.; write the name as a literal: "name": "pid-<your registered GUID>"`,
		}},
		{"made of a parameter without a default", templateWith(TrackingDeployment{Name: "pid-", Rest: "the parameter id decides"}), Policy{}, `deployment["pid-…"] unknown: the parameter id decides`, []string{
			`CUA502 error …, and the parameter id decides.; …`,
		}},

		{"nested", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Within: "network", Deploys: "2 resources"}), Policy{}, "", []string{
			`CUA503 error deployment["pid-G"]: The tracking deployment pid-G stands in the template of the deployment "network": Partner Center does not find it there, …; move it into the resources of the main template`,
		}},
		{"nested, made by an expression", templateWith(TrackingDeployment{Name: "pid-G", Within: "network"}), Policy{}, "", []string{"CUA503 …"}},
		{"among the children of a resource", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Child: true, Elsewhere: "scope"}), Policy{}, "", []string{
			`CUA503 error deployment["pid-G"]: The tracking deployment pid-G stands among the child resources of another resource: …; move it into the resources of the main template`,
		}},
		{"nested among the children of a resource", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Child: true, Within: "network"}), Policy{}, "", []string{
			`CUA503 error deployment["pid-G"]: … stands in the template of the deployment "network": …`,
		}},
		{"sent elsewhere", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Elsewhere: "subscriptionId and resourceGroup"}), Policy{}, `deployment["pid-G"] pid-G`, []string{
			`CUA503 warning deployment["pid-G"]: The tracking deployment pid-G is sent to another scope, by its subscriptionId and resourceGroup: …; leave out its subscriptionId and resourceGroup`,
		}},
		{"sent elsewhere by a nested template", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Within: "network", Elsewhere: "scope"}), Policy{}, "", []string{
			`CUA503 error deployment["pid-G"]: … stands in the template of the deployment "network": …`,
		}},
		{"off by default", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Conditional: true, OffByDefault: true}), Policy{}, `deployment["pid-G"] pid-G`, []string{
			`CUA501 warning deployment["pid-G"]: With the defaults of the parameters the tracking deployment pid-G is not made: …; leave its condition out, …`,
		}},
		{"off by default, with one that is on", templateWith(
			TrackingDeployment{Name: "pid-G", Literal: true, Conditional: true, OffByDefault: true},
			TrackingDeployment{Name: "pid-G", Literal: true, Conditional: true},
		), Policy{}, `deployment["pid-G"] pid-Gdeployment["pid-G"] pid-G`, nil},
		{"two off by default", templateWith(
			TrackingDeployment{Name: "pid-G", Literal: true, Conditional: true, OffByDefault: true},
			TrackingDeployment{Name: "pid-G-app", Literal: true, Conditional: true, OffByDefault: true},
		), Policy{}, `deployment["pid-G"] pid-Gdeployment["pid-G-…"] pid-G`, []string{
			`CUA501 warning deployment["pid-G"]: …`,
		}},
		{"malformed, off by default", templateWith(TrackingDeployment{Name: "pid-1234567", Literal: true, Conditional: true, OffByDefault: true}), Policy{}, `deployment["pid-1234567"] `, []string{"CUA504 …"}},
		{"a module's telemetry alone", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Telemetry: true}), Policy{}, "", []string{"CUA501 …"}},

		{"deploying something", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Deploys: "2 resources"}), Policy{}, `deployment["pid-G"] pid-G`, []string{
			`CUA505 warning deployment["pid-G"]: The tracking deployment pid-G is not the empty one that it has to be: it deploys 2 resources.; leave its resources empty: "resources": []`,
		}},
		{"of another mode, deploying something", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Deploys: "1 resource", Mode: KnownSetting("Complete")}), Policy{}, `deployment["pid-G"] pid-G`, []string{
			`CUA505 warning … it deploys 1 resource, and its mode is Complete.; leave its resources empty: "resources": [], and write "mode": "Incremental"`,
		}},
		{"of a mode that there is not", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Mode: KnownSetting("")}), Policy{}, `deployment["pid-G"] pid-G`, []string{"CUA505 … its mode is none that there is.; …"}},
		{"of no mode", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Mode: UnsetSetting()}), Policy{}, `deployment["pid-G"] pid-G`, []string{"CUA505 … it has no mode.; …"}},
		{"of an unknown mode", templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Mode: UnknownSetting("a parameter decides")}), Policy{}, `deployment["pid-G"] pid-G`, []string{"CUA505 … its mode is known only at deployment: a parameter decides.; …"}},
	} {
		report := Check(test.c, nil, Options{Policy: test.policy})
		expect(t, test.what, report.Findings, test.want...)
		row := ""
		for _, attribution := range report.Attribution {
			row += attribution.Address + " " + attribution.Sent
			if attribution.Origin == UnknownOrigin {
				row += "unknown: " + attribution.Reason
			}
			if shown := attribution.TrackingID; shown != nil && *shown != attribution.Sent && !strings.Contains(row, *shown) {
				t.Errorf("%s: %q is shown as the tracking ID", test.what, *shown)
			} else if shown == nil && attribution.Sent != "" {
				t.Errorf("%s: the tracking ID is not shown", test.what)
			}
		}
		if row != letters(test.row) {
			t.Errorf("%s: the row is %s, want %s", test.what, row, letters(test.row))
		}
	}
}

// TestTemplateIDsDiffer: of two tracking IDs on one deployment of a template one
// is lost, but where conditions may keep them apart, or one of them is none.
func TestTemplateIDsDiffer(t *testing.T) {
	always := func(name string) TrackingDeployment { return TrackingDeployment{Name: name, Literal: true} }
	perhaps := func(name string) TrackingDeployment {
		return TrackingDeployment{Name: name, Literal: true, Conditional: true}
	}
	nested := TrackingDeployment{Name: "pid-E", Literal: true, Within: "network"}
	const differs = `CUA507 warning deployment["pid-E"]: The template has tracking deployments with different tracking IDs, pid-G and pid-E: Azure credits one of them, and nothing tells which.; leave one of the two tracking deployments out`
	for _, test := range []struct {
		what     string
		tracking []TrackingDeployment
		want     []string
	}{
		{"two", []TrackingDeployment{always("pid-G"), always("pid-E")}, []string{differs}},
		{"one twice", []TrackingDeployment{always("pid-G"), always("pid-G^")}, nil},
		{"one twice, and another", []TrackingDeployment{always("pid-G"), always("pid-G-app"), always("pid-E")}, []string{differs}},
		{"of a condition each", []TrackingDeployment{perhaps("pid-G"), perhaps("pid-E")}, nil},
		{"the first of a condition", []TrackingDeployment{perhaps("pid-G"), always("pid-E")}, []string{differs}},
		{"the second of a condition", []TrackingDeployment{always("pid-G"), perhaps("pid-E")}, []string{differs}},
		{"one nested", []TrackingDeployment{always("pid-G"), nested}, []string{"CUA503 …"}},
		{"one a placeholder", []TrackingDeployment{always("pid-TF"), always("pid-E")}, []string{"CUA105 …"}},
		{"one malformed, before two", []TrackingDeployment{always("pid-1234567"), always("pid-G"), always("pid-E")}, []string{"CUA504 …", differs}},
	} {
		expect(t, test.what, Check(templateWith(test.tracking...), nil, Options{}).Findings, test.want...)
	}
	c := templateWith(always("pid-G"))
	c.Templates = append(c.Templates, templateWith(always("pid-E")).Templates...)
	expect(t, "in two templates", Check(c, nil, Options{}).Findings)
}

// TestCarrierDiffers: where Terraform deploys the template, its tracking ID has to
// be one that the provider sends, as far as that is known.
func TestCarrierDiffers(t *testing.T) {
	azurerm := func(alias, partnerID string, change func(*ProviderConfig)) ProviderConfig {
		config := azurermOf(partnerID, change).Providers[0]
		config.Alias = alias
		return config
	}
	same := func(*ProviderConfig) {}
	azapi := providerWith("azure/azapi", "E").Providers[0]
	const differs = `CUA507 warning app.deployment["pid-G"]: The tracking deployment of the template has the tracking ID pid-G, and the requests that deploy it carry `
	for _, test := range []struct {
		what      string
		names     string
		providers []ProviderConfig
		want      []string
	}{
		{"another", "pid-G", []ProviderConfig{azurerm("", "E", same)}, []string{differs + "pid-E: Azure credits one of them, and nothing tells which.; give both the same tracking ID, …"}},
		{"the same", "pid-G", []ProviderConfig{azurerm("", "G", same)}, nil},
		{"the same in upper case", "pid-G", []ProviderConfig{azurerm("", "G^", same)}, nil},
		{"one of two the same", "pid-G", []ProviderConfig{azurerm("", "E", same), azurerm("west", "G", same)}, nil},
		{"two others", "pid-G", []ProviderConfig{azurerm("", "E", same), azurerm("west", "X", same)}, []string{differs + "pid-E or pid-X: …"}},
		{"another twice", "pid-G", []ProviderConfig{azurerm("", "E", same), azurerm("west", "E", same)}, []string{differs + "pid-E: …"}},
		{"one of two unused", "pid-G", []ProviderConfig{azurerm("", "G", func(p *ProviderConfig) { p.Use = Unused }), azurerm("west", "E", same)}, []string{differs + "pid-E: …"}},
		{"one of two unknown", "pid-G", []ProviderConfig{azurerm("", "E", same), azurerm("west", "?", same)}, []string{"CUA108 …"}},
		{"one of two sensitive", "pid-G", []ProviderConfig{azurerm("", "E", same), azurerm("west", "X", func(p *ProviderConfig) { p.PartnerID.Sensitive = true })}, nil},
		{"of a provider that does not deploy it", "pid-G", []ProviderConfig{azapi, azurerm("", "G", same)}, nil},
		{"beside one that does not deploy it", "pid-G", []ProviderConfig{azapi, azurerm("", "X", same)}, []string{differs + "pid-X: …"}},
		{"of a placeholder", "pid-TF", []ProviderConfig{azurerm("", "E", same)}, []string{"CUA105 …"}},
		{"of a placeholder, and another", "pid-TF pid-G", []ProviderConfig{azurerm("", "E", same)}, []string{"CUA105 …", differs + "pid-E: …"}},
		{"the same, and another", "pid-E pid-G", []ProviderConfig{azurerm("", "E", same)}, []string{differs + "pid-E: …"}},
	} {
		var tracking []TrackingDeployment
		for _, name := range strings.Fields(test.names) {
			tracking = append(tracking, TrackingDeployment{Name: name, Literal: true, Conditional: true}) // they may exclude each other
		}
		c := templateWith(tracking...)
		c.Templates[0].Resource, c.Templates[0].Carrier = "app", "azurerm"
		c.Providers = test.providers
		c.Selections = []Selection{{Source: azurerm("", "G", same).Source, Version: "4.0.0"}, {Source: azapi.Source, Version: "2.0.0"}}
		expect(t, test.what, Check(c, nil, Options{}).Findings, test.want...)
	}
}

// TestUntracked: what to put into a template without a tracking deployment, and
// which template needs none.
func TestUntracked(t *testing.T) {
	const none = `CUA501 warning : The template has no tracking deployment: Azure credits nobody with what it deploys.; put this into the resources of the main template: `
	one, two := Policy{Registrations: []Registration{{ID: g}}}, Policy{Registrations: []Registration{{ID: g}, {ID: e}}}
	market := Policy{Registrations: []Registration{{ID: letters("pid-G-partnercenter")}}}
	for _, test := range []struct {
		what     string
		template Template
		policy   Policy
		want     []string
	}{
		{"a group's", Template{}, Policy{}, []string{none + `{"type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "pid-<your registered GUID>", "properties": {"mode": "Incremental", …`}},
		{"a subscription's", Template{Scope: SubscriptionScope}, Policy{}, []string{none + `…"name": "pid-<your registered GUID>", "location": "[deployment().location]", …`}},
		{"with names", Template{Symbolic: true}, Policy{}, []string{none + `"customerUsageAttribution": {"type": …`}},
		{"a resource's", Template{Resource: "azapi_resource.app"}, Policy{}, []string{"CUA501 warning azapi_resource.app: …"}},
		{"by a policy with one ID", Template{}, one, []string{none + `… "name": "pid-G", …`}},
		{"by a policy with one of the marketplace", Template{}, market, []string{none + `… "name": "pid-G-partnercenter", …`}},
		{"by a policy with two", Template{}, two, []string{none + `… "name": "pid-<your registered GUID>", …`}},
		{"tracked, after another one", Template{Tracking: []TrackingDeployment{{Name: letters("pid-G"), Literal: true, Mode: KnownSetting("Incremental")}}}, Policy{}, nil},
		{"carried", Template{Carrier: "azurerm"}, Policy{}, nil},
		{"with deployments, for the marketplace", Template{Marketplace: true, Deployments: true}, Policy{}, []string{none + "…"}},
		{"without any, for the marketplace", Template{Marketplace: true}, Policy{}, []string{`CUA501 note : The template has no tracking deployment, nor any other: Partner Center adds one, …; nothing, where it goes to the commercial marketplace; else put this into …`}},
		{"without any, for elsewhere", Template{}, Policy{}, []string{none + "…"}},
	} {
		test.template.Resources = Location{File: "azuredeploy.json", Start: Position{5, 3}}
		// The other template is tracked, which tells nothing of this one.
		c := templateWith(TrackingDeployment{Name: "pid-G", Literal: true})
		c.Templates = append(c.Templates, test.template)
		findings := slices.DeleteFunc(Check(c, nil, Options{Policy: test.policy}).Findings, func(f Finding) bool { return f.Rule == "CUA107" })
		expect(t, test.what, findings, test.want...)
		for _, finding := range findings {
			if finding.Start.Line != 5 {
				t.Errorf("%s: placed at %+v", test.what, finding.Start)
			}
		}
	}
}

// A finding on the mode alone is placed at the mode, any other at the name.
func TestPlaceOfTemplateFindings(t *testing.T) {
	complete := KnownSetting("Complete")
	complete.Written = Location{File: "azuredeploy.json", Start: Position{12, 5}}
	for _, test := range []struct {
		deploys string
		mode    Setting
		want    int
	}{
		{"", complete, 12},
		{"2 resources", complete, 10},
		{"", UnsetSetting(), 10},
	} {
		findings := Check(templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Deploys: test.deploys, Mode: test.mode}), nil, Options{}).Findings
		if len(findings) != 1 || findings[0].Start.Line != test.want {
			t.Errorf("%q, mode %q: %+v, want one on line %d", test.deploys, test.mode.Value(), findings, test.want)
		}
	}
}

// A row says whose ID it is, and on what the attribution hangs.
func TestTemplateAttribution(t *testing.T) {
	for _, test := range []struct {
		deployment TrackingDeployment
		want       string
	}{
		{TrackingDeployment{Name: "pid-G", Conditional: true, OffByDefault: true}, "with the defaults of the parameters it is not made"},
		{TrackingDeployment{Name: "pid-G", Elsewhere: "scope"}, "it is sent to another scope"},
		{TrackingDeployment{Name: "pid-G"}, ""},
	} {
		if got := Check(templateWith(test.deployment), nil, Options{}).Attribution[0].Reason; got != test.want {
			t.Errorf("%+v: the row says %q", test.deployment, got)
		}
	}
	c := templateWith(TrackingDeployment{Name: "pid-G", Literal: true, Conditional: true})
	row := Check(c, nil, Options{Policy: Policy{Registrations: []Registration{{ID: g, Offer: "backup"}}}}).Attribution[0]
	if row.Reason != "it is decided at deployment whether it is made" || row.Registration == nil || row.Registration.Offer != "backup" || row.Origin != FromTemplate || row.Source != DeploymentType {
		t.Errorf("%+v", row)
	}
}

// A name is shown where it may be that of a deployment; what else stands there may
// be a secret.
func TestNameInAttribution(t *testing.T) {
	for name, want := range map[string]string{"pid-G-app": "pid-G", "pid-1234567": "pid-1234567", "pid-hunter2!": ""} {
		got := ""
		if id := Check(templateWith(TrackingDeployment{Name: name, Literal: true}), nil, Options{}).Attribution[0].TrackingID; id != nil {
			got = *id
		}
		if got != letters(want) {
			t.Errorf("%s is shown as %q, want %q", name, got, want)
		}
	}
}

// TestDeploymentMistake names the likely mistake in the name of a deployment.
func TestDeploymentMistake(t *testing.T) {
	for name, want := range map[string]string{
		"G":                           "lacks its pid-",
		"G-partnercenter":             "lacks its pid-",
		"network":                     "does not start with pid- in lower case",
		"PID-G":                       "does not start with pid- in lower case",
		"pid-":                        "has no ID between",
		"pid--partnercenter":          "has no ID between",
		"pid-partnercenter":           "has no ID between",
		"pid-pid-G":                   "has the prefix pid- twice",
		"pid-G-PartnerCenter":         "whose -partnercenter is not in lower case",
		"pid-G-partnercenter-app":     "has something after -partnercenter",
		"pid-G-app-PartnerCenter":     "has something after the GUID",
		"pid-Gapp":                    "has something after the GUID",
		"pid-G-":                      "has something after the GUID",
		"pid-<guid of the partner>":   "is a placeholder that nobody replaced",
		"pid-<the partner's own ID":   "is a placeholder that nobody replaced",
		"pid-the-partner>":            "is a placeholder that nobody replaced",
		"pid-1234567":                 "is a number, as a partner (MPN) ID is",
		"1234567":                     "is a number, as a partner (MPN) ID is",
		"pid-1234567890":              "is a number, as a partner (MPN) ID is",
		"pid-12345678901":             "is a name or a word",
		"pid-contoso":                 "is a name or a word",
		"pid-" + g[:35]:               "is 1 digit short",
		"pid-contoso-backup-offering": "is a name or a word",
	} {
		if what, mend := deploymentMistake(letters(name)); !strings.Contains(what, want) || mend == "" || strings.Contains(what+mend, "partner_id") {
			t.Errorf("%s %s, want %s", name, what, want)
		}
	}
}

func TestShowsName(t *testing.T) {
	for _, text := range []string{"my-deployment_1.(x)", "Network", strings.Repeat("a", 64), "{" + g + "}"} {
		if !ShowsName(text) {
			t.Errorf("%q may not be shown", text)
		}
	}
	for _, text := range []string{"hunter2!", strings.Repeat("k", 65), "my deployment"} {
		if ShowsName(text) {
			t.Errorf("%q may be shown", text)
		}
	}
}

// The readers ask what a name stands for.
func TestNames(t *testing.T) {
	for name, want := range map[string]bool{"G": true, "G-partnercenter": true, "{G^}": true, "network": false, "": false} {
		if NamesTrackingID(letters(name)) != want {
			t.Errorf("NamesTrackingID(%s) is %v", name, !want)
		}
	}
	for name, want := range map[string]string{"pid-G-app": "pid-G", "pid-G-partnercenter": "pid-G-partnercenter", "network": ""} {
		if got := DeploymentID(letters(name)); got != letters(want) {
			t.Errorf("DeploymentID(%s) = %s", name, got)
		}
	}
	for id, want := range map[string]string{"G": "pid-G", "pid-G-partnercenter": "pid-G-partnercenter"} {
		if got := DeploymentName(letters(id)); got != letters(want) {
			t.Errorf("DeploymentName(%s) = %s", id, got)
		}
	}
}
