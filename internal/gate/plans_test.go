package gate_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/plancheck"
)

const west = "provider \"azurerm\" {\n  alias = \"west\"\n  features {}\n  partner_id = \"" + fabrikam + "\"\n}\n"

func inWest(name string) string {
	return strings.Replace(group(name), "{\n", "{\n  provider = azurerm.west\n", 1)
}

// TestRealPlans makes plans of every kind with the real terraform, and looks at
// what the saved plan and its JSON say of each provider configuration: what is
// created, updated, replaced, deleted and left, and whether it is used.
func TestRealPlans(t *testing.T) {
	both := tracked(`"`+contoso+`"`) + west
	for name, test := range map[string]struct {
		before, after string // the configuration that is applied, and the one that is planned
		arguments     []string
		saved, shown  string // shown is what plan JSON says where that is less
	}{
		"create":       {"", both + group("one") + inWest("two"), nil, "azurerm +1~0±0-0=0, azurerm.west +1~0±0-0=0", ""},
		"nothing":      {both + group("one"), both + group("one"), nil, "azurerm +0~0±0-0=1, azurerm.west unused", ""},
		"destroy":      {both + group("one") + inWest("two"), both + group("one") + inWest("two"), []string{"-destroy"}, "azurerm +0~0±0-1=0, azurerm.west +0~0±0-1=0", ""},
		"refresh only": {both + group("one"), both + group("one"), []string{"-refresh-only"}, "azurerm +0~0±0-0=0, azurerm.west unused", ""},
		"replace":      {both + group("one"), both + group("one"), []string{"-replace=azurerm_resource_group.one"}, "azurerm +0~0±1-0=0, azurerm.west unused", ""},
		"target":       {"", both + group("one") + inWest("two"), []string{"-target=azurerm_resource_group.one"}, "azurerm +1~0±0-0=0, azurerm.west unused", ""},
		"orphan":       {both + group("one") + inWest("two"), both + group("one"), nil, "azurerm +0~0±0-0=1, azurerm.west +0~0±0-1=0", "azurerm +0~0±0-0=1, azurerm.west +0~0±0-0=0"},
		"moved": {
			both + group("one"), both + strings.Replace(group("one"), "\"one\" {", "\"uno\" {", 1) + "moved {\n  from = azurerm_resource_group.one\n  to   = azurerm_resource_group.uno\n}\n",
			nil, "azurerm +0~0±0-0=1, azurerm.west unused", "",
		},
		"removed": {
			both + group("one") + inWest("two"), both + group("one") + "removed {\n  from = azurerm_resource_group.two\n  lifecycle {\n    destroy = true\n  }\n}\n",
			nil, "azurerm +0~0±0-0=1, azurerm.west +0~0±0-1=0", "azurerm +0~0±0-0=1, azurerm.west +0~0±0-0=0",
		},
		"forgotten": {
			both + group("one") + inWest("two"), both + group("one") + "removed {\n  from = azurerm_resource_group.two\n  lifecycle {\n    destroy = false\n  }\n}\n",
			nil, "azurerm +0~0±0-0=1, azurerm.west +0~0±0-0=0", "azurerm +0~0±0-0=1, azurerm.west unused",
		},
		"to another configuration": {both + group("one"), both + inWest("one"), nil, "azurerm unused, azurerm.west +0~0±0-0=1", ""},
		"count": {
			"", both + strings.Replace(group("one"), "{\n", "{\n  count = 3\n", 1), nil, "azurerm +3~0±0-0=0, azurerm.west unused", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, test.before)
			if test.before != "" {
				l.run(t, "apply", "-auto-approve")
			}
			l.configure(t, test.after)
			plan := filepath.Join(l.folder, "plan")
			l.run(t, append([]string{"plan", "-out=" + plan}, test.arguments...)...)
			if got := countsOf(t, plan, open(t, plan)); got != test.saved {
				t.Errorf("saved plan: %s, want %s", got, test.saved)
			}
			shown := test.shown
			if shown == "" {
				shown = test.saved
			}
			if got := countsOf(t, "plan.json", l.show(t, plan)); got != shown {
				t.Errorf("plan JSON: %s, want %s", got, shown)
			}
		})
	}
}

func open(t *testing.T, path string) *os.File {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// show is the JSON of a plan.
func (l *lab) show(t *testing.T, plan string) *bytes.Reader {
	t.Helper()
	command := exec.Command(l.terraform, "show", "-json", plan)
	command.Dir, command.Env = l.folder, l.environ
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(output)
}

// countsOf is what a plan does, by provider configuration, in one line.
func countsOf(t *testing.T, path string, plan interface{ Read([]byte) (int, error) }) string {
	t.Helper()
	configuration, err := plancheck.Read(path, plan, nil, hclcheck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, row := range tfcua.Check(configuration, nil, tfcua.Options{}).Attribution {
		name := strings.TrimPrefix(row.Address, "provider.")
		if row.Origin == tfcua.UnusedOrigin {
			parts = append(parts, name+" unused")
			continue
		}
		n := row.Resources
		parts = append(parts, fmt.Sprintf("%s +%d~%d±%d-%d=%d", name, n.Create, n.Update, n.Replace, n.Delete, n.NoOp))
	}
	return strings.Join(parts, ", ")
}
