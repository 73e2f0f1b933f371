package plancheck

import (
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// fillTemplates takes the templates of the folder that the saved plan's own
// sources leave unknown, such as those in files of their own.
func (p *plan) fillTemplates(folder tfcua.Configuration) {
	mine := &p.configuration
	for _, template := range folder.Templates {
		i := slices.IndexFunc(mine.Templates, func(t tfcua.Template) bool { return t.Resource == template.Resource })
		switch {
		case template.Unread || i >= 0 && !mine.Templates[i].Unread:
			continue
		case i >= 0:
			mine.Templates[i] = template
		default:
			mine.Templates = append(mine.Templates, template)
		}
		mine.Unseen = slices.DeleteFunc(mine.Unseen, func(u tfcua.Unseen) bool { return isOf(template.Resource, u.Address) })
	}
}

// placeTemplates takes from the folder where the templates are written which the
// plan's changes deploy. What the folder cannot tell of these the plan does.
func (p *plan) placeTemplates(folder *tfcua.Configuration) {
	planned := p.configuration.Templates
	for i := range planned {
		for _, written := range folder.Templates {
			if !isOf(planned[i].Resource, written.Resource) {
				continue
			}
			planned[i].Resources = written.Resources
			for j := range planned[i].Tracking {
				deployment := &planned[i].Tracking[j]
				deployment.Written, deployment.Mode.Written = written.Resources, written.Resources
				if own := slices.IndexFunc(written.Tracking, func(t tfcua.TrackingDeployment) bool { return t.Own }); deployment.Own && own >= 0 {
					deployment.Written = written.Tracking[own].Written
				}
			}
		}
	}
	folder.Unseen = slices.DeleteFunc(folder.Unseen, func(u tfcua.Unseen) bool {
		return slices.ContainsFunc(planned, func(t tfcua.Template) bool { return isOf(t.Resource, u.Address) })
	})
}

// isOf reports whether an address of the configuration is a resource's, or that
// of a deployment in its template, whichever instance it is.
func isOf(resource, address string) bool {
	configured := string(appendStripped(nil, []byte(resource)))
	rest, ok := strings.CutPrefix(address, configured)
	return ok && (rest == "" || strings.HasPrefix(rest, ".deployment["))
}
