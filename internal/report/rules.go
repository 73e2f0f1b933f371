package report

import "strings"

// ruleURL is the page that explains a rule.
func ruleURL(rule string) string {
	return "https://github.com/tfcua/tfcua/blob/main/docs/rules.md#" + strings.ToLower(rule)
}
