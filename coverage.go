package tfcua

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
	for i := range v.subjects {
		s := &v.subjects[i]
		if s.Resources == nil || !s.provider.MakesUsage {
			continue
		}
		attributed := s.attributes() && !wrong[s.Address()] && !wrong[providerAddress(s.Source)]
		for module, n := range s.Resources.CreatedIn {
			coverage.Create += n
			if attributed {
				coverage.Attributed[s.shownWords()] += n
			} else {
				coverage.Unattributed[module] += n
			}
		}
	}
	for _, unexplained := range v.Unexplained {
		if provider := unexplained.Source.Provider(); provider == nil || !provider.MakesUsage {
			continue
		}
		for module, n := range unexplained.Resources.CreatedIn {
			coverage.Create += n
			coverage.Unattributed[module] += n
		}
	}
	return coverage
}

// attributes reports whether the requests carry one word, and that a tracking ID
// of the partner's own.
func (s *subject) attributes() bool {
	if s.Use != Used || len(s.words) != 1 {
		return false
	}
	return s.taggedByUserAgent() || s.origin == FromBlock || s.origin == FromEnvironment || s.origin == FromInference
}
