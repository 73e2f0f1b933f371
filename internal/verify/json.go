package verify

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/tfcua/tfcua/internal/display"
)

// schemaVersion is raised when the meaning of a field changes or a field goes.
const schemaVersion = 1

type document struct {
	SchemaVersion    int          `json:"schema_version"`
	Tool             tool         `json:"tool"`
	Cloud            string       `json:"cloud"`
	Subscription     string       `json:"subscription"`
	ResourceGroup    string       `json:"resource_group"`
	TrackingID       string       `json:"tracking_id"`
	Found            bool         `json:"found"`
	Explanation      string       `json:"explanation"`
	Deployments      []Deployment `json:"deployments"`
	Resources        []Resource   `json:"resources"`
	Unseen           []Unseen     `json:"unseen"`
	OtherTrackingIDs []string     `json:"other_tracking_ids"`
}

type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// WriteJSON writes the result as docs/verify.schema.json describes it; version is
// that of tfcua.
func (r Result) WriteJSON(w io.Writer, version string) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document{
		schemaVersion,
		tool{"tfcua", version},
		r.Query.Cloud.Name, r.Query.Subscription, r.Query.ResourceGroup, r.Query.TrackingID,
		r.Found, strings.Join(r.explanation(), " "),
		array(r.Deployments), array(r.Resources), array(r.Unseen), array(r.Others),
	}); err != nil {
		return err
	}
	_, err := w.Write(display.HarmlessJSON(b.Bytes()))
	return err
}

// array is never nil: a reader of JSON expects [] and not null.
func array[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
