package hclcheck

import (
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
	return locateRange(at, o.name+" = "+redact(slice(o.text, at)))
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

// redact replaces the literal texts of an expression that may be secrets, and
// its comments, by an ellipsis.
func redact(expression string) string {
	tokens, _ := hclsyntax.LexExpression([]byte(expression), "", hcl.InitialPos)
	var shown strings.Builder
	end := 0
	for _, token := range tokens {
		if token.Type == hclsyntax.TokenEOF {
			break
		}
		shown.WriteString(expression[end:token.Range.Start.Byte])
		end = token.Range.End.Byte
		switch token.Type {
		case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
			if !tfcua.Displayable(string(token.Bytes)) {
				shown.WriteString("…")
				continue
			}
		case hclsyntax.TokenComment, hclsyntax.TokenInvalid, hclsyntax.TokenBadUTF8, hclsyntax.TokenQuotedNewline:
			shown.WriteString("…")
			continue
		}
		shown.Write(token.Bytes)
	}
	return shown.String()
}
