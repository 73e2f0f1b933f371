// Package fix mends configurations where a mend is certain: it changes what a
// file holds and invents nothing. Every mend is tried in memory first, and kept
// only if a new check shows that it takes its finding away, brings no new error
// and changes no other value.
//
// It knows where values are written and what writing them otherwise means; what
// is wrong, the rules say. It prints nothing, and writes nothing before
// [Result.Write].
package fix

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// Request is what is to be mended.
type Request struct {
	// Roots are the folders of the root modules.
	Roots []Root
	// Templates are the files of ARM templates.
	Templates []string
	// Evaluation is what the configurations are evaluated with. Its environment
	// is the one of the apply.
	Evaluation hclcheck.Options
	// Policies tell the policy for a path, which may be a folder; nil where there
	// is none for any.
	Policies func(path string, folder bool) (tfcua.Policy, error)
	// TrackingID is written where there is none; "" to leave that alone.
	TrackingID string
}

// Root is the folder of a root module.
type Root struct {
	Path string
	// Given is the folder that the user named, in or below which it was found.
	// Nothing outside of it is written.
	Given string
}

// Result is what can be done, and what cannot.
type Result struct {
	Mends []Mend
	Left  []Left
	files []*changed
}

// Mend is one thing that is mended.
type Mend struct {
	File      string
	At        tfcua.Position
	Rule      string
	Addresses []string // of the findings that it takes away
	Done      string   // "pid- removed"
}

// Left is a finding that is not mended.
type Left struct {
	tfcua.Finding
	Reason string // why, and what to do
}

// Prepare finds what can be mended. It writes nothing.
func Prepare(request Request) (*Result, error) {
	f := &fixer{request: request, texts: make(texts), were: make(map[string]*source), shown: make(map[string][]string), told: make(map[string]string), first: make(map[string]tfcua.Finding)}
	defer f.close()
	if err := f.open(); err != nil {
		return nil, err
	}
	if err := f.templates(); err != nil {
		return nil, err
	}
	for _, reading := range f.readings {
		for _, finding := range reading.findings {
			if _, seen := f.first[keyOfFinding(finding)]; !seen {
				f.first[keyOfFinding(finding)] = finding
			}
		}
	}
	for {
		reading, finding := f.next()
		if finding == nil {
			break
		}
		before := len(f.mends)
		if reason := f.mend(reading, *finding); len(f.mends) == before {
			f.told[keyOfFinding(*finding)] = reason
		}
	}
	return f.result(), nil
}

// fixer is what is known while mends are looked for.
type fixer struct {
	request  Request
	roots    []*root
	readings []*reading // of the roots, with the texts as they are now
	texts    texts
	were     map[string]*source       // the files of texts as they were read
	shown    map[string][]string      // the texts of their edits that may be shown
	told     map[string]string        // the reasons, by finding
	first    map[string]tfcua.Finding // as they were found first, before lines moved
	mends    []Mend
	made     []templateMend
}

// keyOfFinding tells findings apart while lines move.
func keyOfFinding(f tfcua.Finding) string {
	return strings.Join([]string{f.Input, f.Rule, f.Address}, "\x00")
}

// next is the first finding that was not looked at yet.
func (f *fixer) next() (*reading, *tfcua.Finding) {
	for _, reading := range f.readings {
		for i := range reading.findings {
			if _, told := f.told[keyOfFinding(reading.findings[i])]; !told {
				return reading, &reading.findings[i]
			}
		}
	}
	return nil, nil
}

// mend makes the mend of a finding, or says why there is none.
func (f *fixer) mend(r *reading, finding tfcua.Finding) (reason string) {
	m := &mending{f, r, finding}
	switch finding.Rule {
	case "CUA101", "CUA102", "CUA103", "CUA104", "CUA401", "CUA402":
		return m.partnerID()
	case "CUA105":
		return m.placeholder()
	case "CUA201", "CUA202", "CUA203":
		return m.version()
	}
	return notCertain + finding.Fix
}

// result sums up.
func (f *fixer) result() *Result {
	result := &Result{Mends: f.mends}
	for _, reading := range f.readings {
		for _, finding := range reading.findings {
			reason := f.told[keyOfFinding(finding)]
			if first, ok := f.first[keyOfFinding(finding)]; ok {
				finding = first
			}
			result.Left = append(result.Left, Left{finding, reason})
		}
	}
	result.files = f.changes()
	for _, of := range f.made {
		result.Left = append(result.Left, of.left...)
		if of.mend != nil {
			result.Mends, result.files = append(result.Mends, *of.mend), append(result.files, of.changed)
		}
	}
	slices.SortStableFunc(result.Mends, func(a, b Mend) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column), cmp.Compare(a.Rule, b.Rule))
	})
	return result
}

// ValidateTrackingID says what is wrong with the tracking ID of a request; nil
// if it may be written. Whether a policy accepts it, each policy says.
func ValidateTrackingID(id string) error {
	if what, mend := tfcua.Mistake(id); what != "" {
		return fmt.Errorf("it %s: %s", what, mend)
	}
	return nil
}
