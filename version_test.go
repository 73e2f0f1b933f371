package tfcua

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/apparentlymart/go-versions/versions"
)

func TestVersionSets(t *testing.T) {
	for constraint, want := range map[string]string{
		"":                        "any version",
		">= 4.0, < 6.0":           ">=4.0.0 <6.0.0",
		"~> 3.0, < 3.20":          ">=3.0.0 <3.20.0",
		"~> 1.20.0":               ">=1.20.0 <1.21.0",
		"= 4.10.0":                ">=4.10.0 <4.10.1",
		"4.10":                    ">=4.10.0 <4.10.1",
		"> 4.0.0, < 4.0.1":        "no version",
		">= 4.0, < 3.0":           "no version",
		"!= 4.0.0":                "<4.0.0 or >=4.0.1",
		"!= 4.0.0, 4.0.0":         "no version",
		"> 1.20, <= 1.21.0":       ">=1.20.1 <1.21.1",
		"5.0.0-beta1":             "5.0.0-beta1",
		">= 4.0, 5.0.0-beta1":     "5.0.0-beta1",
		"< 5.0, 5.0.0-beta1":      "5.0.0-beta1",
		">= 5.0.0, 5.0.0-beta1":   "no version",
		">= 5.0.0-beta1, < 5.0.1": ">=5.0.0 <5.0.1",
		"~> 5.0.0-beta1":          ">=5.0.0 <5.1.0",
		"> 5.0.0-beta1, < 5.0.1":  ">=5.0.0 <5.0.1",
	} {
		set, err := ParseConstraint(constraint)
		if err != nil {
			t.Errorf("%s: %v", constraint, err)
			continue
		}
		if set.String() != want {
			t.Errorf("%s admits %s, want %s", constraint, set, want)
		}
		if set.Empty() != (want == "no version") {
			t.Errorf("%s: Empty is %v", constraint, set.Empty())
		}
	}
	if _, err := ParseConstraint("1.999999999999999999"); err != nil {
		t.Errorf("18 digits are refused: %v", err)
	}
	for _, constraint := range []string{"1.1000000000000000000", "=> 4.0", ">= v4.0", "4.x", "latest", ">= 4.0 < 5.0", "1.2.3.4", "1.99999999999999999999"} {
		if _, err := ParseConstraint(constraint); err == nil {
			t.Errorf("%s parses", constraint)
		}
	}
}

func TestOldest(t *testing.T) {
	for constraint, want := range map[string]string{
		"":                       "0.0.0",
		">= 4.1, < 6.0":          "4.1.0",
		"> 4.0, != 5.0":          "4.0.1",
		"< 5.0, 5.0.0-beta1":     "5.0.0-beta1",
		">= 5.0, >= 5.0.0-beta1": "5.0.0",
		">= 4.0, < 3.0":          "none",
	} {
		set, err := ParseConstraint(constraint)
		if err != nil {
			t.Fatal(err)
		}
		got := "none"
		if oldest, ok := set.Oldest(); ok {
			got = oldest.String()
		}
		if got != want {
			t.Errorf("the oldest of %q is %s, want %s", constraint, got, want)
		}
	}
	// Of several ranges and prereleases together it is the oldest of all.
	set := VersionSet{
		releases:    []releaseRange{{from: release(3, 0, 0), below: release(4, 0, 0)}, {from: release(2, 0, 0), below: release(2, 5, 0)}},
		prereleases: []Version{version(t, "2.0.0-beta1")},
	}
	if oldest, _ := set.Oldest(); oldest.String() != "2.0.0-beta1" {
		t.Errorf("the oldest is %s", oldest)
	}
}

// FuzzConstraint holds the ranges against go-versions' own membership, at
// versions about the boundaries.
func FuzzConstraint(f *testing.F) {
	for _, seed := range []string{"", ">= 4.0, < 6.0", "~> 1.20.0", "!= 3.0.0, >= 2.0", "5.0.0-beta1", "> 1.2.3-rc1, <= 2.0.0", "~> 0.1", "=0.0.0"} {
		f.Add(seed, uint64(1))
	}
	f.Fuzz(func(t *testing.T, constraint string, seed uint64) {
		if strings.Contains(constraint, "+") {
			return // build metadata tells builds of one version apart; no provider has any
		}
		set, err := ParseConstraint(constraint)
		if tooLong(constraint) != nil {
			return // go-versions panics
		}
		want, theirErr := versions.MeetingConstraintsStringRuby(constraint)
		if (err == nil) != (theirErr == nil) {
			t.Fatalf("%q: %v, go-versions: %v", constraint, err, theirErr)
		}
		if err != nil {
			return
		}
		random := rand.New(rand.NewPCG(seed, 0))
		candidates := []Version{{}, release(0, 0, 1)}
		for _, r := range set.releases {
			candidates = append(candidates, r.from, r.below)
		}
		candidates = append(candidates, set.prereleases...)
		some := false
		for range 200 {
			v := candidates[random.IntN(len(candidates))]
			switch random.IntN(5) {
			case 0:
				v.Patch += uint64(random.IntN(3))
			case 1:
				v.Patch -= min(v.Patch, 1)
			case 2:
				v.Minor++
			case 3:
				v.Major += uint64(random.IntN(2))
			}
			if v == versions.Unspecified {
				continue // to go-versions 0.0.0 is no version
			}
			if got := set.Has(v); got != want.Has(v) {
				t.Fatalf("%q: %s in %s is %v, go-versions says %v", constraint, v, set, got, want.Has(v))
			}
			some = some || set.Has(v)
		}
		if set.Empty() && some {
			t.Fatalf("%q: empty, and holds a version", constraint)
		}
	})
}
