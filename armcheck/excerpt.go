package armcheck

import (
	"regexp"
	"strings"

	"github.com/tfcua/tfcua"
)

var (
	quotedText = regexp.MustCompile(`'(?:[^']|'')*'`)
	named      = regexp.MustCompile(`(?i)\b(?:variables|parameters)\(\s*$`)
)

// shownMode is a mode as it is written, where it is an expression or one that
// there is.
func shownMode(v *value) string {
	if v.kind == text && (v.isExpression() || strings.EqualFold(v.text, "Incremental") || strings.EqualFold(v.text, "Complete")) {
		return shown(v)
	}
	return `"…"`
}

// shown is the name of a deployment as it is written, without what may be a
// secret: what is no name, and of an expression the texts that are not made of
// what tracking IDs are made of.
func shown(v *value) string {
	written, more, _ := strings.Cut(v.source(), "\n")
	switch {
	case more != "":
		return `"…"`
	case v.kind != text:
		return "…"
	case !v.isExpression():
		if tfcua.ShowsName(v.text) {
			return written
		}
		return `"…"`
	}
	var b strings.Builder
	end := 0
	for _, at := range quotedText.FindAllStringIndex(written, -1) {
		b.WriteString(written[end:at[0]])
		literal := written[at[0]:at[1]]
		if tfcua.Displayable(strings.Trim(literal, "'")) || named.MatchString(written[:at[0]]) {
			b.WriteString(literal)
		} else {
			b.WriteString("'…'")
		}
		end = at[1]
	}
	return b.String() + written[end:]
}
