package fix

import (
	"fmt"
	"strings"

	"github.com/tfcua/tfcua"
)

// Words that several reasons share.
const (
	noFile    = "no file holds it: "
	notAlone  = "it is made by an expression in which no text can be mended by itself: "
	giveIt    = "which tracking ID is yours, no file says: give it with --tracking-id"
	fromShell = "it is given by "

	notCertain = "no mend is certain: "
)

// partnerID mends a partner_id that is missing, empty, or in the wrong form. The
// rules on siblings do not tell these apart.
func (m *mending) partnerID() string {
	switch config := m.config(m.finding); {
	case config == nil:
		return notCertain + m.finding.Fix
	case config.PartnerID.State() == tfcua.Known && config.PartnerID.Value() == "":
		reason := m.empty(config)
		if m.finding.Rule == "CUA401" && strings.HasPrefix(reason, notAlone) {
			return giveIt // for null is missing just as well
		}
		return reason
	case m.finding.Rule == "CUA101", m.finding.Rule == "CUA401":
		return m.missing(config)
	}
	return m.malformed()
}

// malformed mends a value that certainly stands for another one: a GUID with
// pid- before it, or one that is written in another way.
func (m *mending) malformed() string {
	config := m.config(m.finding)
	if reason := m.valueHeld(config); reason != "" {
		return reason
	}
	value := config.PartnerID.Value()
	mended, ok := tfcua.Mend(value)
	if !ok {
		return "what it was to be is not certain: " + m.finding.Fix
	}
	start, end, _ := strings.Cut(value, mended)
	if !strings.Contains(value, mended) {
		start, end = "", ""
	}
	want := wanted{state: tfcua.Known, value: mended}
	done := "written as " + m.named(config, mended)
	if start != "" && strings.Trim(strings.ToLower(start), "pid-") == "" && end == "" {
		done = start + " removed"
	}
	reason := m.inLiterals(config, want, done, func(l literal) (edit, bool) {
		if l.form == plain {
			if mended, ok := tfcua.Mend(l.text); ok {
				return l.replace(mended), true
			}
		}
		if l.form == null {
			return edit{}, false
		}
		return l.strip(start, end)
	})
	if reason == "" || start == "" || end != "" || m.isOutside(reason) || !m.heldByFiles(m.texts, config) {
		return reason
	}
	return m.inBlock(config, want, done+" by trimprefix", reason, rewriting{
		write: func(expr string) string { return fmt.Sprintf("trimprefix(%s, %q)", expr, start) },
		calls: true, shown: start,
	})
}

// named is a tracking ID as it may be shown.
func (m *mending) named(config *tfcua.ProviderConfig, id string) string {
	if config.PartnerID.Sensitive {
		return "the same tracking ID in its proper form"
	}
	return id
}

// empty mends partner_id = "": it is removed, or made null, for the environment
// to be read; or it becomes the tracking ID that was given.
func (m *mending) empty(config *tfcua.ProviderConfig) string {
	isEmpty := func(l literal) bool { return l.form == plain && l.text == "" }
	if m.request.TrackingID != "" {
		return m.replaced(config, isEmpty)
	}
	want := wanted{other: true}
	reason := m.inLiterals(config, want, `"" removed`, func(l literal) (edit, bool) {
		return l.remove(), isEmpty(l) && l.whole && (l.kind == partnerID || l.source.Variables)
	})
	if reason == "" {
		return ""
	}
	reason = m.inLiterals(config, want, `"" made null`, func(l literal) (edit, bool) { return l.replaceByNull(), isEmpty(l) })
	if reason == "" || m.isOutside(reason) || !m.heldByFiles(m.texts, config) {
		return reason
	}
	return m.inBlock(config, want, `"" made null in the block`, reason, rewriting{
		write: func(expr string) string { return fmt.Sprintf(`%s == "" ? null : %s`, expr, expr) },
	})
}

// placeholder puts the tracking ID that was given in the place of one that is
// nobody's.
func (m *mending) placeholder() string {
	config := m.config(m.finding)
	if reason := m.valueHeld(config); reason != "" {
		return reason
	}
	if m.request.TrackingID == "" {
		return giveIt
	}
	value := config.PartnerID.Value()
	return m.replaced(config, func(l literal) bool { return l.form == plain && l.text == value })
}

