package tfcua

import "slices"

// Options are the wishes of whoever reads the report.
type Options struct {
	// ShowSensitive shows tracking IDs that Terraform treats as sensitive.
	ShowSensitive bool
}

// Check holds a configuration against the [Rules], in the environment that the
// apply will have, and predicts what each provider configuration would send.
func Check(configuration Configuration, environment Environment, options Options) Report {
	v := look(configuration, environment, options)
	report := Report{Inputs: []Input{configuration.Input}, Unseen: configuration.Unseen}
	for i := range Rules {
		for _, finding := range Rules[i].check(v) {
			finding.Rule, finding.Name = Rules[i].ID, Rules[i].Name
			if finding.Severity == "" {
				finding.Severity = Rules[i].Severity
			}
			finding.Input = configuration.Input.Path
			report.Findings = append(report.Findings, finding)
		}
	}
	slices.SortFunc(report.Findings, inOrder)
	if coverage := v.coverage(report.Findings); coverage != nil {
		report.Coverage = []Coverage{*coverage}
	}
	for i := range v.subjects {
		report.Attribution = append(report.Attribution, v.subjects[i].attribution())
	}
	return report
}

// view is what the rules look at: the configuration and what follows from it.
type view struct {
	*Configuration
	environment Environment
	subjects    []subject
	providers   []providerView
}

// subject is a provider configuration with what the provider would make of it.
type subject struct {
	ProviderConfig
	provider *Provider
	version  versionEvidence
	outcome
	words   []string // all pid- words that would be sent
	rule    string   // the rule on its tracking ID that it breaks, "" if none
	options Options
	input   string
}

// providerView is a provider with all its configurations that are in use.
type providerView struct {
	source   Source
	provider *Provider
	version  versionEvidence
	// tags is set where an ID is set for it, or the policy wants one.
	tags bool
	// block is where the first configuration is written.
	block Location
}

func look(configuration Configuration, environment Environment, options Options) *view {
	v := &view{Configuration: &configuration, environment: environment}
	evidence := make(map[Source]versionEvidence)
	of := func(source Source) versionEvidence {
		if _, ok := evidence[source]; !ok {
			evidence[source] = configuration.versionEvidence(source)
		}
		return evidence[source]
	}
	for _, config := range configuration.Providers {
		provider := config.Source.Provider()
		if provider == nil {
			continue
		}
		s := subject{
			ProviderConfig: config, provider: provider, version: of(config.Source),
			options: options, input: configuration.Input.Path,
		}
		s.outcome = config.predict(provider, s.version, environment)
		s.words = s.sentWords(environment)
		s.rule = s.brokenRule(environment)
		v.subjects = append(v.subjects, s)
		if config.Use == Used {
			v.notice(providerView{config.Source, provider, s.version, provider.PartnersRequired || s.value != "", config.Written})
		}
	}
	if configuration.Reusable {
		for _, requirement := range configuration.Requirements {
			if provider := requirement.Source.Provider(); provider != nil {
				v.notice(providerView{requirement.Source, provider, of(requirement.Source), provider.PartnersRequired, requirement.Written})
			}
		}
	}
	slices.SortStableFunc(v.subjects, func(a, b subject) int { return compareAddresses(a.ProviderConfig, b.ProviderConfig) })
	return v
}

// notice adds a provider, or what one more of its configurations tells.
func (v *view) notice(seen providerView) {
	for i := range v.providers {
		if known := &v.providers[i]; known.source == seen.source {
			known.tags = known.tags || seen.tags
			return
		}
	}
	v.providers = append(v.providers, seen)
}
