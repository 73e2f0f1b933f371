package policy

import (
	"maps"
	"slices"

	"github.com/tfcua/tfcua"
)

// scope is what holds for the whole file, or for the inputs that a for block's
// pattern matches.
type scope struct {
	pattern string

	registrations   []tfcua.Registration
	kinds           []tfcua.Form
	required        []string
	minimumVersions map[string]tfcua.Version
	severities      map[string]tfcua.Severity
	unknown         tfcua.Severity
	mirrors         tfcua.Mirrors
	ignores         []ignore
}

// over is the policy of several scopes, the later ones counting more. Lists of
// tracking IDs add up; of two entries for one ID the later one comes first, and
// so is the one that is named.
func over(scopes []scope) tfcua.Policy {
	policy := tfcua.Policy{
		MinimumVersions: make(map[string]tfcua.Version),
		Severities:      make(map[string]tfcua.Severity),
		Mirrors:         make(tfcua.Mirrors),
	}
	for _, s := range scopes {
		policy.Registrations = append(slices.Clone(s.registrations), policy.Registrations...)
		if s.kinds != nil {
			policy.Kinds = s.kinds
		}
		if s.required != nil {
			policy.Required = s.required
		}
		if s.unknown != "" {
			policy.Unknown = s.unknown
		}
		maps.Copy(policy.MinimumVersions, s.minimumVersions)
		maps.Copy(policy.Severities, s.severities)
		maps.Copy(policy.Mirrors, s.mirrors)
	}
	return policy
}
