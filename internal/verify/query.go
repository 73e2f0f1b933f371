package verify

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/tfcua/tfcua"
)

// Query is what Azure is asked.
type Query struct {
	Subscription  string
	ResourceGroup string
	// TrackingID is the name that a deployment has for the tracking ID, in lower
	// case: pid-<guid>, or the tracking ID of a marketplace offer.
	TrackingID string
	Cloud      Cloud
}

// NewQuery makes a query of what stands in a command line. The error says what is
// wrong with that, and how to mend it.
func NewQuery(subscription, group, id, cloud string) (Query, error) {
	if subscription == "" {
		return Query{}, errors.New("--subscription is needed: az account show gives its id")
	}
	if tfcua.FormOf(subscription) != tfcua.BareGUID {
		return Query{}, errors.New("--subscription takes the GUID of a subscription, not its name: az account list gives both")
	}
	if group == "" {
		return Query{}, errors.New("--resource-group is needed: the one that was deployed to")
	}
	if !validName(group) {
		return Query{}, errors.New("--resource-group takes the name of a resource group: letters, digits and any of -_.(), 90 at most")
	}
	trackingID, err := deploymentName(id)
	if err != nil {
		return Query{}, err
	}
	of, ok := CloudByName(cloud)
	if !ok {
		return Query{}, fmt.Errorf("--cloud %s: a cloud is %s", cloud, CloudList())
	}
	return Query{strings.ToLower(subscription), group, trackingID, of}, nil
}

// deploymentName is the name of the deployments that carry a tracking ID, given
// as it is registered or as the deployment is named.
func deploymentName(id string) (string, error) {
	name := strings.ToLower(id)
	if tfcua.FormOf(name) == tfcua.BareGUID {
		name = "pid-" + name
	}
	if found := tfcua.DeploymentID(name); found != "" {
		return found, nil
	}
	shown := id
	switch {
	case id == "":
		return "", errors.New("the tracking ID is empty")
	case !tfcua.Displayable(id):
		shown = tfcua.Describe(id)
	}
	what, _ := tfcua.Mistake(id)
	return "", fmt.Errorf("%s: %s: give the GUID, pid-<guid>, or the tracking ID that Partner Center shows", shown, what)
}

// validName reports whether a text may be the name of a resource group, a
// deployment or a subscription, and so may stand in the path of a request.
func validName(text string) bool {
	if text == "" || len([]rune(text)) > 90 || strings.Trim(text, ".") == "" {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.()", r)
	})
}
