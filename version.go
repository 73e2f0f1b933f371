package tfcua

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/apparentlymart/go-versions/versions"
	"github.com/apparentlymart/go-versions/versions/constraints"
)

// Version is the version of a provider release.
type Version = versions.Version

// ParseVersion parses a version as a dependency lock file writes it. The error
// says what is wrong with it.
func ParseVersion(text string) (Version, error) {
	if err := tooLong(text); err != nil {
		return Version{}, err
	}
	return versions.ParseVersion(text)
}

// tooLong refuses numbers that go-versions panics on: those beyond 64 bits.
func tooLong(text string) error {
	digits := 0
	for _, r := range text {
		if r < '0' || r > '9' {
			digits = 0
		} else if digits++; digits > 18 {
			return errors.New("a number in it is too long")
		}
	}
	return nil
}

func release(major, minor, patch uint64) Version {
	return Version{Major: major, Minor: minor, Patch: patch}
}

// everyRelease stands for the first release: no version is below it.
var everyRelease = Version{Prerelease: "0"}

// VersionSet is the set of versions that a constraint, or several together,
// admit. The zero value admits none; [AllVersions] admits every release.
//
// Terraform selects a prerelease only where a constraint names exactly that
// one, so a set is ranges of releases and the few prereleases that are named.
// go-versions parses constraints and knows membership; it cannot tell whether a
// set is empty, which is what the ranges are for.
type VersionSet struct {
	releases    []releaseRange
	prereleases []Version
}

// releaseRange holds the releases from the first up to, but not including, the
// second. There is no release between x.y.z and x.y.(z+1), so every comparison
// of the constraint language can be written as half-open ranges.
type releaseRange struct {
	from, below Version // below is unbounded where it is the zero Version
}

func (r releaseRange) unbounded() bool { return r.below == versions.Unspecified }

// AllVersions is the set that no constraint narrows.
func AllVersions() VersionSet { return from(release(0, 0, 0)) }

// from is the set of all releases from the first on.
func from(first Version) VersionSet {
	return VersionSet{releases: []releaseRange{{from: first}}}
}

// below is the set of all releases before end.
func below(end Version) VersionSet {
	return VersionSet{releases: ranges(Version{}, end)}
}

// only is the set of one version.
func only(version Version) VersionSet {
	if version.Prerelease != "" {
		return VersionSet{prereleases: []Version{version}}
	}
	return VersionSet{releases: []releaseRange{{from: version, below: release(version.Major, version.Minor, version.Patch+1)}}}
}

// ParseConstraint parses a version constraint as required_providers takes it,
// such as ">= 4.0, < 6.0", and returns the versions that it admits. An empty
// constraint admits all. The error says which part does not parse.
func ParseConstraint(text string) (VersionSet, error) {
	if err := tooLong(text); err != nil {
		return VersionSet{}, err
	}
	spec, err := constraints.ParseRubyStyleMulti(text)
	if err != nil {
		return VersionSet{}, err
	}
	set := AllVersions()
	for _, selection := range spec {
		set.releases = intersect(set.releases, selectedReleases(selection))
	}
	meeting := versions.MeetingConstraints(spec)
	for _, selection := range spec {
		named := boundary(selection.Boundary)
		if named.Prerelease != "" && meeting.Has(named) {
			set.prereleases = append(set.prereleases, named)
		}
	}
	return set, nil
}

func boundary(spec constraints.VersionSpec) Version {
	spec = spec.ConstrainToZero()
	return Version{
		Major: spec.Major.Num, Minor: spec.Minor.Num, Patch: spec.Patch.Num,
		Prerelease: versions.VersionExtra(spec.Prerelease),
	}
}

