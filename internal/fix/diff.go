package fix

import (
	"fmt"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/tfcua/tfcua/internal/display"
)

// Diff is what [Result.Write] would change, as a unified diff without the lines
// around the changes: they are nobody's business, and may hold secrets. masked
// is set where a part of a changed line is not fit to be shown and stands there
// as an ellipsis: such a diff cannot be applied.
func (r *Result) Diff() (diff string, masked bool) {
	var b strings.Builder
	for _, c := range r.files {
		masked = c.writeDiff(&b) || masked
	}
	return b.String(), masked
}

// hunk is a run of lines that changes, from 0.
type hunk struct{ from, removed, to, added int }

func (c *changed) writeDiff(b *strings.Builder) (masked bool) {
	old, new := strings.SplitAfter(string(c.before), "\n"), strings.SplitAfter(string(c.after), "\n")
	oldShown, newShown := mask(c.name, c.before, c.shown), mask(c.name, c.after, c.shown)
	if len(oldShown) != len(old) || len(newShown) != len(new) { // whatever that may be, it is not shown
		oldShown, newShown = strings.SplitAfter(hideLines(string(c.before)), "\n"), strings.SplitAfter(hideLines(string(c.after)), "\n")
	}
	name := strings.TrimPrefix(display.Harmless(c.name), "/")
	if c.isNew {
		b.WriteString("--- /dev/null\n")
	} else {
		fmt.Fprintf(b, "--- a/%s\n", name)
	}
	fmt.Fprintf(b, "+++ b/%s\n", name)
	lines := func(sign string, from, count int, whole, shown []string) {
		for i := from; i < from+count; i++ {
			masked = masked || whole[i] != shown[i]
			line, ended := strings.CutSuffix(shown[i], "\n")
			bare, carriage := strings.CutSuffix(line, "\r")
			b.WriteString(sign + harmlessButTabs(bare))
			if carriage {
				b.WriteByte('\r')
			}
			b.WriteByte('\n')
			if !ended {
				b.WriteString("\\ No newline at end of file\n")
			}
		}
	}
	for _, h := range hunks(string(c.before), string(c.after)) {
		fmt.Fprintf(b, "@@ -%s +%s @@\n", lineRange(h.from, h.removed), lineRange(h.to, h.added))
		lines("-", h.from, h.removed, old, oldShown)
		lines("+", h.to, h.added, new, newShown)
	}
	return masked
}

// harmlessButTabs makes text harmless to a terminal; a tab has to stay one for
// the diff to be applied.
func harmlessButTabs(line string) string {
	parts := strings.Split(line, "\t")
	for i := range parts {
		parts[i] = display.Harmless(parts[i])
	}
	return strings.Join(parts, "\t")
}

// hunks are the runs of lines that differ.
func hunks(before, after string) []hunk {
	var all []hunk
	shift := 0 // of lines, from before to after
	for _, e := range udiff.Lines(before, after) {
		from := strings.Count(before[:e.Start], "\n")
		removed, added := countLines(before[e.Start:e.End]), countLines(e.New)
		all = append(all, hunk{from, removed, from + shift, added})
		shift += added - removed
	}
	return all
}

func countLines(text string) int {
	n := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		n++
	}
	return n
}

// lineRange is a range of lines as diffs write it: one of no lines is named by
// the line before it.
func lineRange(from, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, count)
}
