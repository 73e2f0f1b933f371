package fix

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"sync"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/armcheck"
	"github.com/tfcua/tfcua/internal/files"
)

// maxTemplate bounds an ARM template, in bytes, as its reader does.
const maxTemplate = 16 << 20

// templateMend is what becomes of one ARM template.
type templateMend struct {
	mend    *Mend
	changed *changed
	left    []Left
}

// templates looks at the ARM templates: of what is wrong with one, only the
// tracking deployment that is missing can be mended without knowing what the
// template means.
func (f *fixer) templates() error {
	for _, path := range f.request.Templates {
		made, err := f.template(path)
		if err != nil {
			return err
		}
		f.made = append(f.made, *made)
	}
	return nil
}

func (f *fixer) template(path string) (*templateMend, error) {
	text, err := files.Read(path, maxTemplate)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", path, files.Reason(err))
	}
	var policy tfcua.Policy
	if f.request.Policies != nil {
		if policy, err = f.request.Policies(path, false); err != nil {
			return nil, err
		}
	}
	findings, err := f.checkTemplate(path, text, policy)
	if err != nil {
		return nil, err
	}
	made := &templateMend{}
	for _, finding := range findings {
		reason := notCertain + finding.Fix
		if finding.Rule == "CUA501" && finding.Address == "" { // there is none at all
			if reason = f.track(made, path, text, finding, policy); reason == "" {
				continue
			}
		}
		made.left = append(made.left, Left{finding, reason})
	}
	return made, nil
}

// track gives a template its tracking deployment, or says why not.
func (f *fixer) track(made *templateMend, path string, text []byte, finding tfcua.Finding, policy tfcua.Policy) (reason string) {
	id := f.request.TrackingID
	if id == "" {
		return giveIt
	}
	if why := policy.Refuses(id); why != "" {
		return "the tracking ID of --tracking-id cannot stand here: " + why
	}
	after, err := armcheck.AddTrackingDeployment(text, id)
	if err != nil {
		return err.Error()
	}
	again, err := f.checkTemplate(path, after, policy)
	if err != nil || slices.ContainsFunc(again, func(one tfcua.Finding) bool { return one.Rule == "CUA501" || one.Severity == tfcua.Error }) {
		return "with a tracking deployment something else would be wrong with it: " + finding.Fix
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "it cannot be read any more"
	}
	made.mend = &Mend{
		File: finding.File, At: finding.Start, Rule: finding.Rule, Addresses: []string{finding.Address},
		Done: "the tracking deployment " + tfcua.DeploymentName(id) + " added",
	}
	made.changed = &changed{name: finding.File, real: real, before: text, after: after, shown: textsOf(added(text, after))}
	return ""
}

func (f *fixer) checkTemplate(path string, text []byte, policy tfcua.Policy) ([]tfcua.Finding, error) {
	configuration, err := armcheck.Read(path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return tfcua.Check(configuration, f.request.Evaluation.Environment, tfcua.Options{Policy: policy}).Findings, nil
}

// added is what stands in after and not in before, where one piece was put in.
func added(before, after []byte) string {
	start := 0
	for start < len(before) && before[start] == after[start] {
		start++
	}
	end := 0
	for end < len(before)-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return string(after[start : len(after)-end])
}

// jsonText is a text of JSON without escapes.
var jsonText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"([^"\\]*)"`) })

// textsOf are the texts of a piece of JSON of our own making.
func textsOf(piece string) []string {
	var texts []string
	for _, match := range jsonText().FindAllStringSubmatch(piece, -1) {
		texts = append(texts, match[1])
	}
	return texts
}
