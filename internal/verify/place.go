package verify

import (
	"net/url"
	"strings"
)

// deploymentType is the type of deployments, as of a resource.
const deploymentType = "Microsoft.Resources/deployments"

// place is where a deployment is: in a resource group, or in the subscription
// itself.
type place struct{ subscription, group, name string }

// placeOf is the place that a resource ID names; false where it is not that of a
// deployment in a subscription. Names that Azure gives to nothing are refused: the
// ID becomes the path of a request.
func placeOf(id string) (place, bool) {
	scope, name, found := cutFold(strings.TrimPrefix(id, "/"), "/providers/"+deploymentType+"/")
	parts := strings.Split(scope, "/")
	if !found || !validName(name) || !strings.EqualFold(parts[0], "subscriptions") {
		return place{}, false
	}
	switch {
	case len(parts) == 2 && validName(parts[1]):
		return place{parts[1], "", name}, true
	case len(parts) == 4 && validName(parts[1]) && strings.EqualFold(parts[2], "resourceGroups") && validName(parts[3]):
		return place{parts[1], parts[3], name}, true
	}
	return place{}, false
}

// isDeployment reports whether a resource ID is that of a deployment, wherever.
func isDeployment(id string) bool {
	id = strings.ToLower(id)
	return strings.HasPrefix(id[strings.LastIndex(id, "/providers/")+1:], "providers/"+strings.ToLower(deploymentType)+"/")
}

// scope is what the deployment is in, as resource IDs start with it.
func (p place) scope() string {
	if p.group == "" {
		return "/subscriptions/" + p.subscription
	}
	return "/subscriptions/" + p.subscription + "/resourceGroups/" + p.group
}

// path is the scope as the SDK puts it into the path of a request, which is
// without any escape of its own.
func (p place) path() string {
	parts := strings.Split(p.scope()[1:], "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

// id is the deployment's resource ID.
func (p place) id() string { return p.scope() + "/providers/" + deploymentType + "/" + p.name }

// key is one for all spellings of the place: Azure does not tell letter cases
// apart.
func (p place) key() string { return strings.ToLower(p.id()) }

// cutFold is strings.Cut for letters of either case.
func cutFold(text, separator string) (before, after string, found bool) {
	for i := range text {
		if after, found = cutPrefixFold(text[i:], separator); found {
			return text[:i], after, true
		}
	}
	return text, "", false
}

// cutPrefixFold is strings.CutPrefix for letters of either case.
func cutPrefixFold(text, prefix string) (after string, found bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}