func selectedReleases(selection constraints.SelectionSpec) []releaseRange {
	at := boundary(selection.Boundary)
	first := at // the first release that is not below the boundary
	first.Prerelease = ""
	after := first // the first release above the boundary
	if at.Prerelease == "" {
		after.Patch++
	}
	switch selection.Operator {
	case constraints.OpEqual:
		return ranges(first, after)
	case constraints.OpNotEqual:
		return append(ranges(Version{}, first), releaseRange{from: after})
	case constraints.OpGreaterThan:
		return []releaseRange{{from: after}}
	case constraints.OpGreaterThanOrEqual:
		return []releaseRange{{from: first}}
	case constraints.OpLessThan:
		return ranges(Version{}, first)
	case constraints.OpLessThanOrEqual:
		return ranges(Version{}, after)
	case constraints.OpGreaterThanOrEqualMinorOnly:
		return ranges(first, release(first.Major+1, 0, 0))
	case constraints.OpGreaterThanOrEqualPatchOnly:
		return ranges(first, release(first.Major, first.Minor+1, 0))
	default:
		return []releaseRange{{}}
	}
}

// ranges is the one range from first to below, or none where that is empty.
func ranges(first, below Version) []releaseRange {
	if !first.LessThan(below) {
		return nil
	}
	return []releaseRange{{from: first, below: below}}
}

func intersect(a, b []releaseRange) []releaseRange {
	var both []releaseRange
	for _, x := range a {
		for _, y := range b {
			r := releaseRange{from: x.from, below: x.below}
			if r.from.LessThan(y.from) {
				r.from = y.from
			}
			if r.unbounded() || !y.unbounded() && y.below.LessThan(r.below) {
				r.below = y.below
			}
			if r.unbounded() || r.from.LessThan(r.below) {
				both = append(both, r)
			}
		}
	}
	return both
}

// Has reports whether the set admits the version.
func (s VersionSet) Has(version Version) bool {
	if version.Prerelease != "" {
		for _, named := range s.prereleases {
			if named.Same(version) {
				return true
			}
		}
		return false
	}
	for _, r := range s.releases {
		if !version.LessThan(r.from) && (r.unbounded() || version.LessThan(r.below)) {
			return true
		}
	}
	return false
}

// Empty reports whether no version is in the set.
func (s VersionSet) Empty() bool { return len(s.releases) == 0 && len(s.prereleases) == 0 }

// Oldest is the oldest version of the set; false if it is empty.
func (s VersionSet) Oldest() (oldest Version, ok bool) {
	candidates := slices.Clone(s.prereleases)
	for _, r := range s.releases {
		candidates = append(candidates, r.from)
	}
	for _, version := range candidates {
		if !ok || version.LessThan(oldest) {
			oldest, ok = version, true
		}
	}
	return oldest, ok
}

// Intersection is the set of the versions that both sets admit. A prerelease
// that one of them names is kept where the other, which may not name it, has it
// within its ranges.
func (s VersionSet) Intersection(other VersionSet) VersionSet {
	both := VersionSet{releases: intersect(s.releases, other.releases)}
	for _, pair := range []struct{ named, in VersionSet }{{s, other}, {other, s}} {
		for _, version := range pair.named.prereleases {
			if pair.in.spans(version) && !both.Has(version) {
				both.prereleases = append(both.prereleases, version)
			}
		}
	}
	return both
}

// spans reports whether a prerelease that another constraint names lies within
// the ranges of this one, by the order of semantic versions.
func (s VersionSet) spans(prerelease Version) bool {
	if s.Has(prerelease) {
		return true
	}
	for _, r := range s.releases {
		if !prerelease.LessThan(r.from) && (r.unbounded() || prerelease.LessThan(r.below)) {
			return true
		}
	}
	return false
}

// String lists the ranges, for messages and tests: ">=1.21.0 <2.0.0".
func (s VersionSet) String() string {
	var parts []string
	for _, r := range s.releases {
		switch {
		case r.unbounded() && r.from == versions.Unspecified:
			parts = append(parts, "any version")
		case r.unbounded():
			parts = append(parts, fmt.Sprintf(">=%s", r.from))
		case r.from == versions.Unspecified:
			parts = append(parts, fmt.Sprintf("<%s", r.below))
		default:
			parts = append(parts, fmt.Sprintf(">=%s <%s", r.from, r.below))
		}
	}
	for _, version := range s.prereleases {
		parts = append(parts, version.String())
	}
	if parts == nil {
		return "no version"
	}
	return strings.Join(parts, " or ")
}
