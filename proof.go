package tfcua

import (
	"fmt"
	"slices"
	"strings"
)

// proved says what a report without findings proves, and on what condition; ""
// if nothing. It counts what is tagged rather than trust that the rules missed
// nothing.
func (r Report) proved() string {
	if len(r.Findings)+len(r.Ignored) > 0 {
		return "" // what somebody accepted is not proved
	}
	var inUse, tagged int
	kind := "azurerm "
	var environment, conditional bool
	var sent, credited []string
	named := make(map[string]string) // the ID, by the template
	for _, row := range r.Attribution {
		if row.Origin == RefusedOrigin || row.Origin == UnknownOrigin {
			return ""
		}
		if row.Origin == FromTemplate {
			template := row.Input + "\x00" + row.Address[:max(0, strings.LastIndex(row.Address, `deployment["`))]
			if id, ok := named[template]; row.Sent == "" || ok && id != row.Sent {
				return "" // Azure takes one ID, and nothing tells which
			}
			named[template] = row.Sent
			if !slices.Contains(credited, row.Sent) {
				credited = append(credited, row.Sent)
			}
		}
		conditional = conditional || row.Origin == FromTemplate && row.Reason != ""
		if !row.Required || row.Origin == UnusedOrigin {
			continue
		}
		inUse++
		if !strings.HasSuffix(row.Source, "/azurerm") {
			kind = ""
		}
		switch row.Origin {
		case FromBlock, FromEnvironment, FromUserAgent:
			tagged++
		}
		environment = environment || row.Origin == FromEnvironment || row.Origin == FromUserAgent
		if !slices.Contains(sent, row.Sent) {
			sent = append(sent, row.Sent)
		}
	}
	if inUse+len(credited) == 0 || tagged < inUse {
		return ""
	}
	proof := "at apply "
	switch {
	case inUse == 0:
		proof = ""
	case inUse == 1:
		proof += "the one " + kind + "provider configuration sends " + sent[0]
	case inUse == 2 && len(sent) == 1:
		proof += "both " + kind + "provider configurations send " + sent[0]
	case len(sent) == 1:
		proof += fmt.Sprintf("all %d %sprovider configurations send %s", inUse, kind, sent[0])
	default:
		proof += fmt.Sprintf("each of the %d %sprovider configurations sends its tracking ID, %d different ones in all", inUse, kind, len(sent))
	}
	if environment {
		proof += ", provided that the apply has the environment of this check"
	}
	if slices.ContainsFunc(r.Inputs, func(input Input) bool { return input.Folder }) {
		proof += ", provided that the folder is what was planned"
	}
	if len(credited) > 0 {
		if proof != "" {
			proof += "; "
		}
		proof += "at deployment Azure credits " + strings.Join(credited, " and ")
		if conditional {
			proof += ", where the tracking deployment is made"
		}
	}
	if policies := r.Policies(); len(policies) > 0 {
		proof += ", by the policy " + strings.Join(policies, " and ")
	}
	return proof + "."
}
