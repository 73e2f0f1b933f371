package tfcua

// Accept takes the findings of a baseline out of the verdict. They are known by
// their fingerprints, which [Report.Fingerprint] has to have given before; where
// names the baseline.
func (r *Report) Accept(fingerprints map[string]bool, where string) {
	kept := r.Findings[:0:0]
	for _, finding := range r.Findings {
		if fingerprints[finding.Fingerprint] {
			r.Ignored = append(r.Ignored, Ignored{Finding: finding, By: ByBaseline, Where: where})
		} else {
			kept = append(kept, finding)
		}
	}
	r.Findings = append([]Finding{}, kept...)
	r.judge(r.Summary.FailOn)
}
