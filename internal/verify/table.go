package verify

import (
	"strings"

	"github.com/tfcua/tfcua/internal/display"
)

const gap = "  "

// table writes rows of cells, the head first, in aligned columns. Where the
// terminal is too narrow for that each row becomes a list, as in a report.
func (t *text) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i := range row {
			row[i] = display.Harmless(row[i])
			widths[i] = max(widths[i], display.Width(row[i]))
		}
	}
	total := len(gap) * (len(widths) - 1)
	for _, width := range widths {
		total += width
	}
	if t.terminal && total > t.columns {
		t.list(rows)
		return
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(display.Pad(cell, widths[i]) + gap)
		}
		t.line(line.String())
	}
}

// list writes the cells of each row below each other, the head's as labels.
func (t *text) list(rows [][]string) {
	head, wide := rows[0], 0
	for _, label := range head[1:] {
		wide = max(wide, display.Width(label))
	}
	for _, row := range rows[1:] {
		t.line(row[0])
		for i, cell := range row[1:] {
			t.line(gap, display.Pad(head[i+1], wide), gap, cell)
		}
	}
}
