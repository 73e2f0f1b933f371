package tfcua

import (
	"strings"
	"testing"
)

// written is a setting as a configuration has it: the letters of the tables
// below stand for the values.
func written(text string) Setting {
	switch text {
	case "-":
		return UnsetSetting()
	case "?":
		return UnknownSetting("it is unknown")
	}
	return KnownSetting(letters(text))
}

// letters replaces G, E, X and TF by the GUIDs that they stand for, g and e by
// the same in upper case.
func letters(text string) string {
	return strings.NewReplacer("TF", tf, "G^", strings.ToUpper(g), "E^", strings.ToUpper(e), "G", g, "E", e, "X", x).Replace(text)
}

// TestPredict holds the prediction against what the real providers (azurerm
// 5.2.0, azapi 2.12.0, azuread 3.9.0) were seen to send: a word, "none" or
// "refused".
func TestPredict(t *testing.T) {
	for _, test := range []struct {
		partnerID, disable, environment string
		azurerm, azapi, azuread         string
	}{
		// in the block alone
		{"G", "-", "", "pid-G", "pid-G", "pid-G"},
		{"G^", "-", "", "pid-G^", "pid-G^", "pid-G^"},
		{"pid-G", "-", "", "pid-G", "refused", "refused"},
		{"pid-G^", "-", "", "pid-G^", "refused", "refused"},
		{"PID-G", "-", "", "refused", "refused", "refused"},
		{"pid-G-partnercenter", "-", "", "pid-G-partnercenter", "refused", "refused"},
		{"pid-G-PartnerCenter", "-", "", "refused", "refused", "refused"},
		{"G-partnercenter", "-", "", "refused", "refused", "refused"},
		{"pid-contoso-myoffer-partnercenter", "-", "", "refused", "refused", "refused"},
		{"{G}", "-", "", "refused", "refused", "refused"},
		{" G", "-", "", "refused", "refused", "refused"},
		{"G\n", "-", "", "refused", "refused", "refused"},
		{"123456", "-", "", "refused", "refused", "refused"},
		{"", "-", "", "pid-TF", "pid-TF", "pid-TF"},
		{"TF", "-", "", "pid-TF", "pid-TF", "pid-TF"},
		{"pid-G pid-X", "-", "", "refused", "refused", "refused"},
		// in the environment alone
		{"-", "-", "ARM_PARTNER_ID=E", "pid-E", "pid-E", "pid-E"},
		{"-", "-", "ARM_PARTNER_ID=E^", "pid-E^", "pid-E^", "pid-E^"},
		{"-", "-", "ARM_PARTNER_ID=pid-E", "pid-E", "pid-pid-E", "refused"},
		{"-", "-", "ARM_PARTNER_ID=PID-E", "refused", "pid-PID-E", "refused"},
		{"-", "-", "ARM_PARTNER_ID=pid-E-partnercenter", "pid-E-partnercenter", "pid-pid-E-partnercenter", "refused"},
		{"-", "-", "ARM_PARTNER_ID=E-partnercenter", "refused", "pid-E-partnercenter", "refused"},
		{"-", "-", "ARM_PARTNER_ID={E}", "refused", "pid-{E}", "refused"},
		{"-", "-", "ARM_PARTNER_ID= E", "refused", "pid-", "refused"},
		{"-", "-", "ARM_PARTNER_ID=E ", "refused", "pid-E", "refused"},
		{"-", "-", "ARM_PARTNER_ID=E\n", "refused", "refused", "refused"},
		{"-", "-", "ARM_PARTNER_ID=E\r", "refused", "refused", "refused"},
		{"-", "-", "ARM_PARTNER_ID=\x7f", "refused", "refused", "refused"},
		{"-", "-", "ARM_PARTNER_ID=", "pid-TF", "pid-TF", "pid-TF"},
		{"-", "-", "ARM_PARTNER_ID= ", "refused", "pid-", "refused"},
		{"-", "-", "ARM_PARTNER_ID=123456", "refused", "pid-123456", "refused"},
		{"-", "-", "ARM_PARTNER_ID=not a guid", "refused", "pid-(3 characters: letters)", "refused"},
		// both
		{"G", "-", "ARM_PARTNER_ID=E", "pid-G", "pid-G", "pid-G"},
		{"G", "-", "ARM_PARTNER_ID=not a guid", "pid-G", "pid-G", "pid-G"},
		{"not a guid", "-", "ARM_PARTNER_ID=E", "refused", "refused", "refused"},
		{"", "-", "ARM_PARTNER_ID=E", "pid-TF", "pid-TF", "pid-TF"},
		{"", "-", "ARM_PARTNER_ID=not a guid", "pid-TF", "pid-TF", "pid-TF"},
		// nothing, and the way out
		{"-", "-", "", "pid-TF", "pid-TF", "pid-TF"},
		{"-", "true", "", "none", "none", "none"},
		{"G", "true", "", "pid-G", "pid-G", "pid-G"},
		{"", "true", "ARM_PARTNER_ID=E", "none", "none", "none"},
		{"-", "true", "ARM_PARTNER_ID=E", "pid-E", "pid-E", "pid-E"},
		{"-", "-", "ARM_DISABLE_TERRAFORM_PARTNER_ID=true", "none", "none", "none"},
		{"-", "-", "ARM_DISABLE_TERRAFORM_PARTNER_ID=1", "none", "pid-TF", "none"},
		{"-", "-", "ARM_DISABLE_TERRAFORM_PARTNER_ID=TRUE", "refused", "pid-TF", "refused"},
		{"-", "-", "ARM_DISABLE_TERRAFORM_PARTNER_ID=yes", "refused", "pid-TF", "refused"},
		{"-", "-", "ARM_DISABLE_TERRAFORM_PARTNER_ID=false", "pid-TF", "pid-TF", "pid-TF"},
		{"-", "false", "ARM_DISABLE_TERRAFORM_PARTNER_ID=true", "pid-TF", "pid-TF", "pid-TF"},
		// the user agent
		{"-", "-", "AZURE_HTTP_USER_AGENT=cloud-shell/1.0 pid-X", "pid-X pid-TF", "pid-X pid-TF", "pid-X pid-TF"},
		{"G", "-", "AZURE_HTTP_USER_AGENT=cloud-shell/1.0 pid-X", "pid-X pid-G", "pid-X pid-G", "pid-X pid-G"},
		{"-", "true", "AZURE_HTTP_USER_AGENT=cloud-shell/1.0 pid-X", "pid-X", "pid-X", "pid-X"},
		{"-", "-", "TF_APPEND_USER_AGENT=custom/1.0 pid-X", "pid-TF", "pid-TF", "pid-TF"},
		{"G", "-", "AZURE_HTTP_USER_AGENT=pid-G", "pid-G pid-G", "pid-G pid-G", "pid-G pid-G"},
		{"-", "true", "AZURE_HTTP_USER_AGENT=pid-G\n", "refused", "refused", "refused"},
		{"-", "true", "AZURE_HTTP_USER_AGENT=a\rpid-G", "refused", "refused", "refused"},
		{"G", "-", "AZURE_HTTP_USER_AGENT=\x1b[2J", "refused", "refused", "refused"},
		{"-", "true", "AZURE_HTTP_USER_AGENT=a\tpid-G", "pid-G", "pid-G", "pid-G"},
		// not known here
		{"?", "-", "ARM_PARTNER_ID=E", "unknown", "unknown", "unknown"},
		{"-", "?", "", "unknown", "unknown", "unknown"},
		{"G", "?", "", "pid-G", "pid-G", "pid-G"},
	} {
		environment := Environment{}
		if name, value, ok := strings.Cut(test.environment, "="); ok {
			environment[name] = letters(value)
		}
		for source, want := range map[string]string{"hashicorp/azurerm": test.azurerm, "azure/azapi": test.azapi, "hashicorp/azuread": test.azuread} {
			address, _ := ParseSource(source)
			report := Check(Configuration{Providers: []ProviderConfig{{
				Source: address, LocalName: address.Type,
				PartnerID: written(test.partnerID), DisableTerraformPartnerID: written(test.disable),
			}}}, environment, Options{})
			row := report.Attribution[0]
			got := row.Sent
			switch {
			case row.Origin == RefusedOrigin || row.Origin == UnknownOrigin:
				got = string(row.Origin)
			case got == "":
				got = "none"
			}
			if got != letters(want) {
				t.Errorf("%s: partner_id %q, disable %q, %q: %s, want %s", source, test.partnerID, test.disable, test.environment, got, letters(want))
			}
		}
	}
}

