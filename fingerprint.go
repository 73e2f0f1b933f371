package tfcua

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Fingerprint gives every finding its fingerprint. path is how the paths of the
// report are written from the repository's root, so that the fingerprints are
// the same wherever the check runs.
//
// A fingerprint is made of the rule, the file, the address and what is wrong
// there: the tracking ID, or the version. Wording does not count, so that a
// report which is better said accepts what its baseline did; nor do positions, so
// that a finding keeps it when lines are added above. The second of two findings
// alike has another one.
func (r *Report) Fingerprint(path func(string) string) {
	seen := make(map[string]int)
	stamp := func(f *Finding) {
		place := f.File
		if place == "" {
			place = f.Input
		}
		alike := strings.Join([]string{f.Rule, path(place), cmp.Or(f.about, f.Address)}, "\x00")
		seen[alike]++
		sum := sha256.Sum256([]byte(alike + "\x00" + strconv.Itoa(seen[alike])))
		f.Fingerprint = hex.EncodeToString(sum[:16])
	}
	for i := range r.Findings {
		stamp(&r.Findings[i])
	}
	for i := range r.Ignored {
		stamp(&r.Ignored[i].Finding)
	}
}

// fingerprinted is a text as fingerprints take it: itself where it may be shown,
// else nothing but its length. What may be a secret could be guessed from more.
func fingerprinted(text string) string {
	if Displayable(text) {
		return text
	}
	return strconv.Itoa(len([]rune(text)))
}

// about is what is wrong with the subject as fingerprints take it: the value that
// decides, whether or not the report shows it.
func (s *subject) about() string {
	switch {
	case s.PartnerID.Sensitive && s.PartnerID.State() != Unset:
		return "sensitive"
	case s.origin == FromNothing: // the user agent alone decides
		return wordsFingerprinted(s.words)
	}
	return fingerprinted(s.value)
}

func wordsFingerprinted(words []string) string {
	var all []string
	for _, word := range words {
		if !isNamedTrackingID(word) { // which are shown where words are
			word = fingerprinted(word)
		}
		all = append(all, word)
	}
	return strings.Join(all, " ")
}

// about is what is wrong with a tracking deployment as fingerprints take it.
func (t *tracker) about() string {
	name := t.id // a unique suffix is not what is wrong
	if name == "" {
		name = t.Name
		if t.ownName() != name {
			name = strconv.Itoa(len([]rune(name)))
		}
	}
	return strings.Join([]string{t.template.Resource, name, t.Within}, "\x00")
}

// about is what is wrong with a version as fingerprints take it.
func (e *versionEvidence) about() string {
	return e.constraint() + "\x00" + e.selectedText
}
