package verify

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// The failures of a sign-in are told apart, and nothing of what was said there is
// shown but the code.
func TestSignIn(t *testing.T) {
	const chain = "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID"
	for _, c := range []struct {
		cloud string
		err   error
		want  string
	}{
		{"public", azidentity.NewCredentialUnavailableError(chain + "\n\tAzureCLICredential: Azure CLI not found on path"), "no credentials for Azure: sign in with az login, or set AZURE_TENANT_ID"},
		{"government", azidentity.NewCredentialUnavailableError(chain), "sign in with az cloud set --name AzureUSGovernment and az login"},
		{
			"china", azidentity.NewCredentialUnavailableError(chain + "\n\tAzureCLICredential: ERROR: AADSTS500011: " + secret + "\n\tAzurePowerShellCredential: not found"),
			"refuses the credentials of AzureCLICredential (AADSTS500011, which https://login.microsoftonline.com/error?code=500011 explains): sign in again with az cloud set --name AzureChinaCloud and az login",
		},
		{"public", errors.New("no kind: " + secret), "no credentials for Azure"},
	} {
		t.Run(c.want, func(t *testing.T) {
			q, _ := NewQuery(subscription, "web", guid, c.cloud)
			wantSignInError(t, q, token{c.err}, c.want)
		})
	}
}

// The sign-in of a service principal, as the SDK makes it.
func TestRefusedSecret(t *testing.T) {
	for _, c := range []struct {
		body, want string
		err        error
	}{
		{body: `{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided: ` + secret + `", "error_codes": [7000215]}`, want: "refuses the credentials (AADSTS7000215, which "},
		{body: `{"error": "` + secret + `"}`, want: "refuses the credentials: sign in again"},
		{err: errors.New("dial tcp: lookup login.microsoftonline.com: no such host " + secret), want: "cannot be reached for the credentials"},
	} {
		q := query(t, guid)
		credential, err := azidentity.NewClientSecretCredential(subscription, subscription, secret, &azidentity.ClientSecretCredentialOptions{
			ClientOptions:            azcore.ClientOptions{Transport: refusing{c.body, c.err}, Retry: policy.RetryOptions{MaxRetries: -1}},
			DisableInstanceDiscovery: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		wantSignInError(t, q, credential, c.want)
	}
}

func wantSignInError(t *testing.T, q Query, credential azcore.TokenCredential, want string) {
	t.Helper()
	options := q.Cloud.options()
	options.Transport = unasked{t}
	_, err := q.ask(context.Background(), credential, options)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Fatalf("the error is %v", err)
	}
	wellSaid(t, err)
}

// unasked fails the test for any request.
type unasked struct{ t *testing.T }

func (u unasked) Do(request *http.Request) (*http.Response, error) {
	u.t.Errorf("%s is asked without a token", request.URL)
	return nil, errors.New("not now")
}

// refusing is a sign-in that refuses.
type refusing struct {
	body string
	err  error
}

func (r refusing) Do(request *http.Request) (*http.Response, error) {
	if r.err != nil {
		return nil, r.err
	}
	if strings.HasSuffix(request.URL.Path, "/openid-configuration") {
		host := "https://" + request.URL.Host + "/" + subscription
		return reply(request, 200, `{"token_endpoint": "`+host+`/token", "issuer": "`+host+`/v2.0", "authorization_endpoint": "`+host+`/authorize"}`), nil
	}
	return reply(request, 401, r.body), nil
}
