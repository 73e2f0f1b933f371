package starter

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/policy"
)

const (
	ours   = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	theirs = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
	market = "pid-c3d4e5f6-a7b8-4933-8abb-ccddeeff0011-partnercenter"
	hidden = "d4e5f6a7-b8c9-4a44-9bcc-ddeeff001122"
	tenant = "e5f6a7b8-c9da-4b55-8cdd-eeff00112233"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// first is the first policy of a folder, and what it decodes to. It is formatted,
// and the same whenever it is made.
func first(t *testing.T, dir string) (string, tfcua.Policy) {
	t.Helper()
	text, ids, err := Policy(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, _ := Policy(dir); !bytes.Equal(text, again) {
		t.Error("made twice, it is another")
	}
	if !bytes.Equal(hclwrite.Format(text), text) {
		t.Errorf("not formatted:\n%s", text)
	}
	if err := os.WriteFile(filepath.Join(dir, policy.FileName), text, 0o644); err != nil {
		t.Fatal(err)
	}
	policies, err := policy.Open("", dir, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := policies.For(".", true)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(decoded.Registrations) != ids {
		t.Errorf("%d tracking IDs, and it lists %d", ids, len(decoded.Registrations))
	}
	if len(decoded.Kinds)+len(decoded.Severities)+len(decoded.Mirrors)+len(decoded.Ignores) > 0 || decoded.Unknown != "" || decoded.RefuseComments {
		t.Errorf("it lays down more than was found: %+v", decoded)
	}
	return string(text), decoded
}

func requires(source, version string) string {
	return "terraform {\n  required_providers {\n    azurerm = {\n      source  = \"" + source + "\"\n      version = \"" + version + "\"\n    }\n  }\n}\n"
}

func tagged(alias, partnerID, more string) string {
	return "provider \"azurerm\" {\n  alias = \"" + alias + "\"\n  features {}\n  partner_id = " + partnerID + "\n" + more + "}\n" +
		"resource \"azurerm_resource_group\" \"" + alias + "\" {\n  provider = azurerm." + alias + "\n}\n"
}

// TestPolicy: of what is found, tracking IDs that somebody may have are listed,
// with where they are; nothing else is.
func TestPolicy(t *testing.T) {
	dir := folder(t, map[string]string{
		"prod/main.tf": requires("hashicorp/azurerm", ">= 4.0") + tagged("a", `"`+ours+`"`, "") + tagged("b", "var.market", "") +
			"variable \"market\" {\n  default = \"" + market + "\"\n}\n",
		"dev/main.tf": requires("hashicorp/azurerm", "~> 3.50") +
			tagged("a", `"`+strings.ToUpper(ours)+`"`, "") + // the same
			tagged("b", `"00000000-0000-0000-0000-000000000000"`, "") + // nobody's
			tagged("c", `"1234567"`, "") + // none
			tagged("d", "var.secret", "") +
			tagged("e", `"`+tenant+`"`, "  tenant_id = \""+tenant+"\"\n") + // pasted into the wrong line
			tagged("f", `"pid-`+theirs+`"`, "") + // registered without the prefix
			"variable \"secret\" {\n  default   = \"" + hidden + "\"\n  sensitive = true\n}\n",
		"dev/unused.tf":       "provider \"azurerm\" {\n  alias = \"unused\"\n  features {}\n  partner_id = \"f6a7b8c9-daeb-4c66-9dee-ff0011223344\"\n}\n",
		"private/main.tf":     requires("terraform.example.com/platform/azurerm", "1.0.0") + tagged("a", `"`+theirs+`"`, ""),
		"module/net/main.tf":  "resource \"azurerm_resource_group\" \"a\" {}\n",
		".terraform/x/bad.tf": "this is = { no configuration",
	})
	text, decoded := first(t, dir)
	for _, id := range []string{ours, theirs, market} {
		if decoded.Registration(id) == nil {
			t.Errorf("%s is not listed", id)
		}
	}
	if len(decoded.Registrations) != 3 {
		t.Errorf("%+v is listed", decoded.Registrations)
	}
	for _, secret := range []string{hidden, tenant, "00000000", "1234567", "f6a7b8c9", dir} {
		if strings.Contains(text, secret) {
			t.Errorf("it holds %s", secret)
		}
	}
	for _, want := range []string{
		"# Found at dev/main.tf:12, prod/main.tf:12. Confirm in Partner Center.\n",
		`#   "terraform.example.com/platform/azurerm" = "azurerm"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	if got := decoded.MinimumVersions["azurerm"].String(); got != "3.50.0" {
		t.Errorf("the oldest version is %s, want 3.50.0", got)
	}
}

// Without anything found nothing is laid down, and no tracking ID is made up.
func TestPolicyOfNothing(t *testing.T) {
	for what, files := range map[string]map[string]string{
		"an empty folder":         {"README.md": ""},
		"no constraint, no ID":    {"main.tf": "provider \"azurerm\" {\n  features {}\n}\nresource \"azurerm_resource_group\" \"a\" {}\n"},
		"an ID that is not known": {"main.tf": "variable \"x\" {}\n" + tagged("a", "var.x", "")},
		"an old version":          {"main.tf": requires("hashicorp/azurerm", ">= 1.0")},
	} {
		text, decoded := first(t, folder(t, files))
		if len(decoded.Registrations) > 0 || len(decoded.MinimumVersions) > 0 {
			t.Errorf("%s: %+v", what, decoded)
		}
		if !strings.Contains(text, "# tracking_id \"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\" {\n") {
			t.Errorf("%s: no example:\n%s", what, text)
		}
	}
}

// What is commented out is a policy too, as soon as the IDs are somebody's.
func TestExamplesInPolicy(t *testing.T) {
	text, _ := first(t, folder(t, map[string]string{"README.md": ""}))
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "#"), " ")
		switch {
		case strings.Contains(line, " = ") && !strings.Contains(line, "tfcua:ignore"), strings.HasSuffix(line, "{\n"), strings.TrimSpace(line) == "}":
			b.WriteString(line)
		}
	}
	shown := strings.ReplaceAll(b.String(), "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", ours)
	policies, err := policy.Open("", folder(t, map[string]string{policy.FileName: shown}), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := policies.For(".", true)
	if err != nil {
		t.Fatalf("%v\n%s", err, shown)
	}
	if len(decoded.Registrations) != 1 || len(decoded.Kinds) != 2 || len(decoded.Ignores) != 1 || len(decoded.Mirrors) != 1 || decoded.MinimumVersions["azurerm"].String() != "1.21.0" || decoded.Unknown == "" {
		t.Errorf("%+v", decoded)
	}
}

func TestErrors(t *testing.T) {
	if _, _, err := Policy(folder(t, map[string]string{"main.tf": "this is = { no configuration"})); err == nil {
		t.Error("a folder that cannot be read has a policy")
	}
	if _, _, err := Policy(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there has a policy")
	}
}
