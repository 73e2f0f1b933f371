package fix

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
)

const ellipsis = "…"

// words are the names of Terraform's language that mends touch, which JSON has
// as texts.
var words = []string{"terraform", "required_providers", "provider", "azurerm", "features", "variable", "locals", "module", "output", "partner_id", "version", "source", "default", "value"}

// mask is a file by lines, without what may be a secret: of texts there are
// those that the mends take away or bring and that may be shown, of words names
// and references; comments and numbers are left out.
func mask(name string, text []byte, shown []string) []string {
	if strings.HasSuffix(name, ".json") {
		return strings.SplitAfter(maskJSON(string(text), shown), "\n")
	}
	bare := strings.TrimPrefix(string(text), string(byteOrderMark))
	tokens, _ := hclsyntax.LexConfig([]byte(bare), name, hcl.InitialPos)
	var b strings.Builder
	b.WriteString(string(text[:len(text)-len(bare)]))
	end := 0
	for i, token := range tokens {
		b.WriteString(bare[end:token.Range.Start.Byte])
		end = token.Range.End.Byte
		if showable(tokens, i, shown) {
			b.Write(token.Bytes)
		} else {
			b.WriteString(hideLines(string(token.Bytes)))
		}
	}
	return strings.SplitAfter(b.String()+bare[end:], "\n")
}

// hideLines hides every line of a text, and keeps that there are so many.
func hideLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		words := strings.TrimRight(line, "\r\n")
		if words != "" {
			lines[i] = ellipsis + line[len(words):]
		}
	}
	return strings.Join(lines, "")
}

func showable(tokens hclsyntax.Tokens, i int, shown []string) bool {
	switch token := tokens[i]; token.Type {
	case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
		return fit(string(token.Bytes), shown) || isLabel(tokens, i)
	case hclsyntax.TokenComment, hclsyntax.TokenNumberLit, hclsyntax.TokenInvalid, hclsyntax.TokenBadUTF8, hclsyntax.TokenQuotedNewline:
		return false
	case hclsyntax.TokenIdent:
		switch string(token.Bytes) {
		case "true", "false", "null", "for", "in", "if":
			return true
		}
		before := hclsyntax.TokenNewline
		if i > 0 {
			before = tokens[i-1].Type
		}
		if i+1 == len(tokens) {
			return false
		}
		switch tokens[i+1].Type {
		case hclsyntax.TokenDot, hclsyntax.TokenOParen, hclsyntax.TokenOBrack, hclsyntax.TokenEqual, hclsyntax.TokenOBrace, hclsyntax.TokenOQuote, hclsyntax.TokenDoubleColon:
			return true
		}
		return before == hclsyntax.TokenDot || before == hclsyntax.TokenDoubleColon
	}
	return true
}

// fit reports whether a text may be shown: one of the mends', or the source
// address of one of the providers that this is all about.
func fit(text string, shown []string) bool {
	if address, ok := tfcua.ParseSource(text); ok && address.Provider() != nil {
		return true
	}
	return slices.Contains(shown, strings.TrimSpace(text))
}

// isLabel reports whether a text is the label of a block: before it stands the
// block's type or another label, which it does in no expression.
func isLabel(tokens hclsyntax.Tokens, i int) bool {
	return i >= 2 && tokens[i-1].Type == hclsyntax.TokenOQuote && (tokens[i-2].Type == hclsyntax.TokenIdent || tokens[i-2].Type == hclsyntax.TokenCQuote)
}

// fitJSON is fit for a text in JSON, which may be a template.
func fitJSON(quoted string, shown []string) bool {
	var text string
	if json.Unmarshal([]byte(quoted), &text) != nil {
		return false
	}
	if fit(text, shown) || slices.Contains(words, text) {
		return true
	}
	if !strings.Contains(text, "${") {
		return false
	}
	tokens, _ := hclsyntax.LexTemplate([]byte(text), "", hcl.InitialPos)
	for i := range tokens {
		if !showable(tokens, i, shown) {
			return false
		}
	}
	return true
}

// maskJSON is mask for JSON: all but the marks between the texts.
func maskJSON(text string, shown []string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"':
			end := i + 1
			for end < len(text) && text[end] != '"' && text[end] != '\n' {
				if text[end] == '\\' && end+1 < len(text) && text[end+1] != '\n' {
					end++
				}
				end++
			}
			if end < len(text) && text[end] == '"' {
				end++
			}
			if fitJSON(text[i:end], shown) {
				b.WriteString(text[i:end])
			} else {
				b.WriteString(`"` + ellipsis + `"`)
			}
			i = end
		case strings.IndexByte("{}[]:, \t\r\n", c) >= 0:
			b.WriteByte(c)
			i++
		default:
			end := i
			for end < len(text) && strings.IndexByte("{}[]:, \t\r\n\"", text[end]) < 0 {
				end++
			}
			if word := text[i:end]; slices.Contains([]string{"null", "true", "false"}, word) {
				b.WriteString(word)
			} else {
				b.WriteString(ellipsis)
			}
			i = end
		}
	}
	return b.String()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
