package verify

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"

	"github.com/tfcua/tfcua"
)

// search is a query under way.
type search struct {
	Query
	azure
	known     map[string]Deployment // by key: all of the group, and those asked for since
	visited   map[string]bool       // by key
	pending   []Deployment
	resources map[string]Resource // by ID in lower case
	result    Result
}

// search finds the runs that the named deployments belong to, and follows each
// from deployment to deployment.
func (q Query) search(ctx context.Context, a azure) (Result, error) {
	s := search{
		Query: q, azure: a,
		known: make(map[string]Deployment), visited: make(map[string]bool), resources: make(map[string]Resource),
		result: Result{Query: q},
	}
	listed, err := a.in(ctx, q.ResourceGroup)
	if err != nil {
		return Result{}, q.explain(ctx, err)
	}
	runs := s.start(listed)
	for len(s.pending) > 0 {
		next := s.pending[0]
		s.pending = s.pending[1:]
		if err := s.follow(ctx, next); err != nil {
			return Result{}, q.explain(ctx, err)
		}
	}
	s.order(runs)
	return s.result, nil
}

// start takes what the resource group lists. The runs are the correlation IDs of
// the named deployments, the newest first.
func (s *search) start(listed []*armresources.DeploymentExtended) (runs []string) {
	var all []Deployment
	others := make(map[string]bool)
	for _, item := range listed {
		if item == nil || item.Name == nil {
			continue
		}
		d := s.deployment(place{s.Subscription, s.ResourceGroup, *item.Name}, item)
		s.known[d.place.key()] = d
		all = append(all, d)
		if id := tfcua.DeploymentID(strings.ToLower(d.Name)); id != "" && !d.Named {
			others[id] = true
		}
	}
	slices.SortStableFunc(all, func(a, b Deployment) int { return b.Time.Compare(a.Time) })
	for _, d := range all {
		if !d.Named {
			continue
		}
		s.result.Found = true
		if d.CorrelationID == "" {
			s.enter(d) // nothing tells what belongs to it
		} else if !slices.Contains(runs, d.CorrelationID) {
			runs = append(runs, d.CorrelationID)
		}
	}
	for _, run := range runs {
		for _, d := range all {
			if d.CorrelationID == run {
				s.enter(d)
			}
		}
	}
	for id := range others {
		s.result.Others = append(s.result.Others, id)
	}
	slices.Sort(s.result.Others)
	return runs
}

// enter takes a deployment into the result, to be followed, once.
func (s *search) enter(d Deployment) {
	if key := d.place.key(); !s.visited[key] {
		s.visited[key] = true
		s.pending = append(s.pending, d)
		s.result.Deployments = append(s.result.Deployments, d)
	}
}

// follow takes what a deployment created, and enters the deployments among that,
// wherever in a subscription they are: the history of one resource group does not
// list what a run did in another.
func (s *search) follow(ctx context.Context, d Deployment) error {
	operations, err := s.of(ctx, d.place)
	if err != nil {
		return s.pass(d.place, err)
	}
	for _, operation := range operations {
		if operation == nil || operation.Properties == nil {
			continue
		}
		p := operation.Properties
		// Others read what a template refers to, wait, or evaluate outputs.
		if value(p.ProvisioningOperation) != armresources.ProvisioningOperationCreate || p.TargetResource == nil || value(p.TargetResource.ID) == "" {
			continue
		}
		if isDeployment(*p.TargetResource.ID) {
			if err := s.nested(ctx, d, *p.TargetResource.ID); err != nil {
				return err
			}
			continue
		}
		s.add(resource(d, p))
	}
	return nil
}

