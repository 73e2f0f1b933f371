package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/tfcua/tfcua/internal/display"
)

// writeDocument writes JSON to be read by people too: indented, and without a
// character that a terminal may act on.
func writeDocument(w io.Writer, document any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := w.Write(display.HarmlessJSON(b.Bytes()))
	return err
}
