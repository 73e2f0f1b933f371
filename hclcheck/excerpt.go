package hclcheck

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
)

// located is where a value is written. Of the source line it shows the name and
// the first line of the value, without what may be a secret: neither the rest
// of the line, nor texts that are not made of what tracking IDs are made of.
func (o origin) located() tfcua.Location {
	at := o.value.Range()
	shown := slice(o.text, at)
	if strings.HasSuffix(at.Filename, ".json") {
		shown = redactJSON(shown)
	} else {
		shown = redact(shown)
	}
	return locateRange(at, o.name+" = "+shown)
}

// locateRange is a range of a file, with what may be shown of it.
func locateRange(at hcl.Range, excerpt string) tfcua.Location {
	return tfcua.Location{
		File:    at.Filename,
		Start:   tfcua.Position{Line: at.Start.Line, Column: at.Start.Column},
		End:     tfcua.Position{Line: at.End.Line, Column: at.End.Column},
		Excerpt: excerpt,
	}
}

func slice(text []byte, at hcl.Range) string {
	if at.Start.Byte < 0 || at.End.Byte > len(text) || at.Start.Byte > at.End.Byte {
		return ""
	}
	line, more, _ := strings.Cut(string(text[at.Start.Byte:at.End.Byte]), "\n")
	if more != "" {
		return strings.TrimRight(line, "\r") + " …"
	}
	return strings.TrimRight(line, "\r")
}

// redact replaces what may be a secret in an expression by an ellipsis: literal
// texts that are not made of what tracking IDs are made of, comments, and words
// that are neither references nor calls.
func redact(expression string) string {
	tokens, _ := hclsyntax.LexExpression([]byte(expression), "", hcl.InitialPos)
	var shown strings.Builder
	end := 0
	for i, token := range tokens {
		if token.Type == hclsyntax.TokenEOF {
			break
		}
		shown.WriteString(expression[end:token.Range.Start.Byte])
		end = token.Range.End.Byte
		if showable(tokens, i) {
			shown.Write(token.Bytes)
		} else {
			shown.WriteString("…")
		}
	}
	return shown.String()
}

func showable(tokens hclsyntax.Tokens, i int) bool {
	switch token := tokens[i]; token.Type {
	case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
		return tfcua.Displayable(string(token.Bytes))
	case hclsyntax.TokenComment, hclsyntax.TokenInvalid, hclsyntax.TokenBadUTF8, hclsyntax.TokenQuotedNewline:
		return false
	case hclsyntax.TokenIdent:
		switch string(token.Bytes) {
		case "true", "false", "null", "for", "in", "if":
			return true
		}
		before, after := hclsyntax.TokenNil, tokens[i+1].Type
		if i > 0 {
			before = tokens[i-1].Type
		}
		return before == hclsyntax.TokenDot || after == hclsyntax.TokenDot || after == hclsyntax.TokenOParen ||
			after == hclsyntax.TokenOBrack || after == hclsyntax.TokenDoubleColon || before == hclsyntax.TokenDoubleColon
	}
	return true
}

// redactJSON is redact for a value in JSON, where a text that holds templates
// may as well be one that means nothing by them.
func redactJSON(value string) string {
	if text, err := strconv.Unquote(value); err == nil && tfcua.Displayable(text) {
		return value
	}
	if strings.Trim(value, "0123456789") == "" || value == "null" || value == "true" || value == "false" {
		return value
	}
	return "…"
}
