package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/example"
)

func rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the rules, or explain one",
		Long: `Rules lists the rules, or explains the one of the ID or name given: why it is there,
an example that breaks it and one that does not.`,
		Example: `  tfcua rules
  tfcua rules CUA103
  tfcua rules tracking-id-prefixed`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return command.WrongUsage(cmd, "rules takes one rule at a time")
			}
			return nil
		},
		ValidArgs: ruleIDs(),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, columns := command.Terminal(cmd.OutOrStdout(), nil)
			if columns == 0 {
				columns = 100
			}
			var b strings.Builder
			if len(args) == 0 {
				listRules(&b, columns)
			} else if rule := tfcua.RuleByID(args[0]); rule != nil {
				explainRule(&b, rule, columns)
			} else {
				return fmt.Errorf("there is no rule %s: tfcua rules lists them", args[0])
			}
			_, err := io.WriteString(cmd.OutOrStdout(), b.String())
			return err
		},
	}
}

func ruleIDs() []string {
	var ids []string
	for _, rule := range tfcua.Rules {
		ids = append(ids, rule.ID)
	}
	return ids
}

func listRules(b *strings.Builder, columns int) {
	name, severity := 0, 0
	for _, rule := range tfcua.Rules {
		name, severity = max(name, len(rule.Name)), max(severity, len(rule.Severity))
	}
	for _, rule := range tfcua.Rules {
		label := fmt.Sprintf("%s  %-*s  %-*s  ", rule.ID, severity, rule.Severity, name, rule.Name)
		for i, line := range display.Wrap(rule.When, columns-len(label)) {
			if i > 0 {
				label = strings.Repeat(" ", len(label))
			}
			fmt.Fprintf(b, "%s%s\n", label, line)
		}
	}
}

func explainRule(b *strings.Builder, rule *tfcua.Rule, columns int) {
	fmt.Fprintf(b, "%s %s (%s)\n", rule.ID, rule.Name, rule.Severity)
	for _, section := range []struct{ title, words string }{{"When", rule.When}, {"Why", rule.Why}} {
		fmt.Fprintf(b, "\n%s\n", section.title)
		for _, line := range display.Wrap(section.words, columns-2) {
			fmt.Fprintf(b, "  %s\n", line)
		}
	}
	for _, section := range []struct{ title, archive string }{{"Bad", rule.Bad}, {"Good", rule.Good}} {
		shown := example.Parse(section.archive)
		fmt.Fprintf(b, "\n%s\n  $ %s\n", section.title, shown.Command)
		for _, file := range shown.Files {
			fmt.Fprintf(b, "\n  %s\n", file.Name)
			for line := range strings.Lines(file.Text) {
				b.WriteString(strings.TrimRight("    "+line, " \n") + "\n")
			}
		}
	}
	b.WriteString("\nSource\n")
	for _, line := range display.Wrap(rule.Source, columns-2) {
		fmt.Fprintf(b, "  %s\n", line)
	}
}
