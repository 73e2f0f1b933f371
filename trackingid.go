package tfcua

import (
	"strings"

	"github.com/google/uuid"
)

// HashiCorpID is the tracking ID that the providers send where none is set and
// disable_terraform_partner_id is not: HashiCorp's own.
const HashiCorpID = "222c6c49-1b0a-5959-a213-6608f9eb8820"

// Form is the shape of a text that stands where a tracking ID belongs.
type Form int

// The forms. Only the shape of a GUID counts, not its version or variant:
// registered ones of versions 1, 4 and 5 are in use, and some of none.
const (
	Malformed    Form = iota // anything else
	Empty                    // ""
	BareGUID                 // <guid>: a registered GUID, as partner_id wants it
	PrefixedGUID             // pid-<guid>: as ARM templates and user agents want it; PrefixedGUID in Terraform is against the policy
	Marketplace              // pid-<guid>-partnercenter: the whole tracking ID of a commercial marketplace Azure app
)

const (
	prefix            = "pid-"
	marketplaceSuffix = "-partnercenter"
)

// The characters that texts are made of.
const (
	decimal   = "0123456789"
	hexDigits = decimal + "abcdef"
	lowerCase = "abcdefghijklmnopqrstuvwxyz"
	upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// FormOf classifies text as azurerm 5.2.0 does: its rule is exactly
// ^(pid-HEX(-partnercenter)?|HEX|)$ with HEX being 8-4-4-4-12 hex digits of
// either case, and pid- and -partnercenter in lower case.
func FormOf(text string) Form {
	if text == "" {
		return Empty
	}
	if isGUID(text) {
		return BareGUID
	}
	rest, prefixed := strings.CutPrefix(text, prefix)
	if !prefixed {
		return Malformed
	}
	if isGUID(rest) {
		return PrefixedGUID
	}
	if guid, ok := strings.CutSuffix(rest, marketplaceSuffix); ok && isGUID(guid) {
		return Marketplace
	}
	return Malformed
}

// isGUID reports whether text is 8-4-4-4-12 hex digits; uuid.Validate would
// also take braces, urn:uuid: and no dashes, which azurerm refuses.
func isGUID(text string) bool { return len(text) == 36 && uuid.Validate(text) == nil }

// cutGUID takes a text apart that begins with a GUID.
func cutGUID(text string) (guid, after string, ok bool) {
	if len(text) < 36 || !isGUID(text[:36]) {
		return "", text, false
	}
	return text[:36], text[36:], true
}

// isPrefixedGUID reports whether text is a GUID with pid- before it, in upper or
// lower case.
func isPrefixedGUID(text string) bool {
	rest, prefixed := cutPrefixFold(text, prefix)
	return prefixed && isGUID(rest)
}

// guidIn is the GUID within a text that is one, or a tracking ID made of one,
// whatever the letter case of its parts, in lower case; "" if there is none.
func guidIn(text string) string {
	guid := strings.ToLower(strings.TrimSpace(text))
	guid = strings.TrimSuffix(strings.TrimPrefix(guid, prefix), marketplaceSuffix)
	guid = strings.Trim(guid, "{}")
	if !isGUID(guid) {
		return ""
	}
	return guid
}

// sameTrackingID reports whether two texts stand for one tracking ID: the same
// GUID, both or neither of the marketplace.
func sameTrackingID(a, b string) bool {
	if guid := guidIn(a); guid != "" && guid == guidIn(b) {
		return hasSuffixFold(a, marketplaceSuffix) == hasSuffixFold(b, marketplaceSuffix)
	}
	return a == b
}

// Placeholder says whose or what a well-formed, or nearly well-formed, text is
// that is nobody's tracking ID: a sample, the nil GUID, HashiCorp's own; "" where
// it may be somebody's.
func Placeholder(text string) string {
	core := strings.ToLower(strings.Trim(strings.TrimSpace(text), "{}"))
	core = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(core, prefix), marketplaceSuffix), "{}")
	switch core {
	case HashiCorpID:
		return "HashiCorp's own ID, the one that is sent when nothing is set"
	case "00000000-0000-0000-0000-000000000000":
		return "the nil GUID"
	case "eb7927c8-dd66-43e1-b0cf-c346a422063":
		return "the sample of Microsoft's documents (35 characters, one short)"
	case "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4":
		return "the SDK sample of Microsoft's documents"
	}
	if strings.Contains(core, "x") && strings.Trim(core, "x-") == "" && strings.Contains(core, "-") {
		return "the placeholder of the documents, x's for digits"
	}
	return ""
}

