package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// modulesNamed is how many modules with unattributed resources are named.
const modulesNamed = 5

// coverage ends the report on a plan with the line to quote.
func (t *text) coverage(report tfcua.Report) {
	for _, of := range report.Coverage {
		line := quote(of)
		if len(report.Coverage) > 1 {
			line = of.Input + ": " + line
		}
		t.line(display.Harmless(line)) // not wrapped: it is there to be copied
	}
}

// quote is "38 of 40 resources to be created are attributed to pid-…; 2 are not
// (module.legacy)".
func quote(of tfcua.Coverage) string {
	if of.Create == 0 {
		return "The plan creates no Azure resources: there is nothing to attribute"
	}
	attributed, words := 0, slices.Sorted(maps.Keys(of.Attributed))
	var to []string
	for _, word := range words {
		attributed += of.Attributed[word]
		if len(words) == 1 {
			to = append(to, word)
		} else {
			to = append(to, fmt.Sprintf("%s (%d)", word, of.Attributed[word]))
		}
	}
	line := fmt.Sprintf("%d of %s to be created %s attributed", attributed, count(of.Create, "resource"), are(attributed))
	if attributed > 0 {
		line += " to " + strings.Join(to, ", ")
	}
	if missing := of.Create - attributed; missing > 0 {
		line += fmt.Sprintf("; %d %s not (%s)", missing, are(missing), strings.Join(unattributedIn(of), ", "))
	}
	return line
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// unattributedIn names the modules of the unattributed resources, those with
// the most first.
func unattributedIn(of tfcua.Coverage) []string {
	modules := slices.SortedFunc(maps.Keys(of.Unattributed), func(a, b string) int {
		if of.Unattributed[a] != of.Unattributed[b] {
			return of.Unattributed[b] - of.Unattributed[a]
		}
		return strings.Compare(a, b)
	})
	var names []string
	for i, module := range modules {
		if i == modulesNamed && len(modules) > modulesNamed+1 {
			return append(names, fmt.Sprintf("%d other modules", len(modules)-modulesNamed))
		}
		if module == "" {
			module = "the root module"
		}
		names = append(names, module)
	}
	return names
}