// replaced puts the tracking ID that was given in the place of a literal.
func (m *mending) replaced(config *tfcua.ProviderConfig, is func(literal) bool) string {
	id := m.request.TrackingID
	if reason := m.refused(config); reason != "" {
		return reason
	}
	want, done := wanted{state: tfcua.Known, value: id}, "tracking ID written"
	reason := m.inLiterals(config, want, done, func(l literal) (edit, bool) { return l.replace(id), is(l) })
	if reason == "" || m.isOutside(reason) || !m.heldByFiles(m.texts, config) {
		return reason
	}
	return m.inBlock(config, want, done, reason, rewriting{write: func(string) string { return quote(id) }, shown: id})
}

// refused says why the tracking ID that was given is not for a configuration; ""
// if it may be.
func (m *mending) refused(config *tfcua.ProviderConfig) string {
	id := m.request.TrackingID
	if why := m.root.policy.Refuses(id); why != "" {
		return "the tracking ID of --tracking-id is not written: " + why
	}
	if provider := m.root.policy.Mirrors.Provider(config.Source); tfcua.FormOf(id) == tfcua.Marketplace && provider.PrefixedSince == (tfcua.Version{}) {
		return fmt.Sprintf("the tracking ID of --tracking-id is not written: %s takes a bare GUID only", provider.Type)
	}
	return ""
}

// valueHeld says why no literal can be looked for: the value is no file's, or
// not known.
func (m *mending) valueHeld(config *tfcua.ProviderConfig) string {
	switch {
	case config == nil:
		return notCertain + m.finding.Fix
	case config.PartnerID.State() == tfcua.Unset:
		return noFile + "it is in the environment"
	case config.PartnerID.State() != tfcua.Known:
		return notCertain + m.finding.Fix
	}
	return ""
}

// inLiterals tries to change one literal after the other of those that the
// value may be made of. It returns "" where one was mended, else why none is.
func (m *mending) inLiterals(config *tfcua.ProviderConfig, want wanted, done string, change func(literal) (edit, bool)) string {
	reason := ""
	tried := make(map[place]bool)
	for _, d := range m.definitions(config) {
		for _, l := range d.literals() {
			e, ok := change(l)
			if at := (place{e.source, e.start, e.end}); !ok || tried[at] {
				continue
			} else if len(tried) >= maxTrials {
				return notAlone + m.finding.Fix
			} else {
				tried[at] = true
			}
			if config.PartnerID.Sensitive {
				e.shown = nil
			}
			t := m.try(config, want, e)
			if t == nil {
				continue
			}
			if reason == "" {
				reason = m.untouchable(d.source, d.module)
			}
			if where := m.otherUse(l); where != "" && reason == "" {
				reason = fmt.Sprintf("it is used at %s too: %s", where, m.finding.Fix)
			}
			if reason == "" {
				m.keep(t, done)
				return ""
			}
		}
	}
	if reason != "" {
		return reason
	}
	if via := config.PartnerID.Via; !m.heldByFiles(m.texts, config) && len(via) > 0 {
		return noFile + fromShell + via[len(via)-1]
	} else if !m.heldByFiles(m.texts, config) {
		return noFile + fromShell + "the command line or TF_VAR_…"
	}
	return notAlone + m.finding.Fix
}

// maxTrials bounds how many literals are tried for one finding.
const maxTrials = 50

// place is where an edit is.
type place struct {
	source     *source
	start, end int
}

// isOutside reports whether a reason is that the literal's file is not to be
// written: its owner is to mend it there.
func (m *mending) isOutside(reason string) bool {
	return strings.HasPrefix(reason, "it is written in ")
}

// otherUse says where a literal is used for anything else than partner_id, by
// any module that its file is a part of; "" if it is not.
func (m *mending) otherUse(l literal) string {
	for _, read := range m.readings {
		for _, in := range read.graph.modules {
			for _, d := range in.definitions {
				if d.source.real == l.source.real && d.statement == l.statement {
					if where := d.otherUse(l.path); where != "" {
						return where
					}
				}
			}
		}
	}
	return ""
}

// inBlock mends the value where the provider takes it, and leaves what it is
// made of alone. otherwise is the reason why that was not changed.
func (m *mending) inBlock(config *tfcua.ProviderConfig, want wanted, done, otherwise string, how rewriting) string {
	for _, block := range m.blocks(config) {
		d := block.partnerID
		if d == nil {
			continue
		}
		e, ok := d.rewrite(how)
		if !ok {
			continue
		}
		t := m.try(config, want, e)
		if t == nil {
			continue
		}
		if why := m.untouchable(d.source, d.module); why != "" {
			return why
		}
		m.keep(t, done)
		return ""
	}
	return otherwise
}
