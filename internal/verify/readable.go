package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// readable makes an answer one that the SDK can read. Resource providers write
// into the history of a deployment what they like: a status code as a number, a
// status message that is a text or has members of its own. The SDK refuses the
// whole page for that (azure-sdk-for-go issue 938, azure-sdk-for-net issue 52022),
// which would be a failed deployment that cannot be verified.
type readable struct{}

// Do implements [policy.Policy].
func (readable) Do(request *policy.Request) (*http.Response, error) {
	response, err := request.Next()
	if err != nil || response.StatusCode != http.StatusOK {
		return response, err
	}
	body, err := runtime.Payload(response)
	if err != nil {
		return response, err
	}
	response.Body = io.NopCloser(bytes.NewReader(readablePage(body)))
	return response, nil
}

// readablePage is a page of deployments or operations, or one of them, made
// readable. What is none it leaves to the SDK to refuse.
func readablePage(body []byte) []byte {
	var page map[string]json.RawMessage
	if json.Unmarshal(body, &page) != nil {
		return body
	}
	readableItem(page)
	var items []map[string]json.RawMessage
	if json.Unmarshal(page["value"], &items) == nil {
		for _, item := range items {
			readableItem(item)
		}
		page["value"] = encode(items)
	}
	return encode(page)
}

func readableItem(item map[string]json.RawMessage) {
	var properties map[string]json.RawMessage
	if json.Unmarshal(item["properties"], &properties) != nil || properties == nil {
		return
	}
	delete(properties, "statusCode")
	if message, ok := properties["statusMessage"]; ok {
		properties["statusMessage"] = encode(map[string]any{"error": failureIn(message)})
	}
	if failed, ok := properties["error"]; ok {
		properties["error"] = encode(failureIn(failed))
	}
	item["properties"] = encode(properties)
}

// Failure is why something failed, as Azure says it.
type Failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// failureIn is the failure that an answer tells of, in whatever form; a zero one
// where it tells of none.
func failureIn(document []byte) Failure {
	var text string
	if json.Unmarshal(document, &text) == nil {
		return Failure{Message: text}
	}
	var failure struct {
		Error         json.RawMessage
		Code, Message any
	}
	if json.Unmarshal(document, &failure) != nil {
		return Failure{}
	}
	if inner := failureIn(failure.Error); inner != (Failure{}) {
		return inner
	}
	return Failure{scalar(failure.Code), scalar(failure.Message)}
}

// scalar is a text, or a number or a truth as a text.
func scalar(value any) string {
	switch value.(type) {
	case string, float64, bool:
		return fmt.Sprint(value)
	}
	return ""
}

// encode is the JSON of what was JSON: it cannot fail.
func encode(value any) json.RawMessage {
	document, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return document
}
