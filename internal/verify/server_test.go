package verify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

const (
	list     = "/subscriptions/" + subscription + "/resourcegroups/web/providers/Microsoft.Resources/deployments/"
	ofMain   = web + "/providers/Microsoft.Resources/deployments/main/operations"
	ofNamed  = web + "/providers/Microsoft.Resources/deployments/" + named + "/operations"
	listed   = `{"value": [{"name": "` + named + `", "properties": {"correlationId": "b"}}, {"name": "main", "properties": {"correlationId": "b"}}]}`
	nothing  = `{"value": []}`
	webdata  = `{"properties": {"provisioningOperation": "Create", "provisioningState": "Succeeded", "targetResource": {"id": "` + web + `/providers/Microsoft.Storage/storageAccounts/webdata"}}}`
	received = `{"error": {"code": %q, "message": "The client 'someone' says: %s"}}`
)

// serve is the query of a server on this machine, whose certificate is trusted.
func serve(t *testing.T, handle http.HandlerFunc) (Query, *httptest.Server) {
	t.Helper()
	server := httptest.NewTLSServer(handle)
	t.Cleanup(server.Close)
	server.Config.ErrorLog = nil
	q := query(t, guid)
	q.Cloud.configuration = cloud.Configuration{
		ActiveDirectoryAuthorityHost: server.URL,
		Services:                     map[cloud.ServiceName]cloud.ServiceConfiguration{cloud.ResourceManager: {Endpoint: server.URL, Audience: server.URL}},
	}
	return q, server
}

func askServer(t *testing.T, ctx context.Context, q Query, server *httptest.Server) (Result, error) {
	t.Helper()
	options := hurried(q)
	options.Transport = onlyReads{t, server.Client()}
	result, err := q.ask(ctx, token{}, options)
	if err != nil {
		wellSaid(t, err)
	}
	return result, err
}

// wellSaid requires of an error that it is one line of ours, without credentials
// and without what the SDK writes of a response.
func wellSaid(t *testing.T, err error) {
	t.Helper()
	for _, wrong := range []string{"\n", secret, "Bearer", "RESPONSE", "----", "ERROR CODE", "unmarshalling", "http://", "api-version"} {
		if strings.Contains(err.Error(), wrong) {
			t.Errorf("the error holds %q: %v", wrong, err)
		}
	}
	if len(err.Error()) > 800 {
		t.Errorf("the error is long: %v", err)
	}
}

// answer answers every request for deployments and their operations.
func answer(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case list:
		fmt.Fprint(w, listed)
	case ofMain:
		fmt.Fprint(w, `{"value": [`+webdata+`]}`)
	case ofNamed:
		fmt.Fprint(w, nothing)
	default:
		http.NotFound(w, r)
	}
}

// Every page is read, of the deployments and of the operations.
func TestPages(t *testing.T) {
	var server *httptest.Server
	var q Query
	q, server = serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+secret {
			t.Errorf("%s is asked without the token", r.URL)
		}
		if agent := r.UserAgent(); strings.Contains(agent, "pid-") || strings.Contains(agent, "azsdk") {
			t.Errorf("the user agent is %s", agent)
		}
		page := r.URL.Query().Get("page")
		next := func(page string) string {
			return server.URL + r.URL.Path + "?" + url.Values{"api-version": {"2021-04-01"}, "page": {page}}.Encode()
		}
		switch r.URL.Path + page {
		case list:
			fmt.Fprintf(w, `{"value": [{"name": "main", "properties": {"correlationId": "b"}}], "nextLink": %q}`, next("2"))
		case list + "2": // a page may be empty, and not the last
			fmt.Fprintf(w, `{"value": [], "nextLink": %q}`, next("3"))
		case list + "3":
			fmt.Fprintf(w, `{"value": [{"name": %q, "properties": {"correlationId": "B"}}], "nextLink": ""}`, named)
		case ofMain:
			fmt.Fprintf(w, `{"value": [`+webdata+`], "nextLink": %q}`, next("2"))
		case ofMain + "2":
			fmt.Fprint(w, strings.ReplaceAll(`{"value": [`+webdata+`, `+webdata+`]}`, "webdata", "more"))
		case ofNamed:
			fmt.Fprint(w, nothing)
		default:
			t.Errorf("%s is asked", r.URL)
		}
	})
	result, err := askServer(t, context.Background(), q, server)
	if err != nil || len(result.Deployments) != 2 || result.created() != 2 {
		t.Errorf("the result is %+v, %v", result, err)
	}
}

