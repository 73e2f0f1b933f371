// Package display prepares text for a terminal: it makes what came from an
// input harmless, and knows how wide text is.
package display

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Harmless is text as it may be written to a terminal or a log, on one line:
// escape sequences, line breaks and marks that change the direction of writing
// stand there as Go writes them in a string, a tab as a space. What came from an
// input passes through it, for whoever wrote that may not be whoever reads the
// report.
//
// Nor does it hold what the runners of pipelines take for a command, anywhere in a
// line or at its start: ##[…], ##vso[…] and ::…::.
func Harmless(text string) string {
	text = commands.Replace(text)
	if !strings.ContainsFunc(text, harmful) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == '\t':
			b.WriteByte(' ')
		case harmful(r):
			b.WriteString(strings.Trim(fmt.Sprintf("%+q", r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// commands takes the commands of GitHub's and Azure's runners apart.
var commands = strings.NewReplacer("##", `#\x23`, "::", `:\x3a`)

// harmful reports whether a character does something else than stand there. An
// unusual space may stand there, but nobody can tell it from a space.
func harmful(r rune) bool { return !unicode.IsPrint(r) }

// HarmlessJSON is a JSON document in which the characters that a terminal may
// act on are written as escapes, which mean the same: encoding/json leaves those
// above the ASCII range as they are.
func HarmlessJSON(document []byte) []byte {
	document = bytes.ReplaceAll(document, []byte("##"), []byte(`#\u0023`))
	if !strings.ContainsFunc(string(document), harmfulInJSON) {
		return document
	}
	var b strings.Builder
	for _, r := range string(document) {
		if !harmfulInJSON(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return []byte(b.String())
}

// harmfulInJSON leaves line breaks alone: they stand between the tokens of a
// document, in its strings they are escaped already.
func harmfulInJSON(r rune) bool { return r != '\n' && harmful(r) }
