package tfcua

import (
	"fmt"
	"strconv"
	"strings"
)

// Tag is a place in a script, a pipeline or a program that sets the user agent of
// the requests to Azure, or ARM_PARTNER_ID.
type Tag struct {
	// Name is what is set: the variable of the environment, or the function or
	// property of an SDK.
	Name string
	// PartnerID is set where it is set for Terraform's providers, which put pid-
	// before it; a user agent holds the tracking ID with its pid-.
	PartnerID bool
	// Common is set for a name that is used for other things than Azure too: only
	// a text that looks like a tracking ID is one there.
	Common bool
	// Limit is how many characters are taken; 0 for any number.
	Limit int
	// Parts are the literal parts of the text. Between two of them stands what is
	// known only when the code runs.
	Parts []string
	// Nth tells apart the texts that one file gives to one name: 1 for the first.
	Nth     int
	Written Location
}

// CodeSource stands where the provider's source does for others.
const CodeSource = "code"

// Address is add_user_agent["deploy.py"], or add_user_agent["deploy.py"][2] for
// the second text of the file.
func (t Tag) Address() string {
	address := t.Name + "[" + strconv.Quote(t.Written.File) + "]"
	if t.Nth > 1 {
		address += fmt.Sprintf("[%d]", t.Nth)
	}
	return address
}

// unknown stands in a text where only running the code tells what does; no source
// holds one, nor does a header.
const unknown = "\x00"

func (t *Tag) text() string { return strings.Join(t.Parts, unknown) }

// tagged is a tag with what Azure, or Terraform's providers, would make of it.
type tagged struct {
	*Tag
	words  []string // the pid- words that are sent whatever the rest is
	wrong  string   // the word, or the value, that the rule is about
	rule   string   // the rule on tracking IDs that it breaks, "" if none
	policy *Policy
	input  string
}

// tagged is what to make of a tag; false where it is about something else, as a
// user agent without a tracking ID is.
func (p *Policy) tagged(tag *Tag, input string) (tagged, bool) {
	t := tagged{Tag: tag, policy: p, input: input}
	judge := t.judgeUserAgent
	if tag.PartnerID {
		judge = t.judgePartnerID
	}
	about := judge()
	return t, about
}

func (t *tagged) judgeUserAgent() bool {
	var known []string
	open := false
	for _, word := range strings.Fields(t.text()) {
		switch {
		case strings.Contains(word, unknown):
			open = open || mayBeTrackingID(word, t.Common)
		case !t.Common || meant(word) != "":
			known = append(known, word)
		}
	}
	userAgent := strings.Join(known, " ")
	t.words = pidWords(userAgent)
	t.rule, t.wrong = t.policy.brokenByUserAgent(userAgent)
	switch {
	case t.cut() && len(t.words) > 0 && t.rule != "CUA105":
		t.rule, t.wrong = "CUA506", t.words[0]
	case !t.Common && partnerNumber(t.text()) != "":
		t.rule, t.wrong = "CUA506", t.text()
	case t.rule == "" && len(t.words) == 0 && open:
		t.rule = "CUA108"
	}
	return len(t.words) > 0 || t.rule != ""
}

// mayBeTrackingID reports whether a word of which a part is unknown may be a pid-
// word. Where the name is common, a part of it has to look like one.
func mayBeTrackingID(word string, common bool) bool {
	for i, part := range strings.Split(word, unknown) {
		_, spelled := cutPrefixFold(part, prefix)
		if spelled || i == 0 && !common && strings.HasPrefix(prefix, strings.ToLower(part)) {
			return true
		}
	}
	return false
}

func (t *tagged) judgePartnerID() bool {
	value := t.text()
	t.wrong = value
	form := FormOf(value)
	switch {
	case form == Empty:
		return false // as if it were not set
	case strings.Contains(value, unknown):
		t.rule = "CUA108"
	case Placeholder(value) != "":
		t.rule = "CUA105"
	case form == BareGUID, form == Marketplace:
		t.rule = t.policy.broken(value)
	case isPrefixedGUID(value):
		t.rule = "CUA103"
	default:
		t.rule = "CUA104"
	}
	return true
}

// says is "add_user_agent gets pid-…".
func (t *tagged) says() string {
	if t.PartnerID {
		return t.Name + " is " + shownWord(t.wrong)
	}
	return t.Name + " gets " + shownWord(t.wrong)
}

// consequence is what becomes of the text, where it is no mistake in its form.
func (t *tagged) consequence() string {
	if t.PartnerID {
		return "Terraform's providers send " + t.sent() + "."
	}
	return "Azure credits " + shownWord(t.wrong) + "."
}

// sent are the pid- words that are sent; "" where none is, or it is not known.
func (t *tagged) sent() string {
	switch {
	case !t.PartnerID && t.cut():
		return ""
	case !t.PartnerID:
		shown := make([]string, len(t.words))
		for i, word := range t.words {
			shown[i] = shownWord(word)
		}
		return strings.Join(shown, " ")
	case t.refused():
		return ""
	case FormOf(t.wrong) == BareGUID:
		return prefix + t.wrong
	default:
		return t.wrong
	}
}

// refused reports whether Terraform's providers refuse the partner ID.
func (t *tagged) refused() bool { return t.PartnerID && FormOf(t.wrong) == Malformed }

// unknowable says why the tracking ID cannot be determined.
func (t *tagged) unknowable() string {
	if strings.Trim(t.text(), unknown+" ") == "" {
		return "it is known only when the code runs"
	}
	return "a part of it is known only when the code runs"
}

// cut reports whether the text is longer than what is taken of it.
func (t *tagged) cut() bool { return t.Limit > 0 && len([]rune(t.text())) > t.Limit }

// attribution is the tag's row of the attribution table.
func (t *tagged) attribution() Attribution {
	row := Attribution{Address: t.Address(), Input: t.input, Source: CodeSource, Sent: t.sent(), Origin: FromUserAgent}
	if t.PartnerID {
		row.Origin = FromEnvironment
	}
	switch {
	case t.rule == "CUA108":
		row.Origin, row.Reason = UnknownOrigin, t.unknowable()
		return row
	case t.refused():
		row.Origin, row.Reason = RefusedOrigin, "the provider accepts a GUID, pid-<guid>-partnercenter or nothing"
	case t.PartnerID:
		row.TrackingID, row.Registration = &t.wrong, t.policy.Registration(t.wrong)
	case len(t.words) == 1 && (Displayable(t.words[0]) || isNamedTrackingID(t.words[0])):
		row.TrackingID, row.Registration = &t.words[0], t.policy.Registration(t.words[0])
	}
	return row
}
