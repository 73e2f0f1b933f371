package verify

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	azfake "github.com/Azure/azure-sdk-for-go/sdk/azcore/fake"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources/fake"
)

const (
	subscription = "5f3d8a52-9d0c-4c8e-8f0e-0f6d3c1b2a49"
	guid         = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	named        = "pid-" + guid
)

// web is the resource group that the tests ask about.
const web = "/subscriptions/" + subscription + "/resourceGroups/web"

// at is a deployment in a resource group, as a request for it says.
func at(group, name string) string {
	return "subscriptions/" + subscription + "/resourceGroups/" + group + "/" + name
}

func query(t *testing.T, id string) Query {
	t.Helper()
	q, err := NewQuery(strings.ToUpper(subscription), "web", id, "public")
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// history is an Azure of its own, served by the SDK's fakes.
type history struct {
	t     *testing.T
	pages [][]*armresources.DeploymentExtended // of the resource group web
	// elsewhere are the deployments that are asked for by themselves, and
	// operations those of each deployment; both by scope/name.
	elsewhere  map[string]*armresources.DeploymentExtended
	operations map[string][]*armresources.DeploymentOperation
	refused    map[string]int // the status in place of operations or deployment
}

// ask asks the history, and requires that it is asked by reading alone.
func (h history) ask(q Query) (Result, error) {
	server := fake.ServerFactory{
		DeploymentsServer: fake.DeploymentsServer{
			NewListByResourceGroupPager: func(group string, _ *armresources.DeploymentsClientListByResourceGroupOptions) (response azfake.PagerResponder[armresources.DeploymentsClientListByResourceGroupResponse]) {
				if group != q.ResourceGroup {
					h.t.Errorf("the deployments of %s are listed", group)
				}
				for _, page := range h.pages {
					response.AddPage(http.StatusOK, armresources.DeploymentsClientListByResourceGroupResponse{DeploymentListResult: armresources.DeploymentListResult{Value: page}}, nil)
				}
				return response
			},
			GetAtScope: func(_ context.Context, scope, name string, _ *armresources.DeploymentsClientGetAtScopeOptions) (response azfake.Responder[armresources.DeploymentsClientGetAtScopeResponse], failed azfake.ErrorResponder) {
				key := scope + "/" + name
				if status := h.refused[key]; status != 0 {
					failed.SetResponseError(status, "Refused")
				} else if d := h.elsewhere[key]; d != nil {
					response.SetResponse(http.StatusOK, armresources.DeploymentsClientGetAtScopeResponse{DeploymentExtended: *d}, nil)
				} else {
					failed.SetResponseError(http.StatusNotFound, "DeploymentNotFound")
				}
				return response, failed
			},
		},
		DeploymentOperationsServer: fake.DeploymentOperationsServer{
			NewListAtScopePager: func(scope, name string, _ *armresources.DeploymentOperationsClientListAtScopeOptions) (response azfake.PagerResponder[armresources.DeploymentOperationsClientListAtScopeResponse]) {
				key := scope + "/" + name
				if status := h.refused[key]; status != 0 {
					response.AddResponseError(status, "Refused")
					return response
				}
				// Each on a page of its own: what is read is read to the end.
				for _, operation := range h.operations[key] {
					response.AddPage(http.StatusOK, armresources.DeploymentOperationsClientListAtScopeResponse{DeploymentOperationsListResult: armresources.DeploymentOperationsListResult{Value: []*armresources.DeploymentOperation{operation}}}, nil)
				}
				if h.operations[key] == nil {
					response.AddPage(http.StatusOK, armresources.DeploymentOperationsClientListAtScopeResponse{DeploymentOperationsListResult: armresources.DeploymentOperationsListResult{Value: []*armresources.DeploymentOperation{}}}, nil)
				}
				return response
			},
		},
	}
	options := q.Cloud.options()
	options.Transport = onlyReads{h.t, fake.NewServerFactoryTransport(&server)}
	return q.ask(context.Background(), &azfake.TokenCredential{}, options)
}

// onlyReads fails the test for any request that is no GET.
type onlyReads struct {
	t *testing.T
	policy.Transporter
}

func (r onlyReads) Do(request *http.Request) (*http.Response, error) {
	if request.Method != http.MethodGet || request.Body != nil {
		r.t.Errorf("the request %s %s is no mere reading", request.Method, request.URL)
	}
	return r.Transporter.Do(request)
}

func deployment(name, correlation string, minute int) *armresources.DeploymentExtended {
	at := time.Date(2026, 11, 20, 10, minute, 30, 0, time.FixedZone("", 3600))
	return &armresources.DeploymentExtended{Name: &name, Properties: &armresources.DeploymentPropertiesExtended{
		CorrelationID: &correlation, Timestamp: &at, ProvisioningState: to(armresources.ProvisioningStateSucceeded),
	}}
}

// creates is an operation that creates a resource of the resource group web, or
// one with a whole resource ID.
func creates(id, state string) *armresources.DeploymentOperation {
	return operation(armresources.ProvisioningOperationCreate, id, state)
}

func operation(kind armresources.ProvisioningOperation, id, state string) *armresources.DeploymentOperation {
	if !strings.HasPrefix(id, "/") {
		id = web + "/providers/" + id
	}
	_, after, _ := strings.Cut(id, "/providers/")
	parts := strings.Split(after, "/")
	kindOf := strings.Join(parts[:2], "/")
	return &armresources.DeploymentOperation{Properties: &armresources.DeploymentOperationProperties{
		ProvisioningOperation: &kind, ProvisioningState: &state, Timestamp: to(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)),
		TargetResource: &armresources.TargetResource{ID: &id, ResourceType: &kindOf, ResourceName: to(parts[len(parts)-1])},
	}}
}

func failing(id, code, message string) *armresources.DeploymentOperation {
	o := creates(id, "Failed")
	o.Properties.StatusMessage = &armresources.StatusMessage{Error: &armresources.ErrorResponse{Code: &code, Message: &message}}
	return o
}

func to[T any](value T) *T { return &value }

// options that try again at once.
func hurried(q Query) *arm.ClientOptions {
	options := q.Cloud.options()
	options.Retry.RetryDelay = time.Millisecond
	return options
}

// token is a credential with a secret of its own.
type token struct{ err error }

const secret = "hunter2-the-token"

func (c token) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: secret, ExpiresOn: time.Now().Add(time.Hour)}, c.err
}