// Resource providers write into the history what they like.
func TestUnusualHistory(t *testing.T) {
	q, server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != ofMain {
			answer(w, r)
			return
		}
		var items []string
		for i, message := range []string{
			`"Template output evaluation skipped"`, `{"error": {"code": "Conflict", "message": "Busy"}}`, `{"Code": "BadRequest", "Message": "No", "Details": [1]}`,
			`{"error": {"code": 409, "message": "Numbers"}}`, `{"status": "Failed", "error": "in words"}`, `null`, `[]`, `17`,
		} {
			items = append(items, fmt.Sprintf(`{"properties": {"provisioningOperation": "Create", "provisioningState": "Failed", "statusCode": 409, "statusMessage": %s,
				"targetResource": {"id": "%s/providers/Microsoft.Web/sites/s%d"}}}`, message, web, i))
		}
		fmt.Fprint(w, `{"value": [`+strings.Join(items, ",")+`]}`)
	})
	result, err := askServer(t, context.Background(), q, server)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range result.Resources {
		if r.Error == nil {
			got = append(got, "-")
		} else {
			got = append(got, r.Error.words())
		}
	}
	if want := "Template output evaluation skipped, Conflict: Busy, BadRequest: No, 409: Numbers, in words, -, -, -"; strings.Join(got, ", ") != want {
		t.Errorf("the failures are %q", got)
	}
}

// Where Azure throttles, it is asked again when it says so.
func TestThrottledOnce(t *testing.T) {
	var asked atomic.Int32
	q, server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		answer(w, r)
	})
	if result, err := askServer(t, context.Background(), q, server); err != nil || !result.Found {
		t.Errorf("the result is %+v, %v", result, err)
	}
	if asked.Load() < 2 {
		t.Error("it was not asked again")
	}
}

// A server that fails for a moment is asked again, and no more than four times.
func TestFailingServer(t *testing.T) {
	for _, c := range []struct {
		name     string
		failures int32
		fail     func(http.ResponseWriter)
		want     string // of the error; none where it succeeds
	}{
		{"a moment of 500", 3, func(w http.ResponseWriter) { w.WriteHeader(500) }, ""},
		{"503 for ever", 99, func(w http.ResponseWriter) {
			w.WriteHeader(503)
			fmt.Fprintf(w, received, "ServerBusy", "later")
		}, "fails (503 ServerBusy: The client 'someone' says: later): try again later"},
		{"throttled for ever", 99, func(w http.ResponseWriter) { w.WriteHeader(429) }, "Azure throttles its requests (429): try again in a few minutes"},
		{"a page of a gateway", 99, func(w http.ResponseWriter) {
			w.WriteHeader(502)
			fmt.Fprint(w, "<html>Bad Gateway\n"+secret+"</html>")
		}, "fails (502): try again later"},
		{"reset for a moment", 2, reset, ""},
		{"reset for ever", 99, reset, "connection"},
		{"cut short", 99, func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, listed[:20])
		}, "ends the connection before its answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Int32
			q, server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) <= c.failures {
					c.fail(w)
					return
				}
				answer(w, r)
			})
			result, err := askServer(t, context.Background(), q, server)
			switch {
			case c.want == "" && (err != nil || !result.Found):
				t.Errorf("the result is %+v, %v", result, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("the error is %v", err)
			case c.want != "" && asked.Load() != 4:
				t.Errorf("it asked %d times", asked.Load())
			}
		})
	}
}

// reset ends the connection as a broken network does.
func reset(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	if tcp, ok := connection.(interface{ NetConn() net.Conn }).NetConn().(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	connection.Close()
}

// A wait that is longer than anybody waits is left to whoever asks.
func TestThrottledForLong(t *testing.T) {
	q, server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprintf(w, received, "SubscriptionRequestsThrottled", "too many")
	})
	_, err := askServer(t, context.Background(), q, server)
	if err == nil || !strings.HasSuffix(err.Error(), "(429 SubscriptionRequestsThrottled: The client 'someone' says: too many): try again in 3600 seconds") {
		t.Errorf("the error is %v", err)
	}
}

