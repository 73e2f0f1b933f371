package tfcua

import "slices"

// Options are the wishes of whoever reads the report.
type Options struct {
	// ShowSensitive shows tracking IDs that Terraform treats as sensitive.
	ShowSensitive bool
	Policy        Policy
}

// Check holds a configuration against the [Rules], in the environment that the
// apply will have, and predicts what each provider configuration would send.
func Check(configuration Configuration, environment Environment, options Options) Report {
	v := look(configuration, environment, options)
	configuration.Input.Policy = options.Policy.File
	report := Report{Inputs: []Input{configuration.Input}, Unseen: configuration.Unseen}
	findings := v.findings()
	if coverage := v.coverage(findings); coverage != nil {
		report.Coverage = []Coverage{*coverage}
	}
	for i := range findings {
		findings[i].Severity = v.policy.severity(findings[i].Rule, findings[i].Severity)
	}
	report.Findings, report.Ignored, report.ignores = v.ignore(findings)
	for i := range v.subjects {
		report.Attribution = append(report.Attribution, v.subjects[i].attribution())
	}
	for i := range v.trackers {
		if !v.trackers[i].nested() {
			report.Attribution = append(report.Attribution, v.trackers[i].attribution())
		}
	}
	said := make(map[string]bool) // one text may stand in many places
	for i := range v.tags {
		if row := v.tags[i].attribution(); !said[row.Address] {
			said[row.Address] = true
			report.Attribution = append(report.Attribution, row)
		}
	}
	return report
}

// findings are what the rules find, with the severities of their own.
func (v *view) findings() []Finding {
	var findings []Finding
	for i := range Rules {
		for _, finding := range Rules[i].check(v) {
			finding.Rule, finding.Name = Rules[i].ID, Rules[i].Name
			if finding.Severity == "" {
				finding.Severity = Rules[i].Severity
			}
			finding.Input = v.Input.Path
			findings = append(findings, finding)
		}
	}
	slices.SortFunc(findings, inOrder)
	return findings
}

// view is what the rules look at: the configuration and what follows from it.
type view struct {
	*Configuration
	environment Environment
	policy      Policy
	subjects    []subject
	madeUp      []subject // those of a module that may be applied by itself
	providers   []providerView
	trackers    []tracker // the telemetry of Bicep's modules left out
	tags        []tagged  // user agents without a tracking ID left out
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
	policy   *Policy
	// tags is set where an ID is set for it, or the policy wants one.
	tags bool
	// block is where the first configuration is written.
	block Location
}

func look(configuration Configuration, environment Environment, options Options) *view {
	v := &view{Configuration: &configuration, environment: environment, policy: options.Policy}
	configuration.Comments = byRule(configuration.Comments)
	evidence := make(map[Source]versionEvidence)
	of := func(source Source) versionEvidence {
		if _, ok := evidence[source]; !ok {
			evidence[source] = configuration.versionEvidence(source)
		}
		return evidence[source]
	}
	for _, config := range configuration.Providers {
		provider := v.policy.Mirrors.Provider(config.Source)
		if provider == nil {
			continue
		}
		s := v.subject(config, of(config.Source), options)
		v.subjects = append(v.subjects, s)
		if config.Use == Used {
			v.notice(providerView{config.Source, provider, s.version, &v.policy, (s.required() || s.value != "") && provider.PartnerIDSince != (Version{}), config.Written})
		}
	}
	for _, config := range configuration.MadeUp {
		v.madeUp = append(v.madeUp, v.subject(config, of(config.Source), options))
	}
	if configuration.Reusable {
		for _, requirement := range configuration.Requirements {
			if provider := v.policy.Mirrors.Provider(requirement.Source); provider != nil {
				v.notice(providerView{requirement.Source, provider, of(requirement.Source), &v.policy, provider.Principal && v.policy.requires(provider), requirement.Written})
			}
		}
	}
	for i := range configuration.Templates {
		template := &configuration.Templates[i]
		for j := range template.Tracking {
			if deployment := &template.Tracking[j]; !deployment.Telemetry {
				v.trackers = append(v.trackers, v.policy.track(template, deployment, configuration.Input.Path))
			}
		}
	}
	for i := range configuration.Tags {
		if t, ok := v.policy.tagged(&configuration.Tags[i], configuration.Input.Path); ok {
			v.tags = append(v.tags, t)
		}
	}
	slices.SortStableFunc(v.subjects, func(a, b subject) int { return compareAddresses(a.ProviderConfig, b.ProviderConfig) })
	return v
}

// subject is what the provider would make of a configuration.
func (v *view) subject(config ProviderConfig, version versionEvidence, options Options) subject {
	s := subject{
		ProviderConfig: config, provider: v.policy.Mirrors.Provider(config.Source), version: version,
		options: options, input: v.Input.Path,
	}
	s.outcome = config.predict(s.provider, version, v.environment)
	s.words = s.sentWords(v.environment)
	s.rule = s.brokenRule(v.environment)
	return s
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
