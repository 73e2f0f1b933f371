package tfcua

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Ignore accepts the findings of one rule at a place: an ignore block of the
// policy.
type Ignore struct {
	Rule string // the ID
	// Covers reports whether a file, or the path of an input, is meant; nil for
	// all of them.
	Covers func(path string) bool
	// Address is that of a provider configuration, or of a module with all that
	// is in it; "" for all of them.
	Address string
	Reason  string
	// Until is the last day, 2027-01-31; "" for ever. Expired is set where that
	// is over.
	Until   string
	Expired bool
	Written Location
}

// IgnoreComment is a comment in the sources that accepts findings:
// # tfcua:ignore CUA105 reason.
type IgnoreComment struct {
	Rules  []string // the IDs
	Reason string
	// Fault says why the comment cannot be followed; "" if it can.
	Fault string
	// Written is the comment, and Line the line that it is about.
	Written Location
	Line    int
}

// byRule are comments that name one rule each, so that one is told of a rule by
// which a comment ignores nothing, though it does by another.
func byRule(comments []IgnoreComment) []IgnoreComment {
	var all []IgnoreComment
	for _, comment := range comments {
		if comment.Fault != "" {
			all = append(all, comment)
			continue
		}
		for _, rule := range comment.Rules {
			one := comment
			one.Rules = []string{rule}
			all = append(all, one)
		}
	}
	return all
}

// IgnoreMark is what a comment starts with that accepts findings.
const IgnoreMark = "tfcua:ignore"

// ParseIgnoreComment reads what a comment says, without its signs; it reports
// false for one that is about something else. After the mark stand rules, with
// commas between them, and the reason. sign is how comments start in the
// language of the source.
func ParseIgnoreComment(sign, text string) (IgnoreComment, bool) {
	text, ok := strings.CutPrefix(text, IgnoreMark)
	if !ok {
		return IgnoreComment{}, false
	}
	var comment IgnoreComment
	words := strings.Fields(text)
	if len(words) == 0 || strings.HasPrefix(text, words[0]) {
		comment.Fault = "it names no rule: write " + sign + " " + IgnoreMark + " CUA105 and the reason"
		return comment, true
	}
	if comment.Reason = strings.Join(words[1:], " "); comment.Reason == "" {
		comment.Fault = "it gives no reason: write it behind the rule"
	}
	for name := range strings.SplitSeq(words[0], ",") {
		rule := RuleByID(name)
		if rule == nil {
			comment.Fault = "there is no rule of that name: tfcua rules lists them"
			return comment, true
		}
		comment.Rules = append(comment.Rules, rule.ID)
	}
	return comment, true
}

var ignoreWithoutEffect = Rule{
	ID: "CUA601", Name: "ignore-without-effect", Severity: Warning,
	When:   "an ignore has no effect: a comment that ignores nothing, names no rule or gives no reason, or that the policy does not allow; or an ignore of the policy whose last day is over",
	Why:    "Who reads an ignore believes that something is accepted there, and why. One that does nothing misleads now, or hides the next mistake at its place.",
	Source: "the policy and the comments are tfcua's own",
	Bad: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff" # tfcua:ignore CUA105 the sandbox bills nobody
}
` + createsApp,
	Good: checkFolder + requiresAzurerm4 + `
