package hclcheck

import (
	"bytes"
	"cmp"
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
	lines := aboutLines(tokens)
	var comments []tfcua.IgnoreComment
	for i, token := range tokens {
		if token.Type != hclsyntax.TokenComment {
			continue
		}
		if comment, ok := tfcua.ParseIgnoreComment("#", commentText(token.Bytes)); ok {
			comment.Line = lines[i]
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

// aboutLines are the lines that comments are about, by the comment's token: its
// own if anything else stands there before it, or else the next one with anything but
// comments on it.
func aboutLines(tokens hclsyntax.Tokens) []int {
	lines := make([]int, len(tokens))
	next := 0 // 0 where nothing follows
	for i := len(tokens) - 1; i >= 0; i-- {
		if lines[i] = cmp.Or(next, tokens[i].Range.Start.Line); !isSpace(tokens[i]) {
			next = tokens[i].Range.Start.Line
		}
	}
	last := 0 // where something ends
	for i, token := range tokens {
		if token.Range.Start.Line == last {
			lines[i] = last
		}
		if !isSpace(token) {
			last = token.Range.End.Line
		}
	}
	return lines
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
