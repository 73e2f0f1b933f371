package verify

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write what the tests expect")

type (
	page       = []*armresources.DeploymentExtended
	operations = map[string][]*armresources.DeploymentOperation
)

// TestResults holds what is shown of each history against testdata/<name>.txt and
// .json, and the JSON against its schema.
func TestResults(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/verify.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		history
	}{
		{"one_run", history{
			// What is of other runs stands on both pages.
			pages: []page{
				{deployment("other", "aaaa", 1), deployment(named, "BBBB", 3)},
				{deployment("mainTemplate", "bbbb", 4), deployment("pid-c1b2c3d4-e5f6-4711-8899-aabbccddeeff", "aaaa", 1)},
			},
			operations: operations{
				at("web", "other"): {creates("Microsoft.Storage/storageAccounts/others", "Succeeded")},
				at("web", "mainTemplate"): {
					creates("Microsoft.Resources/deployments/"+named, "Succeeded"),
					creates("Microsoft.Storage/storageAccounts/webdata", "Succeeded"),
					creates("Microsoft.Network/virtualNetworks/web", "Succeeded"),
					operation(armresources.ProvisioningOperationRead, "Microsoft.KeyVault/vaults/referred", "Succeeded"),
					operation(armresources.ProvisioningOperationEvaluateDeploymentOutput, "Microsoft.Compute/disks/none", "Succeeded"),
				},
			},
		}},
		{"failed", history{
			pages: []page{{deployment(named, "bbbb", 3), deployment("mainTemplate", "bbbb", 4)}},
			operations: operations{at("web", "mainTemplate"): {
				failing("Microsoft.Compute/virtualMachines/vm", "SkuNotAvailable", "The requested size is not available in the location 'westeurope'. Try another size, or deploy to another location or zone."),
				creates("Microsoft.Network/publicIPAddresses/vm", "Running"),
				creates("Microsoft.Network/networkInterfaces/vm", "Succeeded"),
			}},
		}},
		{"redeployed", history{
			pages: []page{{
				deployment(named+"-aaaaaaaaaaaaa", "aaaa", 3), deployment("main-1", "aaaa", 4),
				deployment("PID-"+strings.ToUpper(guid)+"-BBB", "bbbb", 13), deployment("main-2", "bbbb", 14),
			}},
			operations: operations{
				at("web", "main-1"): {
					failing("Microsoft.Compute/virtualMachines/vm", "SkuNotAvailable", "Not there"),
					creates("Microsoft.Storage/storageAccounts/webdata", "Succeeded"),
				},
				at("web", "main-2"): {
					creates("microsoft.compute/virtualMachines/VM", "Succeeded"),
					failing("Microsoft.Storage/storageAccounts/webdata", "Conflict", "Busy"),
				},
			},
		}},
		{"nested", history{
			pages: []page{{deployment(named, "bbbb", 3), deployment("main", "bbbb", 4), deployment("module", "cccc", 9)}},
			elsewhere: map[string]*armresources.DeploymentExtended{
				strings.Replace(at("Data", "store"), subscription, strings.ToUpper(subscription), 1): deployment("store", "bbbb", 5),
				at("data", "again"):                        deployment("again", "dddd", 30),
				"subscriptions/" + subscription + "/roles": deployment("roles", "bbbb", 6),
			},
			operations: operations{
				at("web", "main"): {
					creates("Microsoft.Resources/deployments/module", "Succeeded"),
					creates("/subscriptions/"+strings.ToUpper(subscription)+"/resourcegroups/Data/providers/Microsoft.Resources/deployments/store", "Succeeded"),
					creates("/subscriptions/"+subscription+"/resourceGroups/data/providers/Microsoft.Resources/deployments/again", "Succeeded"),
					creates("/subscriptions/"+subscription+"/resourceGroups/data/providers/Microsoft.Resources/deployments/gone", "Succeeded"),
					creates("/subscriptions/"+subscription+"/resourceGroups/locked/providers/Microsoft.Resources/deployments/locked", "Succeeded"),
					creates("/subscriptions/"+subscription+"/providers/Microsoft.Resources/deployments/roles", "Succeeded"),
					creates("/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Resources/deployments/policies", "Succeeded"),
					creates("/subscriptions/"+subscription+"/resourceGroups/../providers/Microsoft.Resources/deployments/up", "Succeeded"),
				},
				strings.Replace(at("Data", "store"), subscription, strings.ToUpper(subscription), 1): {creates("/subscriptions/"+subscription+"/resourceGroups/data/providers/Microsoft.Sql/servers/s/databases/d", "Succeeded")},
				"subscriptions/" + subscription + "/roles":                                           {creates("/subscriptions/"+subscription+"/providers/Microsoft.Authorization/roleAssignments/r", "Succeeded")},
			},
			refused: map[string]int{at("locked", "locked"): 403},
		}},
		{"nothing_created", history{pages: []page{{deployment(named, "bbbb", 3)}}}},
		{"not_found", history{pages: []page{{deployment("main", "bbbb", 3)}}}},
		{"others", history{pages: []page{{
			deployment(named+"-partnercenter", "bbbb", 3), deployment("pid-c1b2c3d4-e5f6-4711-8899-aabbccddeeff-x", "bbbb", 3),
			deployment(guid, "bbbb", 3), deployment(named+"x", "bbbb", 3), deployment("pid-contoso-web-partnercenter", "bbbb", 3),
		}}}},
		{"hostile", history{
			pages: []page{{deployment(named, "b\x1b[31mb\n", 3), deployment("main\x1b]0;title\a\u202e", "b\x1b[31mb\n", 4)}},
			operations: operations{at("web", "main\x1b]0;title\a\u202e"): {
				failing("Microsoft.Storage/storageAccounts/x\x1b[2J\nFound: 9 resources", "Bad\x1b[0m", "two\nlines\r\u009b31m"),
			}},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.t = t
			result, err := c.ask(query(t, guid))
			if err != nil {
				t.Fatal(err)
			}
			var text, narrow, document bytes.Buffer
			if err := result.WriteText(&text, 0); err != nil {
				t.Fatal(err)
			}
			if err := result.WriteText(&narrow, 60); err != nil {
				t.Fatal(err)
			}
			if err := result.WriteJSON(&document, "v1.2.3"); err != nil {
				t.Fatal(err)
			}
			for _, shown := range []string{text.String(), narrow.String(), document.String()} {
				if strings.ContainsFunc(shown, func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' }) {
					t.Errorf("a terminal may act on this: %q", shown)
				}
			}
			golden(t, c.name+".txt", text.Bytes())
			golden(t, c.name+"_narrow.txt", narrow.Bytes())
			golden(t, c.name+".json", document.Bytes())
			decoded, err := jsonschema.UnmarshalJSON(&document)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(decoded); err != nil {
				t.Error(err)
			}
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("testdata/%s is not what is written now (go test -update writes it):\n%s", name, got)
	}
}

// A tracking ID is found in every form in which it may be given, and in no other
// deployment than its own.
func TestForms(t *testing.T) {
	h := history{t: t, pages: []page{{
		deployment(named, "a", 1), deployment(named+"-partnercenter", "b", 2),
		deployment("pid-Contoso-Web-partnercenter", "c", 3), deployment(named+"-suffix", "d", 4),
	}}}
	for id, want := range map[string][]string{
		guid:                            {named + "-suffix", named},
		strings.ToUpper(guid):           {named + "-suffix", named},
		named:                           {named + "-suffix", named},
		"PID-" + guid:                   {named + "-suffix", named},
		named + "-suffix":               {named + "-suffix", named},
		named + "-partnercenter":        {named + "-partnercenter"},
		"pid-contoso-web-PartnerCenter": {"pid-Contoso-Web-partnercenter"},
		"d" + guid[1:]:                  nil,
	} {
		result, err := h.ask(query(t, id))
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		var got []string
		for _, d := range result.Deployments {
			got = append(got, d.Name)
		}
		if !slices.Equal(got, want) || result.Found != (want != nil) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

// Azure may leave anything out.
func TestGaps(t *testing.T) {
	h := history{
		t: t,
		pages: []page{{
			nil, {}, {Name: to("main")}, {Name: to(named), Properties: &armresources.DeploymentPropertiesExtended{}},
		}},
		operations: operations{at("web", named): {
			{},
			{Properties: &armresources.DeploymentOperationProperties{}},
			{Properties: &armresources.DeploymentOperationProperties{ProvisioningOperation: to(armresources.ProvisioningOperationCreate)}},
			{Properties: &armresources.DeploymentOperationProperties{ProvisioningOperation: to(armresources.ProvisioningOperationCreate), TargetResource: &armresources.TargetResource{}}},
			{Properties: &armresources.DeploymentOperationProperties{ProvisioningOperation: to(armresources.ProvisioningOperationCreate), TargetResource: &armresources.TargetResource{ID: to("x")}}},
		}},
	}
	result, err := h.ask(query(t, guid))
	if err != nil {
		t.Fatal(err)
	}
	if !result.Found || len(result.Deployments) != 1 || len(result.Resources) != 1 || result.Resources[0].Created {
		t.Errorf("the result is %+v", result)
	}
	for _, columns := range []int{0, 20} {
		if err := result.WriteText(&bytes.Buffer{}, columns); err != nil {
			t.Error(err)
		}
	}
}

// Deployments that name each other come to an end.
func TestCircle(t *testing.T) {
	h := history{t: t, pages: []page{{deployment(named, "b", 1), deployment("one", "b", 2), deployment("two", "b", 3)}}, operations: operations{
		at("web", "one"): {creates("Microsoft.Resources/deployments/two", "Succeeded"), creates("Microsoft.Resources/deployments/ONE", "Succeeded")},
		at("web", "two"): {creates("Microsoft.Resources/deployments/one", "Succeeded")},
	}}
	if result, err := h.ask(query(t, guid)); err != nil || len(result.Deployments) != 3 || result.Unseen != nil {
		t.Errorf("the result is %+v, %v", result, err)
	}
}

// A history that changes meanwhile is no reason to fail; a missing permission in
// the resource group itself is.
func TestRefusedOperations(t *testing.T) {
	h := history{t: t, pages: []page{{deployment(named, "b", 1)}}, refused: map[string]int{at("web", named): 404}}
	if result, err := h.ask(query(t, guid)); err != nil || len(result.Unseen) != 1 {
		t.Errorf("the result is %+v, %v", result, err)
	}
	h.refused[at("web", named)] = 403
	if _, err := h.ask(query(t, guid)); err == nil || !strings.Contains(err.Error(), "no permission to read its deployments (403 Refused)") {
		t.Errorf("the error is %v", err)
	}
}

func TestQuery(t *testing.T) {
	for _, c := range []struct{ subscription, group, id, cloud, want string }{
		{"", "web", guid, "public", "--subscription is needed"},
		{"Pay-As-You-Go", "web", guid, "public", "takes the GUID of a subscription"},
		{subscription, "", guid, "public", "--resource-group is needed"},
		{subscription, "..", guid, "public", "takes the name of a resource group"},
		{subscription, "a/b", guid, "public", "takes the name of a resource group"},
		{subscription, strings.Repeat("a", 91), guid, "public", "takes the name of a resource group"},
		{subscription, "web", guid, "Public", "--cloud Public: a cloud is public, government or china"},
		{subscription, "web", "", "public", "the tracking ID is empty"},
		{subscription, "web", "1234567", "public", "1234567: is a number, as a partner (MPN) ID is"},
		{subscription, "web", "hunter2-and-more", "public", "(16 characters: letters, digits, other characters): is a name or a word where the GUID belongs"},
		{subscription, "web", "\x1b" + guid, "public", "is no tracking ID"},
	} {
		_, err := NewQuery(c.subscription, c.group, c.id, c.cloud)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: the error is %v", c, err)
		} else if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%+v: shown: %v", c, err)
		}
	}
	if _, err := NewQuery(subscription, "Gruppe-ä_(1).x", guid, "china"); err != nil {
		t.Error(err)
	}
}