// An interrupt ends the search at once, wherever it is.
func TestInterrupted(t *testing.T) {
	for name, hang := range map[string]http.HandlerFunc{
		"waiting for an answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"within an answer": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, listed[:20])
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
		"waiting to ask again": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "50")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"on a later page": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == list {
				answer(w, r)
				return
			}
			<-r.Context().Done()
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			q, server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				time.AfterFunc(100*time.Millisecond, cancel)
				hang(w, r)
			})
			if _, err := askServer(t, ctx, q, server); !errors.Is(err, errInterrupted) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

// A server that never answers is given up.
func TestSilentServer(t *testing.T) {
	q, server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		panic(http.ErrAbortHandler) // a handler that returns has answered
	})
	options := hurried(q)
	options.Transport = server.Client()
	options.Retry.TryTimeout = 20 * time.Millisecond
	_, err := q.ask(context.Background(), token{}, options)
	if err == nil || !strings.HasSuffix(err.Error(), ": does not answer within 60 seconds") {
		t.Errorf("the error is %v", err)
	}
}

// Each refusal has a message of its own, that says how to mend it.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status     int
		code, want string
	}{
		{404, "ResourceGroupNotFound", "resource group web of subscription " + subscription + ": there is no such resource group: az group list"},
		{404, "SubscriptionNotFound", "subscription " + subscription + ": is not found in the public cloud (404 SubscriptionNotFound: "},
		{400, "InvalidSubscriptionId", "one of another cloud needs its --cloud"},
		{401, "InvalidAuthenticationTokenTenant", "belongs to another tenant than the one that you are signed in to"},
		{401, "InvalidAuthenticationTokenAudience", "those of another cloud need its --cloud"},
		{401, "ExpiredAuthenticationToken", "sign in again with az login"},
		{403, "AuthorizationFailed", "it takes a role with Microsoft.Resources/deployments/read and Microsoft.Resources/deployments/operations/read, such as Reader"},
		{409, "MissingSubscriptionRegistration", "Azure refuses the request (409 MissingSubscriptionRegistration: "},
		{400, "", "Azure refuses the request (400: The client 'someone' says: "},
	} {
		q, server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			fmt.Fprintf(w, received, c.code, strings.Repeat("The words of Azure. ", 100))
		})
		if _, err := askServer(t, context.Background(), q, server); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d %s: the error is %v", c.status, c.code, err)
		}
	}
}

// What is no answer of Azure is no result.
func TestForeignAnswers(t *testing.T) {
	for _, body := range []string{"<html>Please sign in</html>", "", "null", "{}", "[1]", `{"value": 1}`, `{"value": [{"properties": 1}]}`, "{"} {
		q, server := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		result, err := askServer(t, context.Background(), q, server)
		if err == nil || !strings.Contains(err.Error(), "the answer is none of Azure Resource Manager") {
			t.Errorf("%q: the result is %+v, %v", body, result, err)
		}
	}
}

// A server that cannot be reached, or that is another one.
func TestUnreached(t *testing.T) {
	q, server := serve(t, answer)
	options := hurried(q)
	options.Transport = http.DefaultClient
	_, err := q.ask(context.Background(), token{}, options)
	if err == nil || !strings.Contains(err.Error(), "cannot be trusted: x509: ") {
		t.Errorf("an unknown certificate: %v", err)
	}
	server.Close()
	_, err = q.ask(context.Background(), token{}, options)
	if err == nil || !strings.Contains(err.Error(), "127.0.0.1:") || !strings.Contains(err.Error(), ": cannot be reached: ") {
		t.Errorf("a closed port: %v", err)
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{&url.Error{Op: "Get", URL: "https://h", Err: &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "h"}}}, "its name cannot be looked up"},
		{&url.Error{Op: "Get", URL: "https://h", Err: errors.New(`invalid proxy address "http://me:` + secret + `@h": parse`)}, "HTTPS_PROXY"},
	} {
		options.Transport = failingTransport{c.err}
		_, err := q.ask(context.Background(), token{}, options)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.err, err)
			continue
		}
		wellSaid(t, err)
	}
}

type failingTransport struct{ err error }

func (f failingTransport) Do(*http.Request) (*http.Response, error) { return nil, f.err }

func reply(request *http.Request, status int, body string) *http.Response {
	recorder := httptest.NewRecorder()
	recorder.WriteHeader(status)
	fmt.Fprint(recorder, body)
	response := recorder.Result()
	response.Request = request
	return response
}
