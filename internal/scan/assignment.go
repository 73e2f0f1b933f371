package scan

import "strings"

// hole stands in a text for what is known only when the code runs.
const hole = "\x00"

// assigned is what a text gives to a name that stands in it.
type assigned struct {
	value string
	start int
	more  bool // than what the name held before
}

// assignments finds NAME=value within a text, its holes among it: in a word of a
// shell, or in a text that a program hands to one. at tells where a byte of it is
// written and where that ends; named is where the text begins.
func (s *source) assignments(text string, at func(int) (start, end int), named int) {
	for i := range variables {
		to := &variables[i]
		for from := 0; ; {
			found := strings.Index(text[from:], to.name)
			if found < 0 {
				break
			}
			found += from
			from = found + len(to.name)
			given, ok := givenBy(text, found, from)
			if !ok {
				continue
			}
			from = given.start + len(given.value)
			start, end := named, named
			if given.value != "" {
				start, _ = at(given.start)
				_, end = at(from - 1)
			}
			parts := strings.Split(given.value, hole)
			if given.more {
				parts = append([]string{""}, parts...)
			}
			before, _ := at(found)
			s.set(setting{to, parts, start, end, min(before, start), false})
		}
	}
}

// setVariable is how a script of Azure Pipelines gives a value to a variable:
// ##vso[task.setvariable variable=NAME;isOutput=true]value.
const setVariable = "task.setvariable variable="

// givenBy is what a text gives to the name between two offsets; false where it
// gives nothing.
func givenBy(text string, from, to int) (assigned, bool) {
	rest := text[to:]
	if strings.HasSuffix(text[:from], setVariable) {
		bracket := strings.IndexByte(rest, ']')
		if bracket < 0 || bracket > 0 && rest[0] != ';' {
			return assigned{}, false
		}
		return assigned{value: rest[bracket+1:], start: to + bracket + 1}, true
	}
	added, more := strings.CutPrefix(rest, "+")
	value, ok := strings.CutPrefix(added, "=")
	if !ok || strings.HasPrefix(value, "=") || from > 0 && isNameByte(text[from-1]) {
		return assigned{}, false
	}
	start := len(text) - len(value)
	switch {
	case value != "" && (value[0] == '"' || value[0] == '\''):
		if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
			value, start = value[1:1+end], start+1
		}
	case from > 0:
		if end := strings.IndexAny(value, " \t\r\n;&|\"'"); end >= 0 {
			value = value[:end]
		}
	}
	return assigned{value, start, more}, true
}
