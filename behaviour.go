package tfcua

import "slices"

// Behaviour is what a range of a provider's releases does with one text, where
// it stands in the provider's block and where it stands in the environment.
type Behaviour struct {
	// From is the first release of the range, and Below the first after it; the
	// zero Version where there is no bound.
	From, Below        Version
	Block, Environment Response
}

// Response is what a provider makes of a text. The zero Response means that it
// does not read it.
type Response struct {
	Sent    string // the pid- word, letter for letter; "" if it sends none of it
	Refused bool   // the provider refuses to start with it, or its apply never ends
}

// Behaviours are what the releases of a provider do with a text, the oldest
// first: the prediction at every version at which the provider's row of the
// [Catalogue] says that something changed.
func (p *Provider) Behaviours(text string) []Behaviour {
	changes := []Version{{}, p.PartnerIDSince, p.DefaultSince, p.PrefixedSince, p.EnvironmentUncheckedSince}
	changes = slices.DeleteFunc(changes, func(v Version) bool { return v == everyRelease })
	slices.SortFunc(changes, func(a, b Version) int {
		switch {
		case a.LessThan(b):
			return -1
		case b.LessThan(a):
			return 1
		}
		return 0
	})
	environment := make(Environment)
	for _, variable := range p.Environment {
		environment[variable] = text
	}
	var ranges []Behaviour
	for _, since := range slices.Compact(changes) {
		at := versionEvidence{selected: &since}
		now := Behaviour{
			From:        since,
			Block:       respond(ProviderConfig{PartnerID: KnownSetting(text)}, p, at, nil),
			Environment: respond(ProviderConfig{PartnerID: UnsetSetting()}, p, at, environment),
		}
		if last := len(ranges) - 1; last >= 0 {
			if ranges[last].Block == now.Block && ranges[last].Environment == now.Environment {
				continue
			}
			ranges[last].Below = since
		}
		ranges = append(ranges, now)
	}
	return ranges
}

func respond(config ProviderConfig, provider *Provider, version versionEvidence, environment Environment) Response {
	config.DisableTerraformPartnerID = UnsetSetting()
	switch o := config.predict(provider, version, environment); {
	case o.origin == RefusedOrigin:
		return Response{Refused: true}
	case o.value == "":
		return Response{}
	default:
		s := subject{outcome: o, words: pidWords(o.own)}
		return Response{Sent: s.shownWords()}
	}
}
