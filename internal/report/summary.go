package report

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// summary writes the verdict: how much was found, or else what was proved.
func (t *text) summary(report tfcua.Report) {
	if found := foundIn(report); found != "" {
		verdict := t.bad("not allowed")
		if report.Summary.Allow {
			verdict = t.good("allowed")
		}
		t.line(found, ": ", verdict)
		return
	}
	if proof := report.Summary.Proved; proof != "" {
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

// foundIn is "2 errors, 1 warning in 3 provider configurations", or "" where
// nothing was found.
func foundIn(report tfcua.Report) string {
	found := found(report.Summary)
	if rows := counted(report); rows != "" && found != "" {
		found += " in " + rows
	}
	if found != "" {
		found += byPolicy(report)
	}
	return found
}

// counted is "3 provider configurations and 1 tracking deployment", or "" where
// there is nothing of the kind.
func counted(report tfcua.Report) string {
	var configurations, deployments, settings int
	for _, row := range report.Attribution {
		switch row.Source {
		case tfcua.DeploymentType:
			deployments++
		case tfcua.CodeSource:
			settings++
		default:
			configurations++
		}
	}
	var parts []string
	if configurations > 0 {
		parts = append(parts, count(configurations, "provider configuration"))
	}
	if deployments > 0 {
		parts = append(parts, count(deployments, "tracking deployment"))
	}
	if settings > 0 {
		parts = append(parts, count(settings, "setting")+" in code")
	}
	return strings.Join(parts, " and ")
}

// isProvider reports whether the row is of a provider configuration, and not of
// a tracking deployment or a setting in code.
func isProvider(row tfcua.Attribution) bool {
	return row.Source != tfcua.DeploymentType && row.Source != tfcua.CodeSource
}

// verdict is the word and the sentence that head a page.
func verdict(report tfcua.Report) (word, sentence string) {
	word, sentence = "allowed", unproved(report)
	if found := foundIn(report); found != "" {
		sentence = found + "."
	}
	switch {
	case !report.Summary.Allow:
		word = "not allowed"
	case report.Summary.Proved != "":
		word, sentence = "proved", capital(report.Summary.Proved)
	}
	return word, sentence
}

// byPolicy is " by .tfcua.hcl", or "" where no policy was gone by.
func byPolicy(report tfcua.Report) string {
	if policies := report.Policies(); len(policies) > 0 {
		return " by " + display.Harmless(strings.Join(policies, " and "))
	}
	return ""
}

// capital is the sentence with a capital letter to begin with.
func capital(sentence string) string {
	if sentence == "" {
		return ""
	}
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}

// unproved says why a report without findings proves nothing.
func unproved(report tfcua.Report) string {
	var inUse []string
	for _, row := range report.Attribution {
		switch name := path.Base(row.Source); {
		case row.Origin == tfcua.UnusedOrigin:
		case row.Required || !isProvider(row):
			return "No findings in " + counted(report) + byPolicy(report) + "."
		case !slices.Contains(inUse, name):
			inUse = append(inUse, name)
		}
	}
	if len(inUse) > 0 {
		return "No findings, and nothing to prove: no tracking ID is required on " + strings.Join(inUse, " and ") + byPolicy(report) + "."
	}
	for _, input := range report.Inputs {
		if input.Kind == tfcua.Sources {
			return "No findings: nothing that was read sets a tracking ID."
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
