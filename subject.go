package tfcua

import (
	"cmp"
	"strings"
)

// sentWords are all the pid- words that the requests would carry. The
// providers put the words of AZURE_HTTP_USER_AGENT before their own; whatever
// follows white space in an ID is no part of the word.
func (s *subject) sentWords(environment Environment) []string {
	if s.Use == Unused {
		return nil
	}
	switch s.origin {
	case RefusedOrigin, UnknownOrigin:
		return nil
	}
	if s.provider.IgnoresUserAgent {
		return pidWords(s.own)
	}
	return append(environment.userAgentWords(), pidWords(s.own)...)
}

// brokenRule is the most telling of the rules on tracking IDs that the
// configuration breaks: one mistake, one rule.
func (s *subject) brokenRule(environment Environment) string {
	if s.Use == Unused {
		return ""
	}
	switch {
	case !s.provider.IgnoresUserAgent && environment.userAgentUnsendable():
		return "CUA506"
	case s.fails && (s.held != "" || !s.Implied):
		return s.ruleOn("CUA108")
	case s.PartnerID.State() == Refused:
		return s.ruleOn("CUA104")
	case s.PartnerID.State() == Unknown:
		return "CUA108"
	case s.PartnerID.State() != Unset && s.provider.PartnerIDSince == Version{}:
		return s.ruleOn("CUA104") // there is no partner_id that could be right
	case s.value != "" && s.placeholder(environment) != "":
		return "CUA105"
	case s.PartnerID.State() == Inferred && s.origin == UnknownOrigin:
		return "CUA108"
	case s.PartnerID.State() == Inferred && s.options.Policy.broken(s.value) != "":
		return s.ruleOn("CUA108") // the expression may make another one of it
	case s.PartnerID.State() == Inferred:
		return s.ruleOn("CUA112")
	case s.value == "" && s.PartnerID.State() == Known && s.provider.BlockRefusesEmpty:
		return s.ruleOn("CUA104")
	case s.value == "" && s.PartnerID.State() == Known:
		return s.ruleOn("CUA102")
	case s.value == "" && s.held != "":
		return "" // the provider is too old to read it: the rule on versions says so
	case s.value == "" && s.taggedByUserAgent():
		return s.ruleOn(s.options.Policy.broken(s.id()))
	case s.value == "" && s.userAgentPlaceholder() != "":
		return "CUA105"
	case s.value == "" && s.origin == FromNothing && environment.userAgentMistake() != "" && s.required():
		return "CUA506"
	case s.value == "":
		return s.ruleOn("CUA101")
	}
	switch form := FormOf(s.value); {
	case form == BareGUID, form == Marketplace && s.provider.PrefixedSince != Version{}:
		return s.ruleOn(s.options.Policy.broken(s.value))
	case isPrefixedGUID(s.value):
		return s.ruleOn("CUA103")
	}
	return s.ruleOn("CUA104")
}

// taggedByUserAgent reports whether AZURE_HTTP_USER_AGENT carries the one word,
// a tracking ID, and the provider sends none.
func (s *subject) taggedByUserAgent() bool {
	if s.origin != FromNothing || len(s.words) != 1 {
		return false
	}
	return isTrackingWord(s.words[0]) && Placeholder(s.words[0]) == ""
}

// ruleOn is the rule on a mistake: azurerm's own, or for a sibling the one on a
// missing ID, or the one on an ID that it refuses or sends doubled; "" where the
// mistake is not held against it.
func (s *subject) ruleOn(rule string) string {
	switch {
	case rule == "CUA101" && !s.required():
		return ""
	case s.provider.Principal:
		return rule
	case rule == "CUA101", rule == "CUA102":
		if s.required() && s.creates() {
			return "CUA401"
		}
	case rule == "CUA103", rule == "CUA104":
		return "CUA402"
	case rule == "CUA106", rule == "CUA107", rule == "CUA108":
		return rule // the policy's list is for all, and what refuses to start is not passed over
	}
	return ""
}

// required reports whether a tracking ID is wanted on every configuration of the
// provider.
func (s *subject) required() bool { return s.options.Policy.requires(s.provider) }

// creates reports whether resources are created through the configuration, as
// far as the input tells.
func (s *subject) creates() bool {
	if s.Resources == nil {
		return !s.OnlyReads
	}
	return s.Resources.Create+s.Resources.Replace > 0
}

