package tfcua

import (
	"fmt"
	"strings"
	"testing"
)

// azurermOf is what azurermWith makes, changed.
func azurermOf(partnerID string, change func(*ProviderConfig)) Configuration {
	c := azurermWith(partnerID, "4.0.0")
	change(&c.Providers[0])
	return c
}

// providerWith is a configuration of any provider of the catalogue with a
// partner_id, and no version of it selected.
func providerWith(source, partnerID string) Configuration {
	address, _ := ParseSource(source)
	return Configuration{
		Input:     Input{Path: "infra", Kind: Folder},
		Providers: []ProviderConfig{{Source: address, LocalName: address.Type, PartnerID: written(partnerID), DisableTerraformPartnerID: UnsetSetting()}},
	}
}

// environmentOf is the environment of words such as ARM_PARTNER_ID=G, of which
// the letters stand for GUIDs; | stands for a space.
func environmentOf(text string) Environment {
	var environ []string
	for _, entry := range strings.Fields(text) {
		name, value, _ := strings.Cut(strings.ReplaceAll(entry, "|", " "), "=")
		environ = append(environ, name+"="+letters(value))
	}
	return NewEnvironment(environ)
}

// expect holds findings against what they are to say: one text for each, of the
// form "CUA101 error provider.azurerm: message; fix", where … stands for anything
// and the letters for GUIDs.
func expect(t *testing.T, what string, findings []Finding, want ...string) {
	t.Helper()
	for i, finding := range findings {
		said := fmt.Sprintf("%s %s %s: %s; %s", finding.Rule, finding.Severity, finding.Address, finding.Message, finding.Fix)
		said = strings.NewReplacer(tf, "TF", g, "G", strings.ToUpper(g), "G^", e, "E", x, "X").Replace(said)
		switch {
		case i >= len(want):
			t.Errorf("%s: not expected: %s", what, said)
		case !matches(said, want[i]):
			t.Errorf("%s:\n%s\nwant\n%s", what, said, want[i])
		}
	}
	for _, missing := range want[min(len(findings), len(want)):] {
		t.Errorf("%s: not said: %s", what, missing)
	}
}

// matches reports whether a text is the parts of a pattern, with anything in
// place of each ….
func matches(text, pattern string) bool {
	parts := strings.Split(pattern, "…")
	rest, ok := strings.CutPrefix(text, parts[0])
	for i, part := range parts[1:] {
		if i == len(parts)-2 && !strings.HasSuffix(rest, part) {
			return false
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return ok && (len(parts) > 1 || rest == "")
}