provider "azurerm" {
  features {}
  partner_id = "00000000-0000-0000-0000-000000000000" # tfcua:ignore CUA105 the sandbox bills nobody
}
` + createsApp,
	check: func(*view) []Finding { return nil }, // see [Join]: another input may show what it ignores
}

// ignoreUse is an ignore that one check met: whether it had an effect there, and
// what to say if it had none anywhere.
type ignoreUse struct {
	used    bool
	refused bool // it would have had an effect
	here    bool // it is about this input
	finding Finding
	// plan is the saved plan whose sources it stands in: their paths begin
	// within the plan, so two plans may have the same; "" for any other.
	plan string
}

// ignore takes out of the findings those that somebody accepted.
func (v *view) ignore(findings []Finding) (kept []Finding, ignored []Ignored, uses []ignoreUse) {
	policy := &v.policy
	comments, onLines := make([]ignoreUse, len(v.Comments)), v.commentsByLine()
	for _, finding := range findings {
		if i := slices.IndexFunc(policy.Ignores, func(i Ignore) bool { return !i.Expired && i.meets(finding, v.Input.Kind) }); i >= 0 {
			by := policy.Ignores[i]
			ignored = append(ignored, Ignored{finding, ByPolicy, by.Reason, by.Until, by.Written.line()})
			continue
		}
		i := v.commentOn(finding, onLines[finding.File])
		switch {
		case i < 0:
			kept = append(kept, finding)
		case policy.RefuseComments:
			comments[i].refused = true
			kept = append(kept, finding)
		default:
			comments[i].used = true
			ignored = append(ignored, Ignored{finding, ByComment, v.Comments[i].Reason, "", v.Comments[i].Written.line()})
		}
	}
	for i, comment := range v.Comments {
		use := comments[i]
		fix := "correct the comment, or remove it"
		if use.refused {
			fix = "mend what it is about, or set allow_ignores = true in " + policy.File
		}
		use.finding = v.withoutEffect(comment.withoutEffect(use.refused), fix, comment.Written)
		use.finding.about = strings.Join(comment.Rules, " ")
		if v.Input.Kind == SavedPlan {
			use.plan = v.Input.Path
		}
		uses = append(uses, use)
	}
	for _, by := range policy.Ignores {
		if by.Expired {
			meets := func(finding Finding) bool { return by.meets(finding, v.Input.Kind) }
			use := ignoreUse{
				here: by.Covers != nil && by.Covers(v.Input.Path) || slices.ContainsFunc(findings, meets),
				finding: v.withoutEffect(
					fmt.Sprintf("The policy's ignore of %s holds no more: its last day was %s.", by.Rule, by.Until),
					"mend what it was about, then remove the ignore; or set a later day", by.Written),
			}
			use.finding.about = by.Rule + " " + by.Address + " " + by.Until
			uses = append(uses, use)
		}
	}
	return kept, ignored, uses
}

// commentsByLine are the comments of each file, by their places in the list, in
// the order of the lines that they are about.
func (v *view) commentsByLine() map[string][]int {
	byFile := make(map[string][]int)
	for i, comment := range v.Comments {
		byFile[comment.Written.File] = append(byFile[comment.Written.File], i)
	}
	for _, file := range byFile {
		slices.SortStableFunc(file, func(a, b int) int { return cmp.Compare(v.Comments[a].Line, v.Comments[b].Line) })
	}
	return byFile
}

// commentOn is the first of a file's comments that is about a finding; -1 if none
// is.
func (v *view) commentOn(finding Finding, ofFile []int) int {
	first, _ := slices.BinarySearchFunc(ofFile, finding.Start.Line, func(i, line int) int { return cmp.Compare(v.Comments[i].Line, line) })
	for _, i := range ofFile[first:] {
		if v.Comments[i].Line > max(finding.Start.Line, finding.End.Line) {
			break
		}
		if v.Comments[i].meets(finding) {
			return i
		}
	}
	return -1
}

// meets reports whether the ignore is about the finding.
func (i Ignore) meets(finding Finding, kind Kind) bool {
	if i.Rule != finding.Rule || i.Address != "" && !within(finding.Address, i.Address) {
		return false
	}
	if i.Covers == nil {
		return true
	}
	// The files of a saved plan are those that were planned, wherever that was.
	if finding.File == "" || kind == SavedPlan {
		return i.Covers(finding.Input)
	}
	return i.Covers(finding.File)
}

// within reports whether an address is another one, is an instance of it, or is
// in it, as in a module. A default configuration has no alias in it:
// provider.azurerm does not mean provider.azurerm.west.
func within(address, of string) bool {
	rest, ok := strings.CutPrefix(address, of)
	switch {
	case !ok:
		return false
	case strings.HasPrefix(rest, "["):
		return of != "provider" // provider["…"] is every configuration
	case strings.HasPrefix(rest, "."):
		parts := strings.Split(of, ".")
		return len(parts) > 1 && parts[len(parts)-2] != "provider"
	}
	return rest == ""
}

func (c IgnoreComment) meets(finding Finding) bool {
	return c.Fault == "" && finding.File == c.Written.File && finding.Start.Line <= c.Line && c.Line <= max(finding.Start.Line, finding.End.Line) &&
		slices.Contains(c.Rules, finding.Rule)
}

// withoutEffect says why a comment ignores nothing.
func (c IgnoreComment) withoutEffect(refused bool) string {
	rules := strings.Join(c.Rules, ", ")
	switch {
	case c.Fault != "":
		return "The comment tfcua:ignore does not count: " + c.Fault + "."
	case refused:
		return fmt.Sprintf("The comment tfcua:ignore %s does not count: the policy does not allow ignores in the sources.", rules)
	}
	return fmt.Sprintf("The comment tfcua:ignore %s ignores nothing: there is no such finding on line %d.", rules, c.Line)
}

func (v *view) withoutEffect(message, fix string, at Location) Finding {
	rule := &ignoreWithoutEffect
	finding := Finding{
		Rule: rule.ID, Name: rule.Name, Severity: v.policy.severity(rule.ID, rule.Severity),
		Message: message, Fix: fix, Input: v.Input.Path,
	}
	finding.at(at)
	return finding
}

// line is "main.tf:12".
func (l Location) line() string {
	if l.Start.Line == 0 {
		return l.File
	}
	return fmt.Sprintf("%s:%d", l.File, l.Start.Line)
}

// idle are the findings on ignores that had no effect in any of the checks: each
// once, with the first input that it is about.
func idle(uses []ignoreUse) []Finding {
	type place struct {
		plan, file string
		at         Position
		about      string
	}
	of := func(use ignoreUse) place {
		return place{use.plan, use.finding.File, use.finding.Start, use.finding.about}
	}
	used := make(map[place]bool)
	said := make(map[place]int)
	here := make(map[place]bool)
	var findings []Finding
	for _, use := range uses {
		if use.used {
			used[of(use)] = true
		}
	}
	for _, use := range uses {
		at := of(use)
		i, known := said[at]
		switch {
		case used[at]:
		case !known:
			said[at] = len(findings)
			findings = append(findings, use.finding)
		case use.refused, use.here && !here[at]:
			findings[i] = use.finding
		}
		here[at] = here[at] || use.here
	}
	return findings
}
