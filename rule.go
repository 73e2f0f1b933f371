package tfcua

import "cmp"

// Rule is one thing that can be wrong. The documentation, the command's list
// of rules and the tests of the examples are all made from these values.
type Rule struct {
	ID       string // stable once released: CUA103
	Name     string // stable once released: tracking-id-prefixed
	Severity Severity
	When     string // one line: what breaks the rule
	Why      string // what happens then, and why that is wrong
	Source   string // where the fact is from
	// Bad breaks this rule and no other, Good none. Each is a txtar archive
	// whose comment is the command to run in the folder of its files.
	Bad, Good string

	check func(*view) []Finding
}

// Rules is the catalogue, in the order of the IDs.
var Rules = []Rule{
	trackingIDMissing,
	trackingIDEmpty,
	trackingIDPrefixed,
	trackingIDMalformed,
	trackingIDPlaceholder,
	trackingIDWrongKind,
	trackingIDUnregistered,
	trackingIDUnknown,
	trackingIDShadowed,
	userAgentConflict,
	providerAmbiguous,
	trackingIDInferred,
	providerVersionTooOld,
	providerVersionUnproven,
	providerVersionRefusesID,
	providerVersionConflict,
	planNotComplete,
	serviceUnderReports,
	folderDiffersFromPlan,
	partNotSeen,
	siblingUntagged,
	siblingMistagged,
	templateUntracked,
	templateIDNotLiteral,
	templateTrackingNested,
	templateIDMalformed,
	templateTrackingNotEmpty,
	userAgentMalformed,
	templateIDsDiffer,
	ignoreWithoutEffect,
}

// RuleByID is the rule of that ID or name; nil if there is none.
func RuleByID(id string) *Rule {
	for i := range Rules {
		if Rules[i].ID == id || Rules[i].Name == id {
			return &Rules[i]
		}
	}
	return nil
}

// forEach makes a check of a function that looks at one provider configuration
// in use and returns nil where it has nothing to say.
func forEach(look func(*view, *subject) *Finding) func(*view) []Finding {
	return func(v *view) []Finding {
		var findings []Finding
		for i := range v.subjects {
			s := &v.subjects[i]
			if s.Use == Unused {
				continue
			}
			if finding := look(v, s); finding != nil {
				finding.Address = s.Address()
				finding.about = finding.Address + "\x00" + cmp.Or(finding.about, s.about())
				if finding.File == "" {
					finding.at(s.place())
				}
				findings = append(findings, *finding)
			}
		}
		return findings
	}
}

// forEachBreaking is forEach over the configurations whose tracking ID breaks
// the rule.
func forEachBreaking(rule string, say func(*view, *subject) (message, fix string)) func(*view) []Finding {
	return forEach(func(v *view, s *subject) *Finding {
		if s.rule != rule {
			return nil
		}
		message, fix := say(v, s)
		return &Finding{Message: message, Fix: fix}
	})
}

// forEachTracking makes a check of a function that looks at one tracking
// deployment and returns nil where it has nothing to say.
func forEachTracking(look func(*tracker) *Finding) func(*view) []Finding {
	return func(v *view) []Finding {
		var findings []Finding
		for i := range v.trackers {
			t := &v.trackers[i]
			if finding := look(t); finding != nil {
				finding.Address = t.address()
				finding.about = t.about() + "\x00" + finding.about
				if finding.File == "" {
					finding.at(t.Written)
				}
				findings = append(findings, *finding)
			}
		}
		return findings
	}
}

// forEachTrackingBreaking is forEachTracking over the deployments whose tracking
// ID breaks the rule.
func forEachTrackingBreaking(rule string, say func(*tracker) (message, fix string)) func(*view) []Finding {
	return forEachTracking(func(t *tracker) *Finding {
		if t.rule != rule {
			return nil
		}
		message, fix := say(t)
		return &Finding{Message: message, Fix: fix}
	})
}

// both makes one check of several: a rule on tracking IDs holds wherever they
// stand.
func both(checks ...func(*view) []Finding) func(*view) []Finding {
	return func(v *view) []Finding {
		var findings []Finding
		for _, check := range checks {
			findings = append(findings, check(v)...)
		}
		return findings
	}
}

// place is where the value that decides is written, or else the block. Of a
// sensitive value the source is not shown either.
func (s *subject) place() Location {
	place := s.PartnerID.Written
	if place.File == "" {
		place = s.Written
	}
	if s.Sensitive() {
		place.Excerpt = ""
	}
	return place
}

func (f *Finding) at(place Location) {
	f.File, f.Start, f.End, f.Excerpt = place.File, place.Start, place.End, place.Excerpt
}
