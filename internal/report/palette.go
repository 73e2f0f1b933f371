package report

import (
	"github.com/fatih/color"

	"github.com/tfcua/tfcua"
)

// palette colours text, or leaves it as it is. It holds its own colours: those
// of the package color follow a global state, which a report must not.
type palette struct{ enabled bool }

func (p palette) paint(text string, attributes ...color.Attribute) string {
	if text == "" {
		return ""
	}
	c := color.New(attributes...)
	if p.enabled {
		c.EnableColor()
	} else {
		c.DisableColor()
	}
	return c.Sprint(text)
}

func (p palette) severity(severity tfcua.Severity) string {
	switch severity {
	case tfcua.Error:
		return p.paint(string(severity), color.FgRed, color.Bold)
	case tfcua.Warning:
		return p.paint(string(severity), color.FgYellow, color.Bold)
	default:
		return p.paint(string(severity), color.FgCyan, color.Bold)
	}
}

func (p palette) strong(text string) string { return p.paint(text, color.Bold) }
func (p palette) faint(text string) string  { return p.paint(text, color.Faint) }
func (p palette) good(text string) string   { return p.paint(text, color.FgGreen) }
func (p palette) bad(text string) string    { return p.paint(text, color.FgRed) }
