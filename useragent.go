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

// misspelled is the first word that would be a pid- word if it were written so; ""
// if there is none.
func misspelled(userAgent string) string {
	for _, word := range strings.Fields(userAgent) {
		if _, spelled := cutPrefixFold(word, prefix); spelled || guidIn(word) != "" {
			return word
		}
	}
	return ""
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
