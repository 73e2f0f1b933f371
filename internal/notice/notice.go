// Package notice writes what a partner tells its customers of usage attribution,
// as Microsoft asks partners to. The words are tfcua's own; whether they are
// enough, the partner has to know.
package notice

import (
	"slices"
	"strings"

	"github.com/tfcua/tfcua/internal/display"
)

// Notice says whose software is deployed, and how.
type Notice struct {
	Partner string
	Offer   string   // "" for any software of the partner
	Ways    []string // of [Ways]; none for all of them
}

// way is a way in which software is deployed, and how a customer opts out there.
type way struct{ name, title, out string }

// The names of a notice stand in braces here, and code in backquotes.
var ways = []way{
	{
		"template", "An ARM template, or Bicep",
		"before you deploy, remove the resource of type `Microsoft.Resources/deployments` whose name starts with `pid-` from the template.",
	},
	{
		"terraform", "Terraform",
		"before you apply, remove `partner_id` from the provider blocks, unset `ARM_PARTNER_ID`, and take the word that starts with `pid-` out of `AZURE_HTTP_USER_AGENT`, if there is one. " +
			"Set `disable_terraform_partner_id = true` in the provider blocks, too: otherwise the providers send a tracking ID of HashiCorp's instead.",
	},
	{
		"sdk", "A program, a script or a command line",
		"before you run it, take the word that starts with `pid-` out of the user agent that it sets, by the variable `AZURE_HTTP_USER_AGENT` or by a call of the SDK.",
	},
}

const (
	title   = "Attribution of Azure usage"
	happens = "When you deploy {software}, the deployment or its requests carry a tracking ID. By it Azure recognises the resources that are created, and Microsoft attributes their usage of Azure to {partner}."
	learns  = "Microsoft reports that usage to {partner}. The tracking ID stands for the software: it holds no data of yours, and gives nobody access to your subscription. " +
		"What Microsoft collects, and what it passes on, is subject to the Microsoft Privacy Statement, https://privacy.microsoft.com/privacystatement."
	howTo    = "How to opt out"
	existing = "Opting out holds for what you deploy from then on. Resources that exist already stay attributed."
)

// Ways are the names of the ways in which software is deployed.
func Ways() []string {
	var names []string
	for _, w := range ways {
		names = append(names, w.name)
	}
	return names
}

// Markdown is the notice for a README.
func (n Notice) Markdown() string {
	named := n.names(escape)
	var b strings.Builder
	b.WriteString("## " + title + "\n\n" + named(happens) + "\n\n" + named(learns) + "\n\n### " + howTo + "\n\n")
	for _, w := range n.chosen() {
		b.WriteString("- **" + w.title + "**: " + w.out + "\n")
	}
	b.WriteString("\n" + existing + "\n")
	return b.String()
}

// columns is how wide a notice in plain text is.
const columns = 78

// Text is the notice in plain text, for terms of use and such.
func (n Notice) Text() string {
	named := n.names(func(name string) string { return name })
	var b strings.Builder
	wrap := func(first, others, text string) {
		for i, line := range display.Wrap(strings.ReplaceAll(text, "`", ""), columns-len(first)) {
			if i > 0 {
				first = others
			}
			b.WriteString(first + line + "\n")
		}
	}
	b.WriteString(strings.ToUpper(title) + "\n\n")
	for _, paragraph := range []string{happens, learns} {
		wrap("", "", named(paragraph))
		b.WriteString("\n")
	}
	b.WriteString(strings.ToUpper(howTo) + "\n\n")
	for _, w := range n.chosen() {
		wrap("- ", "  ", w.title+": "+w.out)
	}
	b.WriteString("\n")
	wrap("", "", existing)
	return b.String()
}

// chosen are the ways that the notice is for, in their own order.
func (n Notice) chosen() []way {
	return slices.DeleteFunc(slices.Clone(ways), func(w way) bool { return len(n.Ways) > 0 && !slices.Contains(n.Ways, w.name) })
}

// names puts the names into a text, each as the format writes it.
func (n Notice) names(write func(string) string) func(string) string {
	partner, offer := write(oneLine(n.Partner)), write(oneLine(n.Offer))
	software := "software of " + partner
	if offer != "" {
		software = offer + " of " + partner
	}
	return strings.NewReplacer("{software}", software, "{partner}", partner).Replace
}

// oneLine is a name on one line, with nothing in it that a terminal acts on.
func oneLine(name string) string { return display.Harmless(strings.Join(strings.Fields(name), " ")) }

// escape is a name as Markdown that shows it, sign for sign.
func escape(name string) string {
	var b strings.Builder
	for _, r := range name {
		if strings.ContainsRune("\\`*_[]<>&#|~!$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
