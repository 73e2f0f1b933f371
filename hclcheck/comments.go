package hclcheck

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua"
)

// ignoreComments are the comments of a file in native syntax that accept
// findings. Nearly all files have none, so that is asked first.
func ignoreComments(shown string, text []byte) []tfcua.IgnoreComment {
	if !bytes.Contains(text, []byte(tfcua.IgnoreMark)) {
		return nil
	}
	tokens, _ := hclsyntax.LexConfig(text, shown, hcl.InitialPos)
	var comments []tfcua.IgnoreComment
	for i, token := range tokens {
		if token.Type != hclsyntax.TokenComment {
			continue
		}
		if comment, ok := tfcua.ParseIgnoreComment("#", commentText(token.Bytes)); ok {
			comment.Line = aboutLine(tokens, i)
			comment.Written = locateRange(token.Range, "")
			comment.Written.End = comment.Written.Start // a line comment ends on the next line
			comments = append(comments, comment)
		}
	}
	return comments
}

// commentText is what a comment says, without its signs.
func commentText(comment []byte) string {
	text := string(comment)
	switch {
	case strings.HasPrefix(text, "#"):
		text = text[1:]
	case strings.HasPrefix(text, "//"):
		text = text[2:]
	default:
		text = strings.TrimSuffix(strings.TrimPrefix(text, "/*"), "*/")
	}
	return strings.TrimSpace(text)
}

// aboutLine is the line that a comment is about: its own if anything else stands
// there, or else the next one with anything but comments on it.
func aboutLine(tokens hclsyntax.Tokens, comment int) int {
	at := tokens[comment].Range.Start.Line
	for i := comment - 1; i >= 0 && tokens[i].Range.End.Line == at; i-- {
		if !isSpace(tokens[i]) {
			return at
		}
	}
	for _, token := range tokens[comment+1:] {
		if !isSpace(token) {
			return token.Range.Start.Line
		}
	}
	return at
}

func isSpace(token hclsyntax.Token) bool {
	switch token.Type {
	case hclsyntax.TokenComment, hclsyntax.TokenNewline, hclsyntax.TokenEOF:
		return true
	}
	return false
}

// comments are the module's comments that accept findings: none where terraform
// init brought the module. Whoever wrote that has no say in what is accepted here.
func (n *node) comments() []tfcua.IgnoreComment {
	for at := n; at.parent != nil; at = at.parent {
		if address, ok := at.sourceAddress(); !ok || !isLocal(address) {
			return nil
		}
	}
	return n.module.ignores
}
