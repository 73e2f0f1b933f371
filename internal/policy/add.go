package policy

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/files"
)

// Add puts the entry for a tracking ID into the policy that is given, or that is
// found from the working directory, or else into a new one there, and leaves
// every other byte as it is. shown is the file's path.
//
// It refuses a second entry for an offer and channel: there is one tracking ID
// for each.
func (p *Policies) Add(r tfcua.Registration) (shown string, err error) {
	of := p.given
	if of == nil {
		if of, err = p.find(p.dir, true); err != nil {
			return "", err
		}
	}
	entry := Entry(r)
	if of == nil {
		return FileName, files.Create(filepath.Join(p.dir, FileName), entry)
	}
	for _, known := range of.registrations() {
		if strings.EqualFold(known.Offer, r.Offer) && strings.EqualFold(known.Channel, r.Channel) {
			return "", fmt.Errorf("%s: has a tracking ID for this offer and channel already, %s: a partner registers one for each", of.shown, known.ID)
		}
	}
	text, err := insert(of.shown, of.text, entry)
	if err != nil {
		return "", err
	}
	if _, err := decode(of.shown, text, p.today); err != nil {
		return "", err
	}
	return of.shown, files.Write(of.path, text)
}

// registrations are the entries of a file, wherever they stand in it.
func (f *file) registrations() []tfcua.Registration {
	all := slices.Clone(f.scope.registrations)
	for _, s := range f.scopes {
		all = append(all, s.registrations...)
	}
	return all
}

// Entry is the block for a tracking ID.
func Entry(r tfcua.Registration) []byte {
	file := hclwrite.NewEmptyFile()
	body := file.Body().AppendNewBlock("tracking_id", []string{r.ID}).Body()
	for _, argument := range []struct{ name, value string }{
		{"offer", r.Offer}, {"sku", r.SKU}, {"channel", r.Channel}, {"description", r.Description},
	} {
		if argument.value != "" {
			body.SetAttributeValue(argument.name, cty.StringVal(argument.value))
		}
	}
	return hclwrite.Format(file.Bytes())
}

// insert puts an entry behind the last one of the file, or else at its end, with
// the line ends of the file.
func insert(shown string, text, entry []byte) ([]byte, error) {
	parsed, diagnostics := hclsyntax.ParseConfig(text, shown, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, &Error{File: shown, text: text, diagnostics: diagnostics}
	}
	at := len(text)
	for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
		if block.Type == "tracking_id" {
			at = block.Range().End.Byte
			if end := bytes.IndexByte(text[at:], '\n'); end >= 0 {
				at += end + 1
			} else {
				at = len(text)
			}
		}
	}
	var b bytes.Buffer
	b.Write(text[:at])
	if at > 0 {
		if text[at-1] != '\n' {
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	b.Write(entry)
	added := b.Bytes()[at:]
	if bytes.Contains(text, []byte("\r\n")) {
		added = bytes.ReplaceAll(added, []byte("\n"), []byte("\r\n"))
	}
	return slices.Concat(text[:at], added, text[at:]), nil
}
