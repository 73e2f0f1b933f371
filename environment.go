package tfcua

import "strings"

// Environment is the environment that the apply will have. The providers read
// it when they start, at plan and again at apply; a saved plan does not hold it.
type Environment map[string]string

// NewEnvironment makes an Environment of NAME=VALUE strings, the last one of a
// name counting. On Windows one name is whatever differs in letter case alone.
func NewEnvironment(environ []string) Environment {
	return newEnvironment(environ, namesInAnyCase)
}

func newEnvironment(environ []string, anyCase bool) Environment {
	environment := make(Environment, len(environ))
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" {
			if anyCase {
				name = inOneCase(name)
			}
			environment[name] = value
		}
	}
	return environment
}

// inOneCase is a name as it is looked for. Terraform itself looks through the
// names for TF_VAR_ and the name of a variable, in their letter case.
func inOneCase(name string) string {
	switch upper := strings.ToUpper(name); {
	case strings.HasPrefix(name, "TF_VAR_"):
		return name
	case upper == "TF_CLI_ARGS_PLAN":
		return "TF_CLI_ARGS_plan"
	default:
		return upper
	}
}

// The variables of the environment that decide what is sent.
const (
	partnerIDVariable      = "ARM_PARTNER_ID"
	disableVariable        = "ARM_DISABLE_TERRAFORM_PARTNER_ID"
	userAgentVariable      = "AZURE_HTTP_USER_AGENT"
	subscriptionIDVariable = "ARM_SUBSCRIPTION_ID"
	tenantIDVariable       = "ARM_TENANT_ID"
	clientIDVariable       = "ARM_CLIENT_ID"
)

// userAgentWords are the pid- words of AZURE_HTTP_USER_AGENT, which the
// providers put before their own.
func (e Environment) userAgentWords() []string {
	return pidWords(e[userAgentVariable])
}

// userAgentUnsendable reports whether AZURE_HTTP_USER_AGENT holds a character
// that no header can carry.
func (e Environment) userAgentUnsendable() bool { return !fitsHeader(e[userAgentVariable]) }

// fitsHeader reports whether a text can be the value of a header, which holds no
// control character but the tab (RFC 9110, 5.5).
func fitsHeader(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) < 0
}

// userAgentMistake is what AZURE_HTTP_USER_AGENT holds in place of a tracking ID
// where a provider sends none of its own: one pid- word that is malformed, or a
// word that would be one if it were written so, or a partner (MPN) ID; "" if
// there is none of them.
func (e Environment) userAgentMistake() string {
	words := e.userAgentWords()
	if len(words) > 0 {
		if len(words) == 1 && !isTrackingWord(words[0]) {
			return words[0]
		}
		return ""
	}
	if partnerNumber(e[userAgentVariable]) != "" {
		return e[userAgentVariable]
	}
	return misspelled(e[userAgentVariable])
}
