package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tfcua/tfcua/internal/command"
	"github.com/tfcua/tfcua/internal/display"
	"github.com/tfcua/tfcua/internal/notice"
)

func noticeCommand() *cobra.Command {
	var n notice.Notice
	var format string
	cmd := &cobra.Command{
		Use:   "notice --partner NAME",
		Short: "Write what customers are to be told of usage attribution",
		Long: `Notice writes what a partner tells its customers of usage attribution: what Microsoft
attributes and reports, and how to opt out. Microsoft asks partners to tell them. It is
there to be taken into a README or the terms of an offer, once it agrees with your own
privacy terms and was reviewed.

Exit code: 0, or 2 where the notice could not be written.`,
		Example: `  tfcua notice --partner Contoso
  tfcua notice --partner Contoso --offer 'Contoso Backup' --for terraform --format text`,
		Args: noArguments(func(_ *cobra.Command, _ string) string {
			return "notice takes no arguments: the name of the partner is given by --partner"
		}),
		RunE: func(cmd *cobra.Command, _ []string) error { return writeNotice(cmd, n, format) },

		DisableFlagsInUseLine: true,
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&n.Partner, "partner", "", "the `NAME` of the partner, as its customers know it")
	f.StringVar(&n.Offer, "offer", "", "the `NAME` of the offer; any software of the partner without it")
	f.StringArrayVar(&n.Ways, "for", nil, "the `WAY` in which it is deployed: "+strings.Join(notice.Ways(), ", ")+"; may be repeated (default all)")
	f.StringVar(&format, "format", "markdown", "write it as `FORMAT`: markdown or text")
	command.Complete(cmd, "for", notice.Ways()...)
	command.Complete(cmd, "format", "markdown", "text")
	return cmd
}

func writeNotice(cmd *cobra.Command, n notice.Notice, format string) error {
	if strings.TrimSpace(n.Partner) == "" {
		return command.WrongUsage(cmd, "whose notice it is says --partner NAME")
	}
	for _, way := range n.Ways {
		if !slices.Contains(notice.Ways(), way) {
			return command.WrongUsage(cmd, fmt.Sprintf("--for %s: a way is one of %s", display.Harmless(way), strings.Join(notice.Ways(), ", ")))
		}
	}
	var text string
	switch format {
	case "markdown":
		text = n.Markdown()
	case "text":
		text = n.Text()
	default:
		return command.WrongUsage(cmd, fmt.Sprintf("--format %s: a format is markdown or text", display.Harmless(format)))
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), text); err != nil {
		return fmt.Errorf("the notice cannot be written: %w", err)
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "tfcua: before you publish it, make the notice agree with your own privacy terms, and have it reviewed: it is no legal advice")
	return nil
}
