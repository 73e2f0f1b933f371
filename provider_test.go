package tfcua

import "testing"

func TestParseSource(t *testing.T) {
	for text, want := range map[string]string{
		"azurerm":                             "registry.terraform.io/hashicorp/azurerm",
		"AzureRM":                             "registry.terraform.io/hashicorp/azurerm",
		"azure/azapi":                         "registry.terraform.io/azure/azapi",
		"Azure/AzAPI":                         "registry.terraform.io/azure/azapi",
		"terraform":                           "terraform.io/builtin/terraform",
		"terraform.io/builtin/terraform":      "terraform.io/builtin/terraform",
		"registry.opentofu.org/azure/azapi":   "registry.terraform.io/azure/azapi", // the same provider
		"mirror.example.com:8443/azure/azapi": "mirror.example.com:8443/azure/azapi",
		"":                                    "",
		"azure/":                              "",
		"/azapi":                              "",
		"a/b/c/d":                             "",
		"azure/az api":                        "",
		"azure/azapi\n":                       "",
		`azure/"azapi"`:                       "",
		"azure/'azapi'":                       "",
	} {
		source, ok := ParseSource(text)
		if ok != (want != "") || ok && source.String() != want {
			t.Errorf("%q is %s, %v, want %q", text, source, ok, want)
		}
	}
	if got := ImpliedSource("AzureRM").String(); got != "registry.terraform.io/hashicorp/azurerm" {
		t.Errorf("AzureRM stands for %s", got)
	}
}

func TestRegistrationWords(t *testing.T) {
	for want, registration := range map[string]Registration{
		"": {ID: g},
		"offer backup, SKU gold, channel marketplace, of 2026": {ID: g, Offer: "backup", SKU: "gold", Channel: "marketplace", Description: "of 2026"},
		"channel direct": {ID: g, Channel: "direct"},
	} {
		if got := registration.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if registration.Kind() != BareGUID {
			t.Errorf("the kind is %d", registration.Kind())
		}
	}
}

// The environment is read as a process reads it: the last of a name counts, and
// what is no variable is left out.
func TestNewEnvironment(t *testing.T) {
	environment := NewEnvironment([]string{"A=1", "A=2", "B=x=y", "C=", "=C:=C:\\", "D"})
	if len(environment) != 3 || environment["A"] != "2" || environment["B"] != "x=y" {
		t.Errorf("%q", environment)
	}
}

// What a reader forgot to read is unknown, never taken for not set.
func TestZeroSetting(t *testing.T) {
	var s Setting
	if s.State() != Unknown || s.Reason() != "it was not read" || s.Value() != "" {
		t.Errorf("%v, %q", s.State(), s.Reason())
	}
	if got := RefusedSetting("it is a list"); got.State() != Refused || got.Reason() != "it is a list" {
		t.Errorf("%v, %q", got.State(), got.Reason())
	}
}
