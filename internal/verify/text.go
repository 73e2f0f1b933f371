package verify

import (
	"fmt"
	"io"
	"strings"

	"github.com/tfcua/tfcua/internal/display"
)

// columnsOfNoTerminal is how wide a result is that is not read on a terminal.
const columnsOfNoTerminal = 100

// WriteText writes the result for a person; columns is the width of the terminal,
// 0 where there is none.
func (r Result) WriteText(w io.Writer, columns int) error {
	t := text{columns: columns, terminal: columns > 0}
	if !t.terminal {
		t.columns = columnsOfNoTerminal
	}
	if r.Found {
		t.deployments(r)
		t.resources(r)
		t.failures(r)
		t.unseen(r)
	}
	t.paragraph("", r.verdict())
	for _, line := range r.explanation() {
		t.paragraph("  ", line)
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// text is a result in the making.
type text struct {
	strings.Builder
	columns  int
	terminal bool
}

func (t *text) line(parts ...string) {
	t.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	t.WriteByte('\n')
}

// paragraph writes wrapped text, indented.
func (t *text) paragraph(indent, words string) {
	for _, line := range display.Wrap(display.Harmless(words), t.columns-display.Width(indent)) {
		t.line(indent, line)
	}
}

func (t *text) deployments(r Result) {
	rows := [][]string{{"deployment", "state", "at", "correlation ID"}}
	for _, d := range r.Deployments {
		at := ""
		if !d.Time.IsZero() {
			at = d.Time.Format("2006-01-02 15:04:05Z")
		}
		rows = append(rows, []string{r.short(d.ID), d.State, at, d.CorrelationID})
	}
	t.table(rows)
	t.line()
}

func (t *text) resources(r Result) {
	if len(r.Resources) == 0 {
		return
	}
	rows := [][]string{{"resource", "state"}}
	for _, resource := range r.Resources {
		rows = append(rows, []string{r.short(resource.ID), resource.State})
	}
	t.table(rows)
	t.line()
}

// failures says why what was not created was not.
func (t *text) failures(r Result) {
	for _, resource := range r.Resources {
		if e := resource.Error; e != nil {
			t.line(display.Harmless(r.short(resource.ID)))
			t.paragraph("  ", e.words())
			t.line()
		}
	}
}

// words are the code and the message, as far as there are any.
func (f Failure) words() string {
	switch {
	case f.Code == "":
		return f.Message
	case f.Message == "":
		return f.Code
	}
	return f.Code + ": " + f.Message
}

func (t *text) unseen(r Result) {
	if len(r.Unseen) == 0 {
		return
	}
	t.line("Not seen")
	for _, unseen := range r.Unseen {
		t.line("  ", display.Harmless(r.short(unseen.ID)))
		t.paragraph("    ", unseen.Reason)
	}
	t.line()
}

// short is a resource ID without what goes without saying: a deployment is its
// name, and where it is if not in the resource group; a resource in the resource
// group starts with its type.
func (r Result) short(id string) string {
	subscription := place{subscription: r.Query.Subscription}.scope() + "/"
	rest, within := cutPrefixFold(id, subscription)
	if !within {
		return id
	}
	p, isDeployment := placeOf(id)
	switch {
	case isDeployment && p.group == "":
		return p.name + " (of the subscription)"
	case isDeployment && !strings.EqualFold(p.group, r.Query.ResourceGroup):
		return p.name + " (in resource group " + p.group + ")"
	case isDeployment:
		return p.name
	}
	if short, within := cutPrefixFold(rest, "resourceGroups/"+r.Query.ResourceGroup+"/providers/"); within {
		return short
	}
	return rest
}

// verdict is the result in one line.
func (r Result) verdict() string {
	created, all := r.created(), len(r.Resources)
	switch {
	case !r.Found:
		return fmt.Sprintf("Not found: no deployment in resource group %s is named %s.", r.Query.ResourceGroup, r.Query.TrackingID)
	case all == 0:
		return fmt.Sprintf("Found: a deployment is named %s, but no resource was created with it.", r.Query.TrackingID)
	case created < all:
		return fmt.Sprintf("Found: %d of %d resources were created under %s.", created, all, r.Query.TrackingID)
	case all == 1:
		return fmt.Sprintf("Found: 1 resource was created under %s.", r.Query.TrackingID)
	}
	return fmt.Sprintf("Found: %d resources were created under %s.", all, r.Query.TrackingID)
}

// explanation says why there may be no deployment that is named so; nothing
// where there is one.
func (r Result) explanation() []string {
	if r.Found {
		return nil
	}
	lines := []string{
		"Terraform leaves none, for it tags its requests by their User-Agent: check with tfcua gate before the apply; what was credited is in the reports of Partner Center.",
		"An ARM template with a tracking ID, also one that Terraform deploys, leaves one in the resource group that it is deployed to. Azure keeps 800 deployments of a resource group and deletes old ones by itself before there are more, so an older one may be gone.",
	}
	if len(r.Others) > 0 {
		lines = append(lines, "There are deployments for other tracking IDs: "+strings.Join(r.Others, ", ")+".")
	}
	return lines
}
