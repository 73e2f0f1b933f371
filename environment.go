package tfcua

import "strings"

// Environment is the environment that the apply will have. The providers read
// it when they start, at plan and again at apply; a saved plan does not hold it.
type Environment map[string]string

// NewEnvironment makes an Environment of NAME=VALUE strings, the last one of a
// name counting.
func NewEnvironment(environ []string) Environment {
	environment := make(Environment, len(environ))
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" {
			environment[name] = value
		}
	}
	return environment
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

// userAgentMistake is what AZURE_HTTP_USER_AGENT holds in place of a tracking ID
// where a provider sends none of its own: one pid- word that is malformed, or a
// word that would be one if it were written so; "" if there is neither.
func (e Environment) userAgentMistake() string {
	words := e.userAgentWords()
	if len(words) > 0 {
		if len(words) == 1 && !isTrackingWord(words[0]) {
			return words[0]
		}
		return ""
	}
	return misspelled(e[userAgentVariable])
}
