package report

import (
	"regexp"
	"strings"
	"sync"

	"github.com/tfcua/tfcua/internal/display"
)

var (
	// aWord is a word of a sentence with its punctuation, or what stands between
	// quotation marks.
	aWord = pattern(`\(*"[^"]*"\S*|\S+`)
	// plain is a word, or a number, that means nothing to Markdown or GitHub.
	plain = pattern(`^(?:[\pL\pM]+(?:['’-][\pL\pM]+)*|[0-9]{1,6}|-)?$`)
	// meant is a word that is code although it looks plain: a pid- word, and what
	// GitHub makes a link of, whatever follows.
	meant = pattern(`^(?:pid-.*|(?i:www))$`)
	// listed is how an item of a list would begin.
	listed = pattern(`^([0-9]*)([-.)])`)
)

// pattern is a pattern that is compiled when it is first needed: other formats
// need none of them, and start the sooner.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// prose is text as Markdown in which words are words, and everything else is
// code. Escapes alone do not do: GitHub makes mentions, references and links of
// the text that is left when the escapes are gone, but not of code.
func prose(text string) string {
	var pieces []piece
	for _, word := range aWord().FindAllString(display.Harmless(text), -1) {
		next := pieceOf(word)
		if last := len(pieces) - 1; last >= 0 && pieces[last].joins(next) {
			pieces[last].core += " " + next.core
			pieces[last].after = next.after
			continue
		}
		pieces = append(pieces, next)
	}
	words := make([]string, len(pieces))
	for i, p := range pieces {
		words[i] = p.before + p.core + p.after
		if p.code {
			words[i] = p.before + code(p.core) + p.after
		}
		words[i] = listed().ReplaceAllString(words[i], `$1\$2`)
	}
	return strings.Join(words, " ")
}

// piece is a word, or several that are one piece of code, between its
// punctuation.
type piece struct {
	before, core, after string
	code                bool
}

// pieceOf takes the punctuation off a word. A closing bracket that belongs to
// one within the word stays in it: file("id").
func pieceOf(word string) piece {
	core := strings.TrimLeft(word, "(")
	p := piece{before: word[:len(word)-len(core)]}
	closing := ".,:;!?)"
	if strings.Contains(strings.TrimRight(core, closing), "(") {
		closing = ".,:;!?"
	}
	p.core = strings.TrimRight(core, closing)
	p.after = core[len(p.core):]
	p.code = !plain().MatchString(p.core) || meant().MatchString(p.core)
	return p
}

// joins reports whether both are code, with nothing but a space between.
func (p piece) joins(next piece) bool {
	return p.code && next.code && p.after == "" && next.before == ""
}

// code is text as code in Markdown, in a table too: there every bar that is not
// escaped ends the cell, even in code, so bars stand between pieces of code.
func code(text string) string {
	parts := strings.Split(display.Harmless(text), "|")
	for i, part := range parts {
		parts[i] = span(part)
	}
	return strings.Join(parts, `\|`)
}

// span is text between more backticks than stand together in it.
func span(text string) string {
	if text == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.Trim(text, "` ") != text {
		text = " " + text + " " // Markdown takes one space off each side
	}
	return fence + text + fence
}
