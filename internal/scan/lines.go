package scan

import (
	"regexp"
	"strings"
)

// makeGives is how a line of a Makefile gives a value to a variable: export NAME ?= value,
// and for one target: target: NAME = value.
var makeGives = regexp.MustCompile(`^[^#\t=;(]*?\b(AZURE_HTTP_USER_AGENT|ARM_PARTNER_ID)[ \t]*(\+|\?|!|:{1,3})?=[ \t]*`)

// batchGives is how a batch file does: set NAME=value, set "NAME=value", setx NAME value.
var batchGives = regexp.MustCompile(`(?i)\b(?:set[ \t]+"?(AZURE_HTTP_USER_AGENT|ARM_PARTNER_ID)=|setx[ \t]+(AZURE_HTTP_USER_AGENT|ARM_PARTNER_ID)[ \t]+)`)

// makeHole and batchHole are what is put into a value.
var (
	makeHole  = regexp.MustCompile(`\$(\([^()]*\)|\{[^{}]*\}|[^({])`)
	batchHole = regexp.MustCompile(`%%?[^% ]*%?|![^! ]+!`)
)

// readMake finds what a Makefile sets: its variables, and what the shell of its
// recipes does.
func readMake(s *source, l *language, from, to int) {
	byLine := *l
	byLine.byLine = true
	for start := from; start < to; {
		end := s.endOfLine(start, to)
		for end < to && strings.HasSuffix(strings.TrimSuffix(s.text[start:end], "\r"), `\`) {
			end = s.endOfLine(end+1, to)
		}
		line := s.text[start:end]
		if found := makeGives.FindStringSubmatchIndex(line); found != nil {
			value, _, _ := strings.Cut(line[found[1]:], " #")
			operator := ""
			if found[4] >= 0 {
				operator = line[found[4]:found[5]]
			}
			s.line(variable(line[found[2]:found[3]]), value, start+found[1], start+found[2], makeHole, operator == "+" || operator == "!")
			if comment := strings.Index(line[found[1]:], " #"); comment >= 0 {
				s.comment(start+found[1]+comment+1, end, "#", "", l.sign)
			}
		} else {
			readShell(s, &byLine, start, end)
		}
		start = end + 1
	}
}

// readBatch finds what a batch file of Windows sets.
func readBatch(s *source, l *language, from, to int) {
	for start := from; start < to; {
		end := s.endOfLine(start, to)
		line := s.text[start:end]
		words := strings.TrimLeft(line, " \t@")
		_, remark := cutPrefixFold(words, "rem ")
		switch {
		case strings.HasPrefix(words, l.sign):
			s.comment(end-len(words), end, l.sign, "", l.sign)
		case remark:
			s.comment(end-len(words), end, words[:len("rem ")], "", l.sign)
		default:
			for _, found := range batchGives.FindAllStringSubmatchIndex(line, -1) {
				name := strings.TrimSuffix(strings.Trim(line[found[0]+len("set"):found[1]], "xX \t\""), "=")
				value := line[found[1]:]
				quoted := strings.Contains(line[found[0]:found[1]], `"`)
				if !quoted && strings.HasPrefix(value, `"`) && found[4] >= 0 {
					value, quoted = value[1:], true
				}
				at := start + len(line) - len(value)
				if quoted {
					value, _, _ = strings.Cut(value, `"`)
				} else if stop := strings.IndexAny(value, "&|<>)"); stop >= 0 {
					value = value[:stop]
				}
				s.line(variable(strings.ToUpper(name)), value, at, start+found[0], batchHole, false)
			}
		}
		start = end + 1
	}
}

// line notes the value that starts at an offset; more is set where something stands
// before it.
func (s *source) line(to *setter, value string, at, named int, holes *regexp.Regexp, more bool) {
	value = strings.TrimRight(value, " \t\r")
	if to == nil || value == "" {
		return
	}
	text := value
	for range deepest { // one within the other
		text = holes.ReplaceAllString(text, hole)
	}
	parts := strings.Split(text, hole)
	if more {
		parts = append([]string{""}, parts...)
	}
	s.set(setting{to, parts, at, at + len(value), named, false})
}

// endOfLine is where the line ends that an offset is in.
func (s *source) endOfLine(from, to int) int {
	if from >= to {
		return to
	}
	if line := strings.IndexByte(s.text[from:to], '\n'); line >= 0 {
		return from + line
	}
	return to
}
