package main

import (
	"bytes"
	"cmp"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/policy"
)

func idCheckCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "check ID...",
		Short: "Say what a tracking ID is, and what each provider makes of it",
		Long: `Check says of each text whether it is a tracking ID, and if not what it is likely to
be; what the policy knows of it; and what each release of each provider makes of it,
in the provider block and in the environment. What may be a secret is not repeated.

Exit code: 0 where each is a tracking ID that belongs in partner_id, and that the
policy accepts; 1 where one is not; 2 where it could not be told.`,
		Example: `  tfcua id check a1b2c3d4-e5f6-4711-8899-aabbccddeeff
  tfcua id check pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-partnercenter 1234567`,
		Args: func(cmd *cobra.Command, ids []string) error {
			if len(ids) == 0 {
				return command.WrongUsage(cmd, "id check takes one tracking ID or more")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, ids []string) error { return checkIDs(cmd, file, ids) },
	}
	cmd.Flags().StringVar(&file, "policy", "", "take the policy `FILE` (default: the nearest "+policy.FileName+")")
	return cmd
}

func checkIDs(cmd *cobra.Command, file string, ids []string) error {
	policies, _, err := openPolicies(file)
	if err != nil {
		return err
	}
	registered, err := policies.For(".", true)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	good := true
	for i, id := range ids {
		if i > 0 {
			b.WriteByte('\n')
		}
		good = describeID(&b, id, &registered) && good
		if id != "" {
			showBehaviours(&b, id)
		}
	}
	if _, err := cmd.OutOrStdout().Write(b.Bytes()); err != nil {
		return fmt.Errorf("the answer cannot be written: %w", err)
	}
	if !good {
		return errNotAllowed
	}
	return nil
}

// describeID says what a text is, and whether it is a tracking ID that belongs
// in partner_id and that the policy accepts.
func describeID(b *bytes.Buffer, id string, policy *tfcua.Policy) bool {
	shown := id
	if !tfcua.Displayable(id) {
		shown = tfcua.Describe(id)
	}
	say := func(format string, values ...any) { fmt.Fprintf(b, format+"\n", values...) }
	form := tfcua.FormOf(id)
	if what := tfcua.Placeholder(id); what != "" {
		say("%s: is %s, no partner's tracking ID", shown, what)
		say("  fix: put the GUID that you registered in Partner Center in its place")
		return false
	}
	switch form {
	case tfcua.Empty:
		say(`"": is empty: in a block it hides what the environment holds, and azurerm sends HashiCorp's own ID since 1.36.0; in the environment it counts as not set`)
		say("  fix: write the registered GUID")
		return false
	case tfcua.Malformed:
		what, mend := tfcua.Mistake(id)
		say("%s: %s", shown, what)
		say("  fix: %s", mend)
		return false
	case tfcua.PrefixedGUID:
		say("%s: is a registered GUID with pid- before it, which the provider adds", shown)
		say("  fix: write the GUID alone")
		return false
	case tfcua.Marketplace:
		say("%s: is a tracking ID of the commercial marketplace", shown)
	default:
		say("%s: is a GUID, as a partner registers one", shown)
	}
	if r := policy.Registration(id); r != nil {
		say("  registered: %s", cmp.Or(display.Harmless(r.Words()), "in "+policy.File))
	} else if len(policy.Registrations) == 0 {
		say("  registered: no policy lists tracking IDs, so only Partner Center can tell")
	}
	if why := policy.Refuses(id); why != "" {
		say("  refused: %s (%s)", why, policy.File)
		return false
	}
	return true
}

// showBehaviours shows what each provider makes of a text, by ranges of releases.
func showBehaviours(b *bytes.Buffer, id string) {
	table := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  provider\tversion\tin the block\tin the environment")
	for i := range tfcua.Catalogue {
		provider := &tfcua.Catalogue[i]
		name := provider.Type
		for _, behaviour := range provider.Behaviours(id) {
			fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", name, releases(behaviour), response(behaviour.Block), response(behaviour.Environment))
			name = ""
		}
	}
	_ = table.Flush() // a Buffer takes everything
}

// releases is the range of releases of a behaviour in words.
func releases(b tfcua.Behaviour) string {
	from, below := b.From != (tfcua.Version{}), b.Below != (tfcua.Version{})
	switch {
	case from && below:
		return fmt.Sprintf(">= %s, < %s", b.From, b.Below)
	case from:
		return fmt.Sprintf(">= %s", b.From)
	case below:
		return fmt.Sprintf("< %s", b.Below)
	}
	return "any"
}

func response(r tfcua.Response) string {
	switch {
	case r.Refused:
		return "refused"
	case r.Sent == "":
		return "not read"
	}
	return r.Sent
}