// userAgentPlaceholder says whose or what the tracking ID is that the user agent
// alone carries, and that is nobody's.
func (s *subject) userAgentPlaceholder() string {
	if s.origin != FromNothing || len(s.words) != 1 {
		return ""
	}
	return Placeholder(s.words[0])
}

// placeholder says whose or what the value is that is nobody's tracking ID.
func (s *subject) placeholder(environment Environment) string {
	if what := Placeholder(s.value); what != "" {
		return what
	}
	guid := guidIn(s.value)
	if guid == "" {
		return ""
	}
	for _, own := range []struct {
		setting        Setting
		name, variable string
	}{
		{s.SubscriptionID, "subscription ID", subscriptionIDVariable},
		{s.TenantID, "tenant ID", tenantIDVariable},
		{s.ClientID, "client ID", clientIDVariable},
	} {
		if strings.EqualFold(guid, own.setting.Value()) {
			return "the " + own.name + " of the same block"
		} else if strings.EqualFold(guid, environment[own.variable]) {
			return "the " + own.name + " in " + own.variable
		}
	}
	return ""
}

// attribution is the subject's row of the attribution table.
func (s *subject) attribution() Attribution {
	row := Attribution{
		Address:         s.Address(),
		Input:           s.input,
		Source:          s.Source.String(),
		Required:        s.required(),
		SelectedVersion: s.version.selectedText,
		Constraint:      s.version.constraint(),
		Origin:          s.origin,
		Reason:          s.reason,
	}
	if s.Resources != nil {
		row.Resources = &s.Resources.ResourceCounts
	}
	if s.value != "" && (s.Sensitive() || Displayable(s.value)) {
		shown := s.shown()
		row.TrackingID = &shown
	}
	if s.Use == Used && !s.Sensitive() && len(s.words) == 1 {
		row.Registration = s.options.Policy.Registration(s.id())
	}
	if s.Use == Unused {
		row.Origin, row.Reason = UnusedOrigin, "nothing uses it, so Terraform does not start it"
		return row
	}
	row.Sent = s.shownWords()
	if len(s.words) > 0 && s.origin == FromNothing {
		row.Origin = FromUserAgent
	}
	return row
}

// Sensitive reports whether the value that decides must not be shown.
func (s *subject) Sensitive() bool {
	return s.PartnerID.Sensitive && s.PartnerID.State() != Unset && !s.options.ShowSensitive
}

// shown is the value as it may be shown.
func (s *subject) shown() string {
	switch {
	case s.Sensitive():
		return "(sensitive)"
	case s.value == "":
		return `""`
	case Displayable(s.value):
		return s.value
	default:
		return Describe(s.value)
	}
}

// shownWords are the words that would be sent as they may be shown.
func (s *subject) shownWords() string {
	var shown []string
	own := len(s.words) - len(pidWords(s.own))
	for i, word := range s.words {
		switch {
		case i >= own && s.Sensitive():
			word = prefix + "(sensitive)"
		case !Displayable(word) && !isNamedTrackingID(word):
			word = prefix + Describe(strings.TrimPrefix(word, prefix))
		}
		shown = append(shown, word)
	}
	return strings.Join(shown, " ")
}

// isNamedTrackingID reports whether a word is a marketplace tracking ID of the
// form with names, pid-contoso-myoffer-partnercenter, which user agents may carry.
func isNamedTrackingID(word string) bool {
	rest, prefixed := strings.CutPrefix(word, prefix)
	names, ofMarketplace := strings.CutSuffix(rest, marketplaceSuffix)
	return prefixed && ofMarketplace && len(word) <= 100 && onlyHas(names, lowerCase+decimal+"-_") &&
		!strings.HasPrefix(rest, prefix) && !onlyHas(names, hexDigits+"-") // a GUID gone wrong
}

// compareAddresses orders provider configurations: the root module first, then
// the modules by their addresses; in a module by local name, alias and key.
func compareAddresses(a, b ProviderConfig) int {
	return cmp.Or(
		cmp.Compare(a.Module, b.Module),
		cmp.Compare(a.LocalName, b.LocalName),
		cmp.Compare(a.Alias, b.Alias),
		cmp.Compare(a.Key, b.Key),
		cmp.Compare(a.Source.String(), b.Source.String()),
	)
}

func cutPrefixFold(text, start string) (string, bool) {
	if len(text) < len(start) || !strings.EqualFold(text[:len(start)], start) {
		return text, false
	}
	return text[len(start):], true
}