// nested enters a deployment that another one started. A history has one entry
// for a name: where a later run has used the name, the entry is that run's.
func (s *search) nested(ctx context.Context, from Deployment, id string) error {
	p, ok := placeOf(id)
	if !ok {
		if key := strings.ToLower(id); !s.visited[key] {
			s.visited[key] = true
			s.result.Unseen = append(s.result.Unseen, Unseen{id, "it is in no resource group and no subscription, and is not followed"})
		}
		return nil
	}
	key := p.key()
	if s.visited[key] {
		return nil
	}
	d, known := s.known[key]
	if !known {
		found, err := s.at(ctx, p)
		if err != nil {
			s.visited[key] = true
			return s.pass(p, err)
		}
		d = s.deployment(p, found)
		s.known[key] = d
	}
	if d.CorrelationID != from.CorrelationID {
		s.visited[key] = true
		s.result.Unseen = append(s.result.Unseen, Unseen{p.id(), "a later run has taken its place in the history"})
		return nil
	}
	s.enter(d)
	return nil
}

// pass notes a deployment that cannot be read where that need not stop the
// search: it is gone, or it is elsewhere and the credentials do not reach there.
// Any other error it returns.
func (s *search) pass(p place, err error) error {
	var refused *azcore.ResponseError
	if !errors.As(err, &refused) {
		return err
	}
	elsewhere := !strings.EqualFold(p.scope(), place{s.Subscription, s.ResourceGroup, ""}.scope())
	reason := ""
	switch {
	case refused.StatusCode == http.StatusNotFound:
		reason = "it is not in the history (any more)"
	case refused.StatusCode == http.StatusForbidden && elsewhere:
		reason = "no permission to read it, which takes " + permissions
	default:
		return err
	}
	s.result.Unseen = append(s.result.Unseen, Unseen{p.id(), reason})
	return nil
}

// add takes a resource, once: that it was created counts more than that a try
// failed, else what came last.
func (s *search) add(r Resource) {
	key := strings.ToLower(r.ID)
	before, there := s.resources[key]
	if !there || r.Created && !before.Created || r.Created == before.Created && r.time.After(before.time) {
		s.resources[key] = r
	}
}

// order puts the result into its order.
func (s *search) order(runs []string) {
	slices.SortStableFunc(s.result.Deployments, func(a, b Deployment) int {
		return cmp.Or(
			cmp.Compare(slices.Index(runs, a.CorrelationID), slices.Index(runs, b.CorrelationID)),
			cmp.Compare(a.rank(), b.rank()),
			b.Time.Compare(a.Time),
			cmp.Compare(a.place.key(), b.place.key()),
		)
	})
	for _, r := range s.resources {
		s.result.Resources = append(s.result.Resources, r)
	}
	slices.SortFunc(s.result.Resources, func(a, b Resource) int {
		return cmp.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID))
	})
}

// rank puts the named deployments before the others.
func (d Deployment) rank() int {
	if d.Named {
		return 0
	}
	return 1
}

func (s *search) deployment(p place, item *armresources.DeploymentExtended) Deployment {
	d := Deployment{ID: p.id(), Name: p.name, place: p, Named: tfcua.DeploymentID(strings.ToLower(p.name)) == s.TrackingID}
	if of := item.Properties; of != nil {
		d.CorrelationID = strings.ToLower(value(of.CorrelationID))
		d.Time = value(of.Timestamp).UTC()
		d.State = string(value(of.ProvisioningState))
		d.Error = failure(of.Error)
	}
	return d
}

func resource(d Deployment, p *armresources.DeploymentOperationProperties) Resource {
	r := Resource{
		ID: *p.TargetResource.ID, Type: value(p.TargetResource.ResourceType),
		State: value(p.ProvisioningState), Deployment: d.ID, CorrelationID: d.CorrelationID,
		time: value(p.Timestamp),
	}
	r.Created = strings.EqualFold(r.State, string(armresources.ProvisioningStateSucceeded))
	if p.StatusMessage != nil && !r.Created {
		r.Error = failure(p.StatusMessage.Error)
	}
	return r
}

// failure is why something failed; nil where Azure does not say.
func failure(e *armresources.ErrorResponse) *Failure {
	if e == nil || value(e.Code) == "" && value(e.Message) == "" {
		return nil
	}
	return &Failure{value(e.Code), value(e.Message)}
}

// value is what a pointer of the SDK points to; the zero value where Azure does
// not say.
func value[T any](pointer *T) T {
	if pointer == nil {
		var none T
		return none
	}
	return *pointer
}
