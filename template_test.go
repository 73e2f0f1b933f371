package tfcua

import "testing"

func TestDeploymentID(t *testing.T) {
	const guid = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	for _, c := range []struct {
		name    string
		open    bool
		id      string
		certain bool
	}{
		{"pid-" + guid, false, "pid-" + guid, true},
		{"pid-" + guid, true, "pid-" + guid, false},
		{"pid-" + guid + "-", true, "pid-" + guid, true},
		{"pid-" + guid + "-", false, "", true},
		{"pid-" + guid + "-app", false, "pid-" + guid, true},
		{"pid-" + guid + "x", true, "", true},
		{"pid-" + guid + "-partnercenter", false, "pid-" + guid + "-partnercenter", true},
		{"pid-" + guid + "-partnercenter", true, "", true},
		{"pid-" + guid + "-partnercenter-app", false, "", true},
		{"pid-" + guid + "-PartnerCenter", false, "", true},
		{"pid-contoso-myoffer-partnercenter", false, "pid-contoso-myoffer-partnercenter", true},
		{"pid-contoso", true, "", false},
		{"pid-contoso", false, "", true},
		{"pid-partnercenter", false, "", true},
		{"pid-1234567-partnercenter", false, "", true},
		{"pi", true, "", false},
		{"", true, "", false},
		{"", false, "", true},
		{"PID-" + guid, false, "", true},
		{guid, false, "", true},
	} {
		if id, certain := idOfDeployment(c.name, c.open); id != c.id || certain != c.certain {
			t.Errorf("idOfDeployment(%q, %v) = %q, %v", c.name, c.open, id, certain)
		}
	}
}

// A template with two tracking IDs proves nothing: Azure takes one of them.
func TestProvedByTemplates(t *testing.T) {
	row := func(input, id, reason string) Attribution {
		return Attribution{Address: `azapi_resource.x.deployment["` + id + `"]`, Input: input, Source: DeploymentType, Origin: FromTemplate, Sent: id, Reason: reason}
	}
	provider := Attribution{Address: "provider.azurerm", Input: "b", Source: "registry.terraform.io/hashicorp/azurerm", Required: true, Origin: FromBlock, Sent: "pid-x"}
	for _, c := range []struct {
		rows []Attribution
		want string
	}{
		{[]Attribution{row("a", "pid-1", "")}, "at deployment Azure credits pid-1."},
		{[]Attribution{row("a", "pid-1", ""), row("a", "pid-1", "")}, "at deployment Azure credits pid-1."},
		{[]Attribution{row("a", "pid-1", ""), row("a", "pid-2", "")}, ""},
		{[]Attribution{row("a", "pid-1", ""), row("b", "pid-2", "")}, "at deployment Azure credits pid-1 and pid-2."},
		{[]Attribution{row("a", "pid-1", "a condition")}, "at deployment Azure credits pid-1, where the tracking deployment is made."},
		{[]Attribution{row("a", "pid-1", ""), provider}, "at apply the one azurerm provider configuration sends pid-x; at deployment Azure credits pid-1."},
		{[]Attribution{row("a", "", "")}, ""},
	} {
		if got := (Report{Attribution: c.rows}).proved(); got != c.want {
			t.Errorf("proved = %q, want %q", got, c.want)
		}
	}
}
