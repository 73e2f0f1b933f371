package fix

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/tfcua/tfcua"
)

// mending is the search for the mend of one finding.
type mending struct {
	*fixer
	*reading
	finding tfcua.Finding
}

// trial is what would be after some edits.
type trial struct {
	texts    texts
	edits    []edit
	readings []*reading
}

// wanted is what partner_id of the finding's configuration is to be afterwards.
type wanted struct {
	state tfcua.SettingState
	value string
	// other is set where it is to be anything else than it was: what an empty
	// value hid. moved is set where blocks that nothing uses may lose theirs.
	other, moved bool
}

// meets reports whether a value that was another one is as it is wanted.
func (w wanted) meets(was, is tfcua.Setting) bool {
	if w.other {
		return !same(was, is)
	}
	return is.State() == w.state && is.Value() == w.value
}

func same(a, b tfcua.Setting) bool { return a.State() == b.State() && a.Value() == b.Value() }

// try makes edits in memory and checks all that they bear on again. It is nil
// where the edits do not do what they are for: the finding is still there,
// there is a new error, or a value is another than it was or was to be.
func (m *mending) try(config *tfcua.ProviderConfig, want wanted, edits ...edit) *trial {
	t := &trial{texts: maps.Clone(m.texts), edits: edits}
	bySource := make(map[string][]edit)
	for _, e := range edits {
		if e.source.real == "" {
			return nil
		}
		bySource[e.source.real] = append(bySource[e.source.real], e)
	}
	for real, of := range bySource {
		t.texts[real] = apply(of[0].source, of)
	}
	for _, before := range m.readings {
		concerned := before == m.reading // else nobody would see that the finding is still there
		for real := range bySource {
			// A file that is not there yet is read with those beside it.
			concerned = concerned || before.folders[filepath.Dir(real)]
		}
		if !concerned {
			t.readings = append(t.readings, before)
			continue
		}
		after, err := before.root.read(t.texts)
		if err != nil || !m.better(before, after, config, want) {
			return nil
		}
		t.readings = append(t.readings, after)
	}
	return t
}

// better reports whether a reading is what was to come of a mend.
func (m *mending) better(before, after *reading, config *tfcua.ProviderConfig, want wanted) bool {
	target := keyOfFinding(m.finding)
	had := make(map[string]int)
	for _, finding := range before.findings {
		had[keyOfFinding(finding)]++
	}
	for _, finding := range after.findings {
		key := keyOfFinding(finding)
		if key == target {
			return false
		}
		if had[key]--; had[key] < 0 && finding.Severity == tfcua.Error && !hidden(before.findings, finding) {
			return false
		}
	}
	if len(before.configuration.Providers) > len(after.configuration.Providers) {
		return false
	}
	for _, was := range before.configuration.Providers {
		i := slices.IndexFunc(after.configuration.Providers, func(c tfcua.ProviderConfig) bool { return c.Address() == was.Address() })
		if i < 0 {
			return false
		}
		is, isTarget := after.configuration.Providers[i], config != nil && before == m.reading && was.Address() == config.Address()
		if want.moved && was.Use == tfcua.Unused && is.Use == tfcua.Unused {
			continue
		}
		if !m.expected(was.PartnerID, is.PartnerID, config, want, isTarget) {
			return false
		}
	}
	return true
}

// expected reports whether a value may become another one by the mend: the
// finding's own as it is wanted, one of another configuration by the same mend
// or not at all.
func (m *mending) expected(was, is tfcua.Setting, config *tfcua.ProviderConfig, want wanted, target bool) bool {
	switch {
	case config == nil:
		return same(was, is)
	case target:
		return want.meets(was, is)
	case same(was, is), same(was, config.PartnerID) && want.meets(was, is):
		return true
	}
	mended, ok := tfcua.Mend(was.Value())
	return ok && is.State() == tfcua.Known && is.Value() == mended
}

// hiddenBy are the rules that hide another one of the same address: of the
// mistakes in one tracking ID, one is told.
var hiddenBy = map[string][]string{
	"CUA101": {"CUA102"},
	"CUA401": {"CUA402"},
	"CUA106": {"CUA103", "CUA104", "CUA105"},
	"CUA107": {"CUA103", "CUA104", "CUA105"},
	"CUA203": {"CUA101", "CUA102", "CUA103", "CUA104", "CUA105"},
}

// hidden reports whether a finding was there before, behind another one.
func hidden(before []tfcua.Finding, finding tfcua.Finding) bool {
	return slices.ContainsFunc(before, func(other tfcua.Finding) bool {
		return other.Address == finding.Address && slices.Contains(hiddenBy[finding.Rule], other.Rule)
	})
}

// keep makes a trial what is.
func (m *mending) keep(t *trial, done string) {
	first := m.finding
	if found, ok := m.first[keyOfFinding(first)]; ok {
		first = found
	}
	mend := Mend{File: first.File, At: first.Start, Rule: first.Rule, Done: done}
	if mend.File == "" {
		mend.File = t.edits[0].source.Name
	}
	still := make(map[string]bool)
	for _, after := range t.readings {
		for _, finding := range after.findings {
			still[keyOfFinding(finding)] = true
		}
	}
	for _, before := range m.readings {
		for _, finding := range before.findings {
			if !still[keyOfFinding(finding)] && !slices.Contains(mend.Addresses, finding.Address) {
				mend.Addresses = append(mend.Addresses, finding.Address)
			}
		}
	}
	m.mends = append(m.mends, mend)
	for _, e := range t.edits {
		if m.were[e.source.real] == nil {
			m.were[e.source.real] = e.source
		}
		m.shown[e.source.real] = append(append(m.shown[e.source.real], e.shown...), e.name)
	}
	m.texts, m.fixer.readings = t.texts, t.readings
}
