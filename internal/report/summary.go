package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// summary writes the verdict: how much was found, or else what was proved.
func (t *text) summary(report tfcua.Report) {
	if found := found(report.Summary); found != "" {
		verdict := t.bad("not allowed")
		if report.Summary.Allow {
			verdict = t.good("allowed")
		}
		if n := len(report.Attribution); n > 0 {
			found += " in " + count(n, "provider configuration")
		}
		t.line(found, ": ", verdict)
		return
	}
	if proof := proved(report); proof != "" {
		t.paragraph("", "Proved: ", t.good, proof)
		return
	}
	t.paragraph("", "", t.plain, unproved(report))
}

// found is "2 errors, 1 warning", or "" where nothing was found.
func found(summary tfcua.Summary) string {
	var parts []string
	for _, kind := range []struct {
		n    int
		noun string
	}{{summary.Errors, "error"}, {summary.Warnings, "warning"}, {summary.Notes, "note"}} {
		if kind.n > 0 {
			parts = append(parts, count(kind.n, kind.noun))
		}
	}
	return strings.Join(parts, ", ")
}

// proved says what a report without findings proves, and on what condition; ""
// if nothing. It counts what is tagged rather than trust that the rules missed
// nothing.
func proved(report tfcua.Report) string {
	var inUse, tagged int
	var environment bool
	var sent []string
	for _, row := range report.Attribution {
		if row.Origin == tfcua.RefusedOrigin || row.Origin == tfcua.UnknownOrigin {
			return ""
		}
		if !wantsTrackingID(row) || row.Origin == tfcua.UnusedOrigin {
			continue
		}
		inUse++
		switch row.Origin {
		case tfcua.FromBlock, tfcua.FromEnvironment, tfcua.FromUserAgent:
			tagged++
		}
		environment = environment || row.Origin == tfcua.FromEnvironment || row.Origin == tfcua.FromUserAgent
		if !slices.Contains(sent, row.Sent) {
			sent = append(sent, row.Sent)
		}
	}
	if inUse == 0 || tagged < inUse {
		return ""
	}
	proof := "at apply "
	switch {
	case inUse == 1:
		proof += "the one azurerm provider configuration sends " + sent[0]
	case inUse == 2 && len(sent) == 1:
		proof += "both azurerm provider configurations send " + sent[0]
	case len(sent) == 1:
		proof += fmt.Sprintf("all %d azurerm provider configurations send %s", inUse, sent[0])
	default:
		proof += fmt.Sprintf("each of the %d azurerm provider configurations sends its tracking ID, %d different ones in all", inUse, len(sent))
	}
	if environment {
		proof += ", provided that the apply has the environment of this check"
	}
	if len(report.Unseen) > 0 {
		proof += ", as far as could be seen"
	}
	return proof + "."
}

// unproved says why a report without findings proves nothing.
func unproved(report tfcua.Report) string {
	for _, row := range report.Attribution {
		if wantsTrackingID(row) && row.Origin != tfcua.UnusedOrigin {
			return "No findings in " + count(len(report.Attribution), "provider configuration") + "."
		}
	}
	return "No findings, and nothing to prove: no azurerm provider configuration is in use."
}

// count is "1 error", "2 errors".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
