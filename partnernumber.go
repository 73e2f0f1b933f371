package tfcua

import "strings"

// maxPartnerDigits is how many digits a partner (MPN) ID has at most.
const maxPartnerDigits = 10

// partnerNumber is the partner (MPN) ID that a text holds where a tracking ID
// belongs: 1234567, pid-1234567, MPN 1234567; "" if it holds none.
func partnerNumber(text string) string {
	number := strings.ToLower(strings.TrimSpace(text))
	number = strings.TrimSuffix(strings.TrimPrefix(number, prefix), marketplaceSuffix)
	if rest, named := strings.CutPrefix(number, "mpn"); named {
		number = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(rest, " -_"), "id"), " -_:#=")
	}
	if len(number) > maxPartnerDigits || !onlyHas(number, decimal) {
		return ""
	}
	return number
}

// isPartnerNumber says of a partner (MPN) ID what it is, what it is for, and the
// command that links it. It repeats digits alone, and so no secret.
//
// Source: Microsoft's partner documentation, Partner Admin Link and Digital
// Partner of Record.
func isPartnerNumber(number string) string {
	return "is a number, as a partner (MPN) ID is, and no tracking ID. Partner Admin Link takes that number, for what a partner manages with its own access " +
		"(az managementpartner create --partner-id " + number + "), and so does Digital Partner of Record under Enterprise Agreements"
}
