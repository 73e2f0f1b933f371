package verify

import (
	"context"
	"errors"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
)

// patience is how long one request may take, sign-in and answer together. A try
// that takes longer is made again, as one that failed is.
const patience = time.Minute

// azure is what is asked.
type azure struct {
	deployments *armresources.DeploymentsClient
	operations  *armresources.DeploymentOperationsClient
}

// Ask asks Azure, with the credentials that its tools share: those of the
// environment, of the machine, or of az login. The error is one line that says
// why nothing could be found out.
func (q Query) Ask(ctx context.Context) (Result, error) {
	options := q.Cloud.options()
	credential, err := azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{
		ClientOptions: azcore.ClientOptions{Cloud: options.Cloud, Telemetry: options.Telemetry},
	})
	if err != nil {
		return Result{}, errors.New("AZURE_TOKEN_CREDENTIALS in the environment names no kind of credentials: it may be dev, prod, or one such as AzureCLICredential")
	}
	return q.ask(ctx, credential, options)
}

func (q Query) ask(ctx context.Context, credential azcore.TokenCredential, options *arm.ClientOptions) (Result, error) {
	factory, err := armresources.NewClientFactory(q.Subscription, signIn{credential}, options)
	if err != nil {
		return Result{}, err
	}
	return q.search(ctx, azure{factory.NewDeploymentsClient(), factory.NewDeploymentOperationsClient()})
}

// options are those of every request. The SDK would register resource providers
// where Azure says that one is missing, which is a write, and would tell Azure
// what it runs on, which is nobody's business. It tries again by itself where it
// is throttled or the server fails, three times, and heeds Retry-After up to a
// minute.
func (c Cloud) options() *arm.ClientOptions {
	return &arm.ClientOptions{
		ClientOptions: policy.ClientOptions{
			Cloud:           c.configuration,
			Telemetry:       policy.TelemetryOptions{Disabled: true},
			Retry:           policy.RetryOptions{TryTimeout: patience},
			PerCallPolicies: []policy.Policy{readable{}},
		},
		DisableRPRegistration: true,
	}
}

// errForeign is an answer that Azure Resource Manager does not give. A list that
// is not there is no empty list.
var errForeign = errors.New("an answer without what was asked for")

// in are all deployments in the history of the resource group.
func (a azure) in(ctx context.Context, group string) ([]*armresources.DeploymentExtended, error) {
	var all []*armresources.DeploymentExtended
	for pager := a.deployments.NewListByResourceGroupPager(group, nil); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		if page.Value == nil {
			return nil, errForeign
		}
		all = append(all, page.Value...)
	}
	return all, nil
}

// at is the deployment at that place.
func (a azure) at(ctx context.Context, p place) (*armresources.DeploymentExtended, error) {
	response, err := a.deployments.GetAtScope(ctx, p.path(), p.name, nil)
	if err == nil && response.Properties == nil {
		err = errForeign
	}
	return &response.DeploymentExtended, err
}

// of are all operations of the deployment at that place.
func (a azure) of(ctx context.Context, p place) ([]*armresources.DeploymentOperation, error) {
	var all []*armresources.DeploymentOperation
	for pager := a.operations.NewListAtScopePager(p.path(), p.name, nil); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		if page.Value == nil {
			return nil, errForeign
		}
		all = append(all, page.Value...)
	}
	return all, nil
}
