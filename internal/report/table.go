package report

import (
	"strings"

	"github.com/tfcua/tfcua/internal/display"
)

const gap = "  "

// table writes rows of cells, the head first, in aligned columns. Where the
// terminal is too narrow for that each row becomes a list: a line that the
// terminal breaks anywhere cannot be read.
func (t *text) table(rows [][]cell) {
	widths := make([]int, len(rows[0]))
	total := -len(gap)
	for i := range widths {
		for _, row := range rows {
			for _, line := range row[i].lines {
				widths[i] = max(widths[i], display.Width(line))
			}
		}
		total += len(gap) + widths[i]
	}
	if t.terminal && total > t.columns {
		t.list(rows)
		return
	}
	for i, row := range rows {
		height := 1
		for _, c := range row {
			height = max(height, len(c.lines))
		}
		for n := range height {
			var line strings.Builder
			for column, c := range row {
				if i == 0 {
					c.paint = palette.faint
				}
				if column > 0 {
					line.WriteString(gap)
				}
				line.WriteString(t.cellLine(c, n, widths[column]))
			}
			t.line(line.String())
		}
	}
}

// cellLine is the nth line of a cell, padded outside of its colour.
func (t *text) cellLine(c cell, n, columns int) string {
	if n >= len(c.lines) {
		return strings.Repeat(" ", columns)
	}
	line := c.lines[n]
	padding := display.Pad("", columns-display.Width(line))
	if c.paint != nil {
		line = c.paint(t.palette, line)
	}
	if c.right {
		return padding + line
	}
	return line + padding
}

// list writes each row below each other, the head's cells as labels.
func (t *text) list(rows [][]cell) {
	head, wide := rows[0], 0
	for _, c := range head[1:] {
		wide = max(wide, display.Width(c.lines[0]))
	}
	for _, row := range rows[1:] {
		if row[0].paint == nil {
			row[0].paint = palette.strong
		}
		t.line(t.cellLine(row[0], 0, 0))
		for i, c := range row[1:] {
			label := t.faint(display.Pad(head[i+1].lines[0], wide))
			for n := range c.lines {
				t.line(gap, label, gap, t.cellLine(c, n, 0))
				label = strings.Repeat(" ", wide)
			}
		}
	}
}