// mistake names the likely mistake in a malformed tracking ID and how to mend
// it, without repeating the text: it may be a secret. A partner (MPN) ID is none.
func mistake(text string) (what, mend string) {
	const bare = "write the registered GUID alone: 32 hex digits, grouped 8-4-4-4-12 by dashes"
	lower := strings.ToLower(text)
	core := strings.TrimSuffix(strings.TrimPrefix(lower, prefix), marketplaceSuffix)
	guid := guidIn(text)
	_, after, begins := cutGUID(core)
	digits, number := strings.ReplaceAll(core, "-", ""), partnerNumber(text)
	switch {
	case strings.TrimSpace(text) == "":
		return "is only white space", bare
	case isVariable(text):
		return "is the name of a variable that nobody expanded", "set the variable where the text is expanded (Azure Pipelines leaves $(NAME) as it is where there is no NAME, and no shell expands what is in single quotation marks), or leave the setting out"
	case strings.Contains(text, "${") || strings.Contains(text, "{{") || strings.Contains(text, "<<") || strings.Contains(text, "<%"):
		return "is a template that nobody rendered", "render it before Terraform reads it, or " + bare
	case number != "":
		return isPartnerNumber(number), bare
	case strings.TrimSpace(text) != text:
		return "has white space around it", "remove the white space"
	case strings.ContainsAny(text, `"'`):
		return "has quotation marks inside it", "remove the inner quotation marks"
	case strings.HasPrefix(lower, "urn:uuid:"):
		return "is written as a URN", bare + ", without urn:uuid:"
	case guid != "" && strings.ContainsAny(text, "{}"):
		return "has braces around the GUID", "remove the braces"
	case guid != "" && strings.HasSuffix(lower, marketplaceSuffix) && !strings.HasPrefix(lower, prefix):
		return "is a marketplace tracking ID without its pid-", "write the whole tracking ID as Partner Center shows it: pid-<guid>-partnercenter"
	case guid != "" && strings.HasSuffix(lower, marketplaceSuffix):
		return "is a marketplace tracking ID whose pid- or -partnercenter is not in lower case", "write pid- and -partnercenter in lower case"
	case strings.HasPrefix(lower, prefix+prefix):
		return "has the prefix pid- twice", bare
	case strings.HasSuffix(lower, marketplaceSuffix+marketplaceSuffix):
		return "has -partnercenter twice", "write the whole tracking ID as Partner Center shows it: pid-<guid>-partnercenter"
	case strings.HasPrefix(lower, prefix) && strings.HasSuffix(lower, marketplaceSuffix) && !onlyHas(core, hexDigits+"-"):
		return "is a marketplace tracking ID of the form with names (of 2021), which azurerm refuses", "take the tracking ID that Partner Center shows for the plan today: pid-<guid>-partnercenter"
	case isPrefixedGUID(text):
		return "has pid- before the GUID, and not in lower case", bare
	case begins:
		if strings.HasPrefix(lower, prefix) && strings.HasPrefix(after, "-") {
			return "has something other than -partnercenter after the GUID", "write the whole tracking ID as Partner Center shows it, or " + bare
		}
		return "has something after the GUID", bare
	case onlyHas(digits, hexDigits) && len(digits) >= 24 && len(digits) < 32:
		return "is " + count(32-len(digits), "digit") + " short of a GUID", bare
	case onlyHas(digits, hexDigits) && len(digits) > 32 && len(digits) <= 40:
		return "has " + count(len(digits)-32, "digit") + " more than a GUID", bare
	case onlyHas(digits, hexDigits) && len(digits) == 32 && !strings.Contains(core, "-"):
		return "has no dashes", bare
	case onlyHas(digits, hexDigits) && len(digits) == 32:
		return "has its dashes in the wrong places", bare
	case len(core) == 36 && strings.Count(core, "-") == 4:
		return "looks like a GUID, but not all of its digits are hex digits", bare
	case onlyHas(digits, lowerCase+decimal+"_. "):
		return "is a name or a word where the GUID belongs", bare
	}
	return "is no tracking ID", bare
}

// isVariable reports whether a text is nothing but a variable, as a pipeline or a
// shell writes it: $(NAME), ${NAME}, $NAME, $env:NAME, %NAME%.
func isVariable(text string) bool {
	for _, form := range []struct{ before, after, alphabet string }{
		{"$(", ")", "_."}, {"${", "}", "_"}, {"$env:", "", "_"}, {"${env:", "}", "_"}, {"$", "", "_"}, {"%", "%", "_"},
	} {
		name, opened := cutPrefixFold(text, form.before)
		name, closed := strings.CutSuffix(name, form.after)
		if opened && closed && name != "" && onlyHas(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789"+form.alphabet) {
			return true
		}
	}
	return false
}

// maxShownDigits is how many digits and braces a text may have that is shown
// though it is no tracking ID: some more than a GUID's 32. Digests and tokens have
// more.
const maxShownDigits = 38

// Displayable reports whether a text that stands where a tracking ID belongs
// may be shown though it is none: it is made of what tracking IDs are made of
// (hex digits or x's, dashes, braces, spaces; pid- before, -partnercenter
// after). Any other text may be a secret.
func Displayable(text string) bool {
	core := strings.TrimSuffix(strings.ToLower(text), marketplaceSuffix)
	for strings.HasPrefix(core, prefix) {
		core = strings.TrimPrefix(core, prefix)
	}
	digits := len(core) - strings.Count(core, "-") - strings.Count(core, " ")
	return len(text) <= 100 && digits <= maxShownDigits && onlyHas(core, hexDigits+"x-{} ")
}

// Describe says of what kind and length an undisplayable text is.
func Describe(text string) string {
	var kinds []string
	known := ""
	for _, kind := range []struct{ name, of string }{
		{"letters", lowerCase + upperCase}, {"digits", decimal}, {"white space", " \t\r\n"},
	} {
		if strings.ContainsAny(text, kind.of) {
			kinds = append(kinds, kind.name)
		}
		known += kind.of
	}
	if !onlyHas(text, known) {
		kinds = append(kinds, "other characters")
	}
	return "(" + count(len([]rune(text)), "character") + ": " + strings.Join(kinds, ", ") + ")"
}

func onlyHas(text, alphabet string) bool { return strings.Trim(text, alphabet) == "" }

// hasSuffixFold reports whether text ends with suffix, which is in lower case, in
// any letter case.
func hasSuffixFold(text, suffix string) bool {
	return strings.HasSuffix(strings.ToLower(text), suffix)
}
