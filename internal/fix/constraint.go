package fix

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/tfcua/tfcua"
)

var condition = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\s*)(>=|>|~>)(\s*)([0-9]+(?:\.[0-9]+)*)(\s*)$`)
})

// raise writes a version constraint so that it admits nothing below a version,
// in its author's way of writing: ">= 1.0, < 2.0" becomes ">= 1.21.0, < 2.0", and
// "~> 1.0" becomes "~> 1.21". It reports false where that would admit what the
// author left out: a pin and an upper bound are decisions.
func raise(constraint string, least tfcua.Version) (string, bool) {
	admitted, err := tfcua.ParseConstraint(constraint)
	if err != nil {
		return "", false
	}
	tooOld, err := tfcua.ParseConstraint("< " + least.String())
	if err != nil || admitted.Intersection(tooOld).Empty() {
		return "", false
	}
	parts := strings.Split(constraint, ",")
	for i, part := range parts {
		parts[i] = raiseCondition(part, least, tooOld)
	}
	raised := strings.Join(parts, ",")
	if set, err := tfcua.ParseConstraint(raised); err != nil || !set.Intersection(tooOld).Empty() {
		raised = ">= " + least.String()
		if strings.TrimSpace(constraint) != "" {
			raised += ", " + strings.TrimSpace(constraint)
		}
	}
	set, err := tfcua.ParseConstraint(raised)
	narrower := set.Intersection(admitted).String() == set.String()
	return raised, err == nil && narrower && !set.Empty() && set.Intersection(tooOld).Empty()
}

// raiseCondition raises a lower bound that is too low; anything else it leaves
// as it is.
func raiseCondition(part string, least tfcua.Version, tooOld tfcua.VersionSet) string {
	found := condition().FindStringSubmatch(part)
	if set, err := tfcua.ParseConstraint(part); found == nil || err != nil || set.Intersection(tooOld).Empty() {
		return part
	}
	operator, version := found[2], least.String()
	switch {
	case operator == ">":
		operator = ">="
	case operator == "~>" && strings.Count(found[4], ".") < 2:
		version = fmt.Sprintf("%d.%d", least.Major, least.Minor)
		if least.Patch > 0 {
			version += ", >= " + least.String()
		}
	}
	return found[1] + operator + found[3] + version + found[5]
}
