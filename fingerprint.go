package tfcua

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Fingerprint gives every finding its fingerprint. path is how the paths of the
// report are written from the repository's root, so that the fingerprints are
// the same wherever the check runs.
//
// A fingerprint is made of the rule, the address, the file and the message,
// which names the value. Positions do not count, so a finding keeps it when
// lines are added above; the second of two findings alike has another one.
func (r *Report) Fingerprint(path func(string) string) {
	seen := make(map[string]int)
	stamp := func(f *Finding) {
		place := f.File
		if place == "" {
			place = f.Input
		}
		alike := strings.Join([]string{f.Rule, f.Address, path(place), f.Message}, "\x00")
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
