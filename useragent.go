package tfcua

import (
	"slices"
	"strings"
)

// brokenByUserAgent is the most telling of the rules on tracking IDs that a user
// agent breaks, and the word that breaks it; "" where none does, or the user agent
// holds nothing that is meant to be a tracking ID.
func (p *Policy) brokenByUserAgent(userAgent string) (rule, word string) {
	words := pidWords(userAgent)
	for _, word := range words {
		if Placeholder(word) != "" {
			return "CUA105", word
		}
	}
	for _, word := range words {
		if !isTrackingWord(word) {
			return "CUA506", word
		}
	}
	for _, word := range words {
		if rule := p.broken(word); rule != "" {
			return rule, word
		}
	}
	if len(words) > 0 {
		return "", ""
	}
	switch word := misspelled(userAgent); {
	case word == "":
		return "", ""
	case Placeholder(word) != "":
		return "CUA105", word
	default:
		return "CUA506", word
	}
}

// pidWords are the words of a User-Agent by which Azure attributes usage.
func pidWords(userAgent string) []string {
	return slices.DeleteFunc(strings.Fields(userAgent), func(word string) bool {
		return !strings.HasPrefix(word, prefix)
	})
}

// misspelled is the first word that would be a pid- word if it were written so: in
// lower case, with its pid-, and apart from other text; "" if there is none.
func misspelled(userAgent string) string {
	for _, word := range strings.Fields(userAgent) {
		if _, spelled := cutPrefixFold(word, prefix); spelled || meant(word) != "" {
			return word
		}
	}
	return ""
}

// meant is the piece of a word that is meant to be a tracking ID, whatever stands
// before and behind it; "" if there is none. pid- and an ordinary word behind it,
// as in pid-controller/2.1, is none.
func meant(word string) string {
	if guidIn(word) != "" {
		return word
	}
	for _, piece := range strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(";,()/\"'", r) }) {
		for at := range piece {
			rest, starts := cutPrefixFold(piece[at:], "pid")
			if !starts || rest == "" || at > 0 && onlyHas(piece[at-1:at], lowerCase+upperCase+decimal) {
				continue
			}
			guid, _, begins := cutGUID(rest[1:])
			switch {
			case rest[0] == '-' && looksLikeID(strings.ToLower(rest[1:])):
				return piece[at:]
			case strings.Contains("=:_", rest[:1]) && begins:
				return guid
			}
		}
	}
	return ""
}

// looksLikeID reports whether what is behind a pid-, in lower case, is meant to be
// an ID: it is made of what IDs are made of, with a digit among it or nothing but
// x's, or begins so; it names a GUID, or a marketplace offer.
func looksLikeID(rest string) bool {
	for strings.HasPrefix(rest, prefix) {
		rest = strings.TrimPrefix(rest, prefix)
	}
	return onlyHas(rest, hexDigits+"-x") && strings.ContainsAny(rest, decimal) || onlyHas(rest, "-x") ||
		beginsLikeID(rest) || strings.HasSuffix(rest, marketplaceSuffix) ||
		slices.Contains(strings.FieldsFunc(rest, func(r rune) bool { return r == '-' || r == '_' || r == '.' }), "guid")
}

// beginsLikeID reports whether a text begins as an ID does: with the first group of
// a GUID, or with a sign of a template.
func beginsLikeID(text string) bool {
	group, _, _ := strings.Cut(text, "-")
	return len(group) == 8 && onlyHas(group, hexDigits) || onlyHas(text[:1], "<{[$%")
}

// isTrackingWord reports whether a pid- word is a tracking ID, the form with names
// among them, which user agents may carry.
func isTrackingWord(word string) bool {
	form := FormOf(word)
	return form == PrefixedGUID || form == Marketplace || isNamedTrackingID(word)
}

// shownWord is a word of a user agent, or a partner ID, as it may be shown.
func shownWord(word string) string {
	if Displayable(word) || isNamedTrackingID(word) {
		return word
	}
	if rest, prefixed := strings.CutPrefix(word, prefix); prefixed {
		return prefix + Describe(rest)
	}
	return Describe(word)
}
