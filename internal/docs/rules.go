package main

import (
	"fmt"
	"path"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/example"
)

// rules is docs/rules.md.
func rules() string {
	var b strings.Builder
	b.WriteString(`<!-- Made from the rules by make docs: edit those. -->

# Rules

IDs and names are stable. Every example is run by the tests: the bad one breaks its rule and no
other, the good one breaks none. ` + "`tfcua rules CUA103`" + ` shows the same at a terminal.

A provider configuration gets the most telling of CUA101 to CUA108 and none of the others of them: one
mistake is one finding. A configuration that nothing uses is not held against anyone, as Terraform
does not start it.

| ID | name | severity | when |
| --- | --- | --- | --- |
`)
	for _, rule := range tfcua.Rules {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", rule.ID, strings.ToLower(rule.ID), rule.Name, rule.Severity, inCell(rule.When))
	}
	for _, rule := range tfcua.Rules {
		fmt.Fprintf(&b, "\n## %s\n\n**%s**, %s: %s.\n\n%s\n", rule.ID, rule.Name, rule.Severity, prose(rule.When), prose(rule.Why))
		fmt.Fprintf(&b, "\n### Bad\n\n%s\n### Good\n\n%s\n", files(rule.Bad), files(rule.Good))
		fmt.Fprintf(&b, "Source: %s.\n", prose(rule.Source))
	}
	return b.String()
}

// files shows an example: its command, then each file in a block of its language.
func files(archive string) string {
	var b strings.Builder
	shown := example.Parse(archive)
	fmt.Fprintf(&b, "```console\n$ %s\n```\n", shown.Command)
	for _, file := range shown.Files {
		language := strings.TrimPrefix(path.Ext(file.Name), ".")
		if language == "tf" || language == "tfvars" {
			language = "hcl"
		}
		fmt.Fprintf(&b, "\n`%s`\n\n```%s\n%s```\n", file.Name, language, file.Text)
	}
	return b.String()
}

// prose is text in which Markdown and HTML see no marks of theirs.
func prose(text string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`, "_", `\_`).Replace(text)
}

func inCell(text string) string { return strings.ReplaceAll(prose(text), "|", `\|`) }
