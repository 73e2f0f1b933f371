package report_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzEscaping writes whatever a finding may say into every format that has a
// reader in the tests. The reader gets that one finding and the one ignored, with
// what they say and nothing else, and no character does anything at a terminal.
func FuzzEscaping(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, severity uint8, file, input, address, message, fix string, line int) {
		if !utf8.ValidString(file + input + address + message + fix) {
			return // written as \xff or U+FFFD, which TestEveryFindingIsNamed tells apart
		}
		blank := func(name string) bool { return strings.TrimSpace(name) == "" }
		if blank(input) || file != "" && blank(file) || address != "" && blank(address) {
			return // no input is called so; and text has an empty line for it, where its reader ends a finding
		}
		r, finding := fuzzed(severity, file, input, address, message, fix, line)
		options := inRepository
		options.Columns = 1 << 20 // text in one line
		for format, read := range readers {
			output := render(t, format, r, options)
			if !utf8.Valid(output) || bytes.ContainsFunc(output, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
				t.Fatalf("%s lets a character through:\n%q", format, output)
			}
			left := take(t, format, read(t, output), named{rule: finding.Rule}, message, subjectOf(format, finding))
			left = take(t, format, left, named{rule: finding.Rule, ignored: true}, message, file, subjectOf(format, finding))
			if len(left) > 0 || t.Failed() {
				t.Fatalf("%s names what is not there: %v\n%s", format, left, output)
			}
		}
	})
}
