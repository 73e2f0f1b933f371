package tfcua

import "strings"

// Mend is the tracking ID that a text certainly stands for, where it is none
// as it is written: a GUID with pid- before it, with white space, quotation
// marks or braces around it, as a URN, without its dashes; a marketplace
// tracking ID in the wrong letter case, or with a part of it twice. It reports
// false for a text that is well-formed, and for one that only its writer can
// complete: nothing is guessed.
func Mend(text string) (string, bool) {
	core, marketplace, prefixed := text, false, false
	for {
		peeled := peel(core)
		if rest, ok := cutPrefixFold(peeled, prefix); ok {
			peeled, prefixed = rest, true
		}
		if hasSuffixFold(peeled, marketplaceSuffix) {
			peeled, marketplace = peeled[:len(peeled)-len(marketplaceSuffix)], true
		}
		if peeled == core {
			break
		}
		core = peeled
	}
	if len(core) == 32 && onlyHas(strings.ToLower(core), hexDigits) {
		core = strings.Join([]string{core[:8], core[8:12], core[12:16], core[16:20], core[20:]}, "-")
	}
	if !isGUID(core) || marketplace && !prefixed {
		return "", false
	}
	if marketplace {
		core = prefix + core + marketplaceSuffix
	}
	return core, core != text
}

// peel takes off what is around a GUID in other ways of writing one.
func peel(text string) string {
	text = strings.TrimSpace(text)
	if rest, ok := cutPrefixFold(text, "urn:uuid:"); ok {
		return rest
	}
	for _, pair := range []string{`""`, `''`, `{}`} {
		if rest, opened := strings.CutPrefix(text, pair[:1]); opened {
			if inner, closed := strings.CutSuffix(rest, pair[1:]); closed {
				return inner
			}
		}
	}
	return text
}

// Mistake says what is wrong with a text as a tracking ID, and how to mend it,
// without repeating the text; "" for one that is well-formed and may be
// somebody's.
func Mistake(text string) (what, mend string) {
	if what := Placeholder(text); what != "" {
		return "is " + what, "take the GUID that you registered in Partner Center"
	}
	switch form := FormOf(text); {
	case form == BareGUID, form == Marketplace:
		return "", ""
	case isPrefixedGUID(text):
		return "is a registered GUID with pid- before it", "write the GUID alone"
	}
	return mistake(text)
}
