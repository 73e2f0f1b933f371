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
	return append(environment.userAgentWords(), pidWords(s.own)...)
}

// brokenRule is the most telling of the rules on tracking IDs that the
// configuration breaks: one mistake, one rule.
func (s *subject) brokenRule(environment Environment) string {
	if s.Use == Unused {
		return ""
	}
	switch {
	case s.fails && (s.held != "" || !s.Implied):
		return s.azurermOnly("CUA108")
	case s.PartnerID.State() == Refused:
		return s.azurermOnly("CUA104")
	case s.PartnerID.State() == Unknown:
		return "CUA108"
	case s.value != "" && s.placeholder(environment) != "":
		return "CUA105"
	case s.PartnerID.State() == Inferred && s.origin == UnknownOrigin:
		return "CUA108"
	case s.PartnerID.State() == Inferred:
		return s.azurermOnly("CUA112")
	case s.value == "" && s.PartnerID.State() == Known:
		return s.azurermOnly("CUA102")
	case s.value == "" && s.held != "":
		return "" // the provider is too old to read it: the rule on versions says so
	case s.value == "" && s.taggedByUserAgent():
		return ""
	case s.value == "":
		return s.azurermOnly("CUA101")
	}
	switch FormOf(s.value) {
	case BareGUID, Marketplace:
		return ""
	case PrefixedGUID:
		return s.azurermOnly("CUA103")
	}
	if rest, ok := cutPrefixFold(s.value, prefix); ok && isGUID(rest) {
		return s.azurermOnly("CUA103")
	}
	return s.azurermOnly("CUA104")
}

// taggedByUserAgent reports whether AZURE_HTTP_USER_AGENT carries the one word,
// a tracking ID, and the provider sends none.
func (s *subject) taggedByUserAgent() bool {
	if s.origin != FromNothing || len(s.words) != 1 {
		return false
	}
	form := FormOf(s.words[0])
	return (form == PrefixedGUID || form == Marketplace || isNamedTrackingID(s.words[0])) && placeholder(s.words[0]) == ""
}

// azurermOnly is the rule where the policy wants a tracking ID on every
// configuration of the provider, as it does for azurerm.
func (s *subject) azurermOnly(rule string) string {
	if !s.provider.PartnersRequired {
		return ""
	}
	return rule
}

// placeholder says whose or what the value is that is nobody's tracking ID.
func (s *subject) placeholder(environment Environment) string {
	if what := placeholder(s.value); what != "" {
		return what
	}
	for _, own := range []struct {
		setting        Setting
		name, variable string
	}{
		{s.SubscriptionID, "subscription ID", subscriptionIDVariable},
		{s.TenantID, "tenant ID", tenantIDVariable},
		{s.ClientID, "client ID", clientIDVariable},
	} {
		if guid := guidIn(s.value); guid == "" {
			continue
		} else if strings.EqualFold(guid, own.setting.Value()) {
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
		Address:    s.Address(),
		Input:      s.input,
		Source:     s.Source.String(),
		Constraint: s.version.constraint(),
		Origin:     s.origin,
		Reason:     s.reason,
	}
	if s.Resources != nil {
		row.Resources = &s.Resources.ResourceCounts
	}
	if s.version.selection != nil {
		row.SelectedVersion = s.version.selection.Version
	}
	if s.value != "" && (s.Sensitive() || Displayable(s.value)) {
		shown := s.shown()
		row.TrackingID = &shown
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
	return len(word) <= 100 && strings.HasPrefix(word, prefix) && strings.HasSuffix(word, marketplaceSuffix) &&
		onlyHas(word, "abcdefghijklmnopqrstuvwxyz0123456789-_")
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