// TestPredictByVersion holds the prediction for releases that behave otherwise.
func TestPredictByVersion(t *testing.T) {
	for _, test := range []struct {
		source, version, partnerID, environment string
		want                                    string
		origin                                  Origin
	}{
		{"hashicorp/azurerm", "1.20.0", "-", "ARM_PARTNER_ID=E", "", FromNothing},
		{"hashicorp/azurerm", "1.20.0", "G", "", "", RefusedOrigin},
		{"hashicorp/azurerm", "1.21.0", "G", "", "pid-G", FromBlock},
		{"hashicorp/azurerm", "1.21.0", "pid-G", "", "", RefusedOrigin},
		{"hashicorp/azurerm", "1.35.0", "-", "", "", FromNothing},
		{"hashicorp/azurerm", "1.36.0", "-", "", "pid-TF", FromDefault},
		{"hashicorp/azurerm", "3.20.0", "pid-G-partnercenter", "", "", RefusedOrigin},
		{"hashicorp/azurerm", "3.21.0", "pid-G-partnercenter", "", "pid-G-partnercenter", FromBlock},
		{"azure/azapi", "1.12.0", "-", "ARM_PARTNER_ID=pid-E", "", RefusedOrigin},
		{"azure/azapi", "1.13.0", "-", "ARM_PARTNER_ID=pid-E", "pid-pid-E", FromEnvironment},
	} {
		environment := Environment{}
		if name, value, ok := strings.Cut(test.environment, "="); ok {
			environment[name] = letters(value)
		}
		address, _ := ParseSource(test.source)
		row := Check(Configuration{
			Providers:  []ProviderConfig{{Source: address, LocalName: address.Type, PartnerID: written(test.partnerID), DisableTerraformPartnerID: UnsetSetting()}},
			Selections: []Selection{{Source: address, Version: test.version}},
		}, environment, Options{}).Attribution[0]
		if row.Sent != letters(test.want) || row.Origin != test.origin {
			t.Errorf("%s %s, partner_id %q, %q: sends %q (%s), want %q (%s)", test.source, test.version, test.partnerID, test.environment, row.Sent, row.Origin, letters(test.want), test.origin)
		}
	}
}
