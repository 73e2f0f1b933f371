package tfcua

import (
	"slices"
	"strings"
)

// noVersion is shown in place of a version or a constraint that is none, and so
// may be a secret.
const noVersion = "(does not parse)"

// versionEvidence is all that the input knows of the version of one provider.
type versionEvidence struct {
	requirements []Requirement
	selection    *Selection
	selectedText string     // as it may be shown
	selected     *Version   // nil where no lock file selects one
	admitted     VersionSet // by all constraints together
	conflict     string     // why no version can be selected, "" if one can
	conflictAt   Location
}

func (c *Configuration) versionEvidence(source Source) versionEvidence {
	evidence := versionEvidence{admitted: AllVersions()}
	for _, requirement := range c.Requirements {
		if requirement.Source != source {
			continue
		}
		evidence.requirements = append(evidence.requirements, requirement)
		set, err := ParseConstraint(requirement.Constraint)
		if err != nil {
			evidence.requirements[len(evidence.requirements)-1].Constraint = noVersion
			evidence.conflicts(requirement.Written, "the constraint of "+moduleName(requirement.Module)+" does not parse")
			continue
		}
		narrowed := evidence.admitted.Intersection(set)
		if narrowed.Empty() && !evidence.admitted.Empty() {
			evidence.conflicts(requirement.Written, "no version meets "+evidence.constraint())
		}
		evidence.admitted = narrowed
	}
	for i, selection := range c.Selections {
		if selection.Source != source {
			continue
		}
		evidence.selection, evidence.selectedText = &c.Selections[i], selection.Version
		version, err := ParseVersion(selection.Version)
		if err != nil {
			evidence.selectedText = noVersion
			evidence.conflicts(selection.Written, "the lock file's version does not parse")
			continue
		}
		evidence.selected = &version
		if !evidence.admitted.Has(version) {
			evidence.conflicts(selection.Written, "the lock file selects "+version.String()+", "+evidence.refuses())
		}
	}
	return evidence
}

// refuses says why the constraints do not admit the selected version. Where there
// is none, they admit every release.
func (e versionEvidence) refuses() string {
	if constraint := e.constraint(); constraint != "" {
		return "which does not meet " + constraint
	}
	return "a prerelease, and no constraint asks for it by its exact version"
}

func (e *versionEvidence) conflicts(at Location, why string) {
	if e.conflict == "" {
		e.conflict, e.conflictAt = why, at
	}
}

// constraint is all constraints together, as Terraform writes them in one line.
func (e versionEvidence) constraint() string {
	var parts []string
	for _, requirement := range e.requirements {
		if text := strings.TrimSpace(requirement.Constraint); text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// possible are the versions that may be at work: the selected one, or else the
// admitted ones.
func (e versionEvidence) possible() VersionSet {
	if e.selected == nil {
		return e.admitted
	}
	return only(*e.selected)
}

// reached reports whether the version at work is since or later: the selected
// one, else the newest that is admitted, which is what Terraform selects. It is
// false for the zero Version, which means never.
func (e versionEvidence) reached(since Version) bool {
	if since == (Version{}) {
		return false
	}
	possible := e.possible()
	return possible.Empty() || !possible.Intersection(from(since)).Empty()
}

func moduleName(address string) string {
	if address == "" {
		return "the root module"
	}
	return address
}
