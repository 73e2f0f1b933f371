package verify

import (
	"context"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// signIn is a credential whose failures are told from those of requests: the
// SDK's own errors cannot all be recognised from outside.
type signIn struct{ azcore.TokenCredential }

// GetToken implements [azcore.TokenCredential].
func (s signIn) GetToken(ctx context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, err := s.TokenCredential.GetToken(ctx, options)
	if err != nil {
		return token, &signInError{err}
	}
	return token, nil
}

// signInError is why there is no token. Its text may hold anything that the
// sign-in said, so it is not for showing.
type signInError struct{ err error }

func (e *signInError) Error() string { return fmt.Sprintf("sign-in failed: %v", e.err) }

func (e *signInError) Unwrap() error { return e.err }

// NonRetriable tells the SDK not to try again: the credential has done that.
func (*signInError) NonRetriable() {}
