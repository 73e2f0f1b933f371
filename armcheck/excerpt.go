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

// shown is a value as it is written, without what may be a secret: texts that
// are not made of what tracking IDs are made of.
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
		if tfcua.ShowsName(strings.Trim(literal, "'")) || named.MatchString(written[:at[0]]) {
			b.WriteString(literal)
		} else {
			b.WriteString("'…'")
		}
		end = at[1]
	}
	return b.String() + written[end:]
}
