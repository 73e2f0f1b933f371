package verify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// permissions are the actions that a search takes; the role Reader has them.
const permissions = "Microsoft.Resources/deployments/read and Microsoft.Resources/deployments/operations/read"

var errInterrupted = errors.New("interrupted: nothing was found out")

// explain is why nothing could be found out, in one line. The errors of the SDK
// hold whole responses, and those of a sign-in whatever was said there: what is
// shown of them is a code and a message that Azure gives with it, and no text
// that nobody foresaw.
func (q Query) explain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errInterrupted
	}
	var signIn *signInError
	var refused *azcore.ResponseError
	switch {
	case errors.As(err, &signIn):
		return q.unsigned(signIn)
	case errors.As(err, &refused):
		return q.refused(refused)
	}
	return fmt.Errorf("%s: %s", q.Cloud.host(), unreached(err))
}

// unsigned tells of a failed sign-in, by the kind of the credentials and the code
// of Microsoft Entra ID alone.
func (q Query) unsigned(err *signInError) error {
	login := "az login"
	if q.Cloud.Name != CloudNames()[0] {
		login = "az cloud set --name " + q.Cloud.CLI + " and az login"
	}
	text := err.Error()
	before, code := text, ""
	if at := regexp.MustCompile(`\bAADSTS\d+\b`).FindStringIndex(text); at != nil {
		before, code = text[:at[0]], text[at[0]:at[1]]
	}
	if code == "" && !errors.As(err, new(*azidentity.AuthenticationFailedError)) {
		return fmt.Errorf("no credentials for Azure: sign in with %s, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (ARM_CLIENT_ID and its like are Terraform's own)", login)
	}
	tried := "the credentials"
	if kinds := regexp.MustCompile(`(?m)^\t(\w+Credential)\b`).FindAllStringSubmatch(before, -1); len(kinds) > 0 {
		tried = "the credentials of " + kinds[len(kinds)-1][1]
	}
	only := "AZURE_TOKEN_CREDENTIALS=AzureCLICredential takes those of az login alone"
	switch {
	case code != "":
		return fmt.Errorf("the sign-in of Azure refuses %s (%s, which https://login.microsoftonline.com/error?code=%s explains): sign in again with %s; %s; those for another cloud need its --cloud", tried, code, strings.TrimPrefix(code, "AADSTS"), login, only)
	case strings.Contains(text, "dial tcp") || strings.Contains(text, "proxyconnect"):
		return fmt.Errorf("the sign-in of Azure cannot be reached for %s; where there is a proxy, HTTPS_PROXY has to name it", tried)
	}
	return fmt.Errorf("the sign-in of Azure refuses %s: sign in again with %s; %s", tried, login, only)
}

// refused tells of an answer that is an error.
func (q Query) refused(err *azcore.ResponseError) error {
	group := fmt.Sprintf("resource group %s of subscription %s", q.ResourceGroup, q.Subscription)
	answer := answerOf(err)
	switch {
	case err.StatusCode == http.StatusNotFound && err.ErrorCode == "ResourceGroupNotFound":
		return fmt.Errorf("%s: there is no such resource group: az group list --subscription %s lists them", group, q.Subscription)
	case err.ErrorCode == "SubscriptionNotFound" || err.ErrorCode == "InvalidSubscriptionId":
		return fmt.Errorf("subscription %s: is not found in the %s cloud (%s): az account list lists those that you are signed in to; one of another cloud needs its --cloud", q.Subscription, q.Cloud.Name, answer)
	case err.ErrorCode == "InvalidAuthenticationTokenTenant":
		return fmt.Errorf("subscription %s: belongs to another tenant than the one that you are signed in to (%s): az login --tenant TENANT", q.Subscription, err.ErrorCode)
	case err.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("subscription %s: the %s cloud does not accept the credentials (%s): sign in again with az login; those of another cloud need its --cloud", q.Subscription, q.Cloud.Name, answer)
	case err.StatusCode == http.StatusForbidden:
		return fmt.Errorf("%s: no permission to read its deployments (%s): it takes a role with %s, such as Reader", group, answer, permissions)
	case err.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("subscription %s: Azure throttles its requests (%s): try again %s", q.Subscription, answer, later(err))
	case err.StatusCode >= 500:
		return fmt.Errorf("%s: fails (%s): try again later", q.Cloud.host(), answer)
	}
	return fmt.Errorf("%s: Azure refuses the request (%s)", group, answer)
}

// longest is how much of a message is shown.
const longest = 400

// answerOf is an error's status, code and message, as far as there are any.
func answerOf(err *azcore.ResponseError) string {
	parts := []string{strconv.Itoa(err.StatusCode)}
	if err.ErrorCode != "" {
		parts[0] += " " + err.ErrorCode
	}
	// The body is kept: it was read for the code already.
	if body, failed := runtime.Payload(err.RawResponse); failed == nil {
		if message := []rune(failureIn(body).Message); len(message) > longest {
			parts = append(parts, string(message[:longest])+"…")
		} else if len(message) > 0 {
			parts = append(parts, string(message))
		}
	}
	return strings.Join(parts, ": ")
}

// later is when Azure wants to be asked again.
func later(err *azcore.ResponseError) string {
	if seconds, failed := strconv.Atoi(err.RawResponse.Header.Get("Retry-After")); failed == nil && seconds > 0 {
		return fmt.Sprintf("in %d seconds", seconds)
	}
	return "in a few minutes"
}

// unreached is why there is no answer, or none that can be read. The text of an
// unforeseen error is not shown: it may hold the address of a proxy, with a
// password in it.
func unreached(err error) string {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var number syscall.Errno
	var timeout net.Error
	switch {
	case errors.As(err, &name):
		return "cannot be reached: its name cannot be looked up"
	case errors.As(err, &certificate):
		return "cannot be trusted: " + certificate.Err.Error()
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Sprintf("does not answer within %.0f seconds", patience.Seconds())
	case errors.As(err, &number):
		return "cannot be reached: " + number.Error()
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return "ends the connection before its answer"
	case errors.As(err, new(*url.Error)):
		return "cannot be reached; where there is a proxy, HTTPS_PROXY has to name it"
	}
	return "the answer is none of Azure Resource Manager: something between may have given it, such as a proxy"
}
