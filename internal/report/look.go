package report

import "github.com/tfcua/tfcua"

// look is how something stands on a page: by colour, by a mark and by words, so
// that a reader who lacks one of them has the others.
type look struct{ class, mark, words string }

var (
	sentLook   = look{"good", "✓", "sends a tracking ID"}
	warnedLook = look{"fair", "!", "a warning is about it"}
	wrongLook  = look{"bad", "✕", "not attributed, or an error is about it"}
	emptyLook  = look{"none", "–", "sends nothing"}
	unusedLook = look{"unused", "○", "not used"}
)

// looks are those of the rows of the attribution.
var looks = []look{sentLook, warnedLook, wrongLook, emptyLook, unusedLook}

// rowLook is the look of a row, by what was found about it, else by what it
// sends.
func rowLook(row tfcua.Attribution, found []entry) look {
	warned := false
	for _, e := range found {
		if e.Severity == tfcua.Error {
			return wrongLook
		}
		warned = warned || e.Severity == tfcua.Warning
	}
	if warned {
		return warnedLook
	}
	switch row.Origin {
	case tfcua.UnusedOrigin:
		return unusedLook
	case tfcua.FromNothing:
		return emptyLook
	case tfcua.FromDefault, tfcua.RefusedOrigin, tfcua.UnknownOrigin:
		return wrongLook
	default:
		return sentLook
	}
}

func severityLook(severity tfcua.Severity) look {
	switch severity {
	case tfcua.Error:
		return look{"bad", "✕", "error"}
	case tfcua.Warning:
		return look{"fair", "!", "warning"}
	default:
		return look{"note", "i", "note"}
	}
}

// verdictLook is the look of the whole report.
func verdictLook(summary tfcua.Summary) look {
	switch {
	case !summary.Allow:
		return look{class: "bad", mark: "✕"}
	case summary.Proved != "":
		return look{class: "good", mark: "✓"}
	case summary.Errors+summary.Warnings > 0:
		return look{class: "fair", mark: "!"}
	default:
		return look{class: "none", mark: "–"}
	}
}
