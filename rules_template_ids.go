package tfcua

import (
	"fmt"
	"slices"
	"strings"
)

var templateIDsDiffer = Rule{
	ID: "CUA507", Name: "template-ids-differ", Severity: Warning,
	When: "a template has tracking deployments with different tracking IDs, or Terraform deploys it through a provider that sends another ID than the template's",
	Why: "Azure credits one partner with a resource. Where one deployment carries two tracking IDs, one of them is lost, and nothing documents which. " +
		"Tracking deployments of which each has a condition may exclude each other, and are let be.",
	Source: "Microsoft's partner documentation, customer usage attribution for Azure Resource Manager templates: the ID is added only once",
	Bad: checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + trackingEnd + ",\n" +
		trackingStart + "pid-b2c3d4e5-f6a7-4822-99aa-bbccddeeff00" + trackingEnd + ",\n" + templateStorage + templateEnd,
	Good: checkTemplate + templateStart + trackingStart + "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff" + trackingEnd + ",\n" + templateStorage + templateEnd,
	check: func(v *view) []Finding {
		return append(v.differingTrackers(), v.differingCarriers()...)
	},
}

// differingTrackers are the findings on the tracking deployments whose ID is
// another than that of the first one in the same template.
func (v *view) differingTrackers() []Finding {
	var findings []Finding
	first := make(map[*Template]*tracker)
	for i := range v.trackers {
		t := &v.trackers[i]
		if !t.credits() {
			continue
		}
		other := first[t.template]
		if other == nil {
			first[t.template] = t
			continue
		}
		if strings.EqualFold(t.id, other.id) || t.Conditional && other.Conditional {
			continue
		}
		findings = append(findings, t.finding(fmt.Sprintf("The template has tracking deployments with different tracking IDs, %s and %s: Azure credits one of them, and nothing tells which.", other.id, t.id),
			"leave one of the two tracking deployments out",
		))
	}
	return findings
}

// differingCarriers are the findings on the tracking deployments whose ID none
// of the provider configurations sends that may deploy the template.
func (v *view) differingCarriers() []Finding {
	var findings []Finding
	for i := range v.trackers {
		t := &v.trackers[i]
		if !t.credits() {
			continue
		}
		words := v.carrying(t.template)
		if len(words) == 0 || slices.ContainsFunc(words, func(word string) bool { return strings.EqualFold(word, t.id) }) {
			continue
		}
		findings = append(findings, t.finding(fmt.Sprintf("The tracking deployment of the template has the tracking ID %s, and the requests that deploy it carry %s: Azure credits one of them, and nothing tells which.", t.id, strings.Join(words, " or ")),
			"give both the same tracking ID, or leave the tracking deployment out: the provider's ID counts for what Terraform deploys",
		))
	}
	return findings
}

// carrying are the words of the provider configurations that may deploy the
// template; none where one of them is not known, or no provider deploys it.
func (v *view) carrying(template *Template) []string {
	var words []string
	for i := range v.subjects {
		s := &v.subjects[i]
		if s.Use == Unused || s.provider.Type != template.Carrier {
			continue
		}
		if len(s.words) == 0 || s.Sensitive() {
			return nil
		}
		for _, word := range s.words {
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return words
}

// credits reports whether Azure would credit a partner by the deployment.
func (t *tracker) credits() bool { return t.id != "" && !t.nested() && t.rule != "CUA105" }

// finding is one on the tracking deployment.
func (t *tracker) finding(message, fix string) Finding {
	finding := Finding{Address: t.address(), about: t.about(), Message: message, Fix: fix}
	finding.at(t.Written)
	return finding
}
