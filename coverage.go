package tfcua

import (
	"slices"
	"strings"
)

// coverage sums up what the plan creates, and how much of it is attributed; nil
// where the input is no plan.
func (v *view) coverage(findings []Finding) *Coverage {
	if v.Plan == nil {
		return nil
	}
	wrong := make(map[string]bool)
	for _, finding := range findings {
		if finding.Severity == Error {
			wrong[finding.Address] = true
		}
	}
	coverage := &Coverage{Attributed: make(map[string]int), Unattributed: make(map[string]int), Input: v.Input.Path}
	// to is what the resources of a configuration are attributed to; "" if nothing.
	to := func(s *subject) string {
		if !s.attributes() || wrong[s.Address()] || wrong[providerAddress(s.Source)] {
			return ""
		}
		return s.shownWords()
	}
	for i := range v.subjects {
		if s := &v.subjects[i]; s.Resources != nil && s.provider.MakesUsage {
			coverage.add(s.Resources, to(s))
		}
	}
	for _, pooled := range v.Pooled {
		if instances := v.instances(pooled); len(instances) > 0 && instances[0].provider.MakesUsage {
			coverage.add(&pooled.Resources, toEach(instances, to))
		}
	}
	for _, unexplained := range v.Unexplained {
		if provider := v.policy.Mirrors.Provider(unexplained.Source); provider != nil && provider.MakesUsage {
			coverage.add(&unexplained.Resources, "")
		}
	}
	return coverage
}

// add counts what is created, attributed to a pid- word or to nothing.
func (c *Coverage) add(resources *Resources, word string) {
	for module, n := range resources.CreatedIn {
		c.Create += n
		if word != "" {
			c.Attributed[word] += n
		} else {
			c.Unattributed[module] += n
		}
	}
}

// instances are the configurations that share resources.
func (v *view) instances(pooled Pooled) []*subject {
	var found []*subject
	for i := range v.subjects {
		if slices.Contains(pooled.Instances, v.subjects[i].Address()) {
			found = append(found, &v.subjects[i])
		}
	}
	return found
}

// toEach is what resources are attributed to that one of several configurations
// creates, whichever it is: "pid-… or pid-…"; "" where one of them attributes to
// nothing.
func toEach(instances []*subject, to func(*subject) string) string {
	var words []string
	for _, s := range instances {
		word := to(s)
		if word == "" {
			return ""
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " or ")
}

// attributes reports whether the requests carry one word, and that a tracking ID
// of the partner's own.
func (s *subject) attributes() bool {
	if s.Use != Used || len(s.words) != 1 {
		return false
	}
	return s.taggedByUserAgent() || s.origin == FromBlock || s.origin == FromEnvironment || s.origin == FromInference
}
