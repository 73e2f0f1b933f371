package plancheck

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

var updating = flag.Bool("update", false, "write the expectations anew")

// The folders of testdata/lab are plans that were applied with the real
// providers, Terraform 1.11.4 and azurerm 5.2.0, against a server that took
// down the User-Agent. sent.tsv holds what it saw, and what tfcua says of each:
// "same", or why it cannot say.
const lab = "testdata/lab"

// TestSent holds the prediction against what the providers really sent.
func TestSent(t *testing.T) {
	table := filepath.Join(lab, "sent.tsv")
	file, err := os.Open(table)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rewritten strings.Builder
	lines := bufio.NewScanner(file)
	rows := 0
	for lines.Scan() {
		line := lines.Text()
		column := strings.Split(line, "\t")
		if len(column) != 7 || column[0] == "case" {
			rewritten.WriteString(line + "\n")
			continue
		}
		rows++
		dir := filepath.Join(lab, column[0])
		environment := tfcua.NewEnvironment(strings.Fields(column[2]))
		got := append(column[:4:4],
			verdict(t, filepath.Join(dir, "plan.json"), false, environment, column[1], column[3]),
			verdict(t, filepath.Join(dir, "saved.tfplan"), false, environment, column[1], column[3]),
			verdict(t, filepath.Join(dir, "plan.json"), true, environment, column[1], column[3]))
		rewritten.WriteString(strings.Join(got, "\t") + "\n")
		for _, said := range got[4:] {
			if strings.HasPrefix(said, "WRONG") {
				t.Errorf("%s: %s really sent %s: %s", column[0], column[1], column[3], said)
			}
		}
		if joined := strings.Join(got, "\t"); joined != line && !*updating {
			t.Errorf("got\n%s\nwant\n%s", joined, line)
		}
	}
	if rows < 70 {
		t.Errorf("only %d rows in %s", rows, table)
	}
	if *updating {
		if err := os.WriteFile(table, []byte(rewritten.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// verdict is "same" where tfcua says of an address what was really seen.
func verdict(t *testing.T, path string, beside bool, environment tfcua.Environment, address, really string) string {
	t.Helper()
	var folder *hclcheck.Source
	if beside {
		if found, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.tf")); found == nil {
			return "-"
		}
		source, err := hclcheck.OpenFolder(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		folder = &source
	}
	report := tfcua.Check(readFile(t, path, folder, environment), environment, tfcua.Options{ShowSensitive: true})
	for _, row := range report.Attribution {
		switch {
		case row.Address != address:
			continue
		case row.Origin == tfcua.UnknownOrigin:
			return "unknown"
		case row.Origin == tfcua.FromInference && row.Sent == really:
			return "inferred"
		case row.Origin == tfcua.FromInference:
			return "inferred otherwise"
		case really == "refused" && row.Origin == tfcua.RefusedOrigin, really == "unused" && row.Origin == tfcua.UnusedOrigin:
			return "same"
		case really == "none" && row.Sent == "" && row.Origin == tfcua.FromNothing, really == row.Sent:
			return "same"
		}
		return fmt.Sprintf("WRONG (%s %s)", row.Origin, row.Sent)
	}
	if really == "unused" {
		return "same"
	}
	return "WRONG (no row)"
}

func readFile(t *testing.T, path string, folder *hclcheck.Source, environment tfcua.Environment) tfcua.Configuration {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	configuration, err := Read(path, file, folder, hclcheck.Options{Environment: environment})
	if err != nil {
		t.Fatal(err)
	}
	return configuration
}

// TestConfiguration holds all of what is read against the text beside the plan.
func TestConfiguration(t *testing.T) {
	var paths []string
	for _, pattern := range []string{"testdata/*/*/plan.json", "testdata/*/*/saved.tfplan"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(strings.TrimSuffix(path, ".json"), ".tfplan")
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			compare(t, name+".txt", describe(readFile(t, path, nil, nil)))
		})
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *updating {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// describe is a configuration as text: the plan, and a line or two for each
// provider configuration. How package hclcheck words what it read in a saved
// plan's sources, its own tests hold.
func describe(c tfcua.Configuration) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of Terraform %s", c.Input.Kind, c.Input.TerraformVersion)
	if c.Plan.Errored {
		b.WriteString(", errored")
	}
	if !c.Plan.Complete {
		b.WriteString(", not complete")
	}
	if c.Plan.Deferred > 0 {
		fmt.Fprintf(&b, ", %d deferred", c.Plan.Deferred)
	}
	b.WriteString("\n")
	for _, p := range c.Providers {
		fmt.Fprintf(&b, "%s (%s)", p.Address(), p.Source)
		if p.Implied {
			b.WriteString(", implied")
		}
		if p.Use == tfcua.Unused {
			b.WriteString(", unused")
		}
		if p.Resources != nil {
			for _, n := range []struct {
				what string
				n    int
			}{{"create", p.Resources.Create}, {"update", p.Resources.Update}, {"replace", p.Resources.Replace}, {"delete", p.Resources.Delete}, {"no-op", p.Resources.NoOp}} {
				if n.n > 0 {
					fmt.Fprintf(&b, ", %d %s", n.n, n.what)
				}
			}
		}
		b.WriteString("\n")
		ours := c.Input.Kind == tfcua.PlanJSON
		describeSetting(&b, "partner_id", p.PartnerID, ours)
		describeSetting(&b, "disable_terraform_partner_id", p.DisableTerraformPartnerID, ours)
		describeSetting(&b, "subscription_id", p.SubscriptionID, ours)
		describeSetting(&b, "tenant_id", p.TenantID, ours)
		describeSetting(&b, "client_id", p.ClientID, ours)
	}
	for _, r := range c.Requirements {
		fmt.Fprintf(&b, "requires %s %s", r.Source, r.Constraint)
		if r.Module != "" {
			b.WriteString(" in " + r.Module)
		}
		b.WriteString("\n")
	}
	for _, s := range c.Selections {
		fmt.Fprintf(&b, "selects %s %s\n", s.Source, s.Version)
	}
	for _, u := range c.Unseen {
		fmt.Fprintf(&b, "unseen %s: %s\n", u.Address, u.Reason)
	}
	for _, without := range c.Unexplained {
		fmt.Fprintf(&b, "unexplained %s, %d create\n", without.Source, without.Resources.Create)
	}
	if c.Differs != "" {
		fmt.Fprintf(&b, "folder not used: %s\n", c.Differs)
	}
	return b.String()
}

func describeSetting(b *strings.Builder, name string, s tfcua.Setting, ours bool) {
	switch s.State() {
	case tfcua.Unset:
		return
	case tfcua.Known:
		fmt.Fprintf(b, "    %s = %q", name, s.Value())
	case tfcua.Inferred:
		fmt.Fprintf(b, "    %s inferred %q", name, s.Value())
	case tfcua.Unknown:
		if !ours {
			fmt.Fprintf(b, "    %s unknown", name)
			break
		}
		fmt.Fprintf(b, "    %s unknown: %s", name, s.Reason())
	case tfcua.Refused:
		fmt.Fprintf(b, "    %s refused: %s", name, s.Reason())
	}
	if s.Sensitive {
		b.WriteString(", sensitive")
	}
	if ours && len(s.Via) > 0 {
		b.WriteString(", via " + strings.Join(s.Via, " > "))
	}
	b.WriteString("\n")
}
