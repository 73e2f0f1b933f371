package scan

import (
	"slices"
	"strings"
)

// deepest is how far commands are followed into commands: $( … $( … ) ).
const deepest = 20

// shell is a part of a source that a shell reads, or something like it.
type shell struct {
	*source
	language *language
	to       int
	depth    int
	word     []byte // with its holes
	at       []int  // where each byte of the word is written
	started  bool
	// environment is set behind the ENV of a Dockerfile, where the value may
	// stand behind its name and a space; named is that name.
	environment bool
	named       *setter
	namedAt     int
	// command is what is called in the statement, as far as it matters; flagged is
	// set where the next word is its user agent.
	command string
	flagged bool
	// delimited is the variable whose value stands in the next word that is none of
	// echo and its like: NAME<<EOF of GitHub. redirected is set behind a >.
	delimited  *setter
	redirected bool
	// documents are the ends of the here-documents that start on the next line.
	documents []document
	lost      int
}

// document is a here-document.
type document struct {
	end      string
	indented bool
	of       *setter // the variable whose value it is: NAME<<EOF of GitHub
}

// lostDocuments is how many here-documents may have no end before none is looked
// for.
const lostDocuments = 100

// readShell finds what a script sets.
func readShell(s *source, l *language, from, to int) {
	(&shell{source: s, language: l, to: to}).read(from)
}

// nested reads the commands between two offsets.
func (r *shell) nested(from, to int) {
	if r.depth < deepest && r.spend(to-from) {
		(&shell{source: r.source, language: r.language, to: to, depth: r.depth + 1}).read(from)
	}
}

func (r *shell) read(i int) {
	for i < r.to {
		c, rest := r.text[i], r.text[i:r.to]
		switch {
		case c == '\n':
			r.endWord()
			r.environment, r.named, r.command, r.flagged, r.redirected = false, nil, "", false, false
			i = r.afterDocuments(i + 1)
		case c == ' ' || c == '\t' || c == '\r':
			r.endWord()
			i++
		case c == '#' && !r.started:
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			r.comment(i, i+end, "#", "", r.language.sign)
			i += end
		case strings.HasPrefix(rest, "<<") && !strings.HasPrefix(rest, "<<<"):
			of := variable(string(r.word))
			r.endWord()
			i = r.document(i+2, of)
		case strings.IndexByte(";&|()<>", c) >= 0:
			r.endWord()
			if r.redirected = c == '>'; !r.redirected && c != '<' {
				r.command, r.flagged = "", false
			}
			i++
		default:
			i = r.piece(i)
		}
	}
	r.endWord()
}

// piece reads the piece of a word that starts at an offset.
func (r *shell) piece(i int) int {
	r.started = true
	switch c, rest := r.text[i], r.text[i:r.to]; {
	case c == '\\' && strings.HasPrefix(rest, "\\\r\n"):
		return i + 3
	case c == '\\' && strings.HasPrefix(rest, "\\\n"):
		return i + 2
	case c == '\\' && len(rest) > 1:
		r.put(i + 1)
		return i + 2
	case c == '\'':
		end := strings.IndexByte(rest[1:], '\'')
		if end < 0 || r.language.byLine && strings.Contains(rest[1:1+end], "\n") {
			break // an apostrophe
		}
		for at := i + 1; at < i+1+end; at++ {
			r.put(at)
		}
		return i + end + 2
	case c == '"':
		if end, ok := r.quotation(i); ok {
			return end
		}
	default:
		if end, ok := r.afterHole(i); ok {
			return end
		}
	}
	r.put(i)
	return i + 1
}

// quotation reads what stands between double quotation marks; false where nothing
// closes them.
func (r *shell) quotation(start int) (int, bool) {
	if r.patience < 0 {
		return start, false
	}
	length := len(r.word)
	for i := start + 1; i < r.to; {
		switch c := r.text[i]; {
		case c == '"':
			return i + 1, true
		case c == '\n' && r.language.byLine:
			r.word, r.at = r.word[:length], r.at[:length]
			return start, false
		case c == '\\' && i+1 < r.to && strings.IndexByte("\"\\$`", r.text[i+1]) >= 0:
			r.put(i + 1)
			i += 2
		default:
			if end, ok := r.afterHole(i); ok {
				i = end
			} else {
				r.put(i)
				i++
			}
		}
	}
	r.spend(r.to - start)
	r.word, r.at = r.word[:length], r.at[:length]
	return start, false
}

// afterHole notes what is known only when the script runs: a variable, a command,
// or what something else puts in before that; false where there is none.
func (r *shell) afterHole(i int) (int, bool) {
	rest := r.text[i:r.to]
	end, ok := i, false
	switch {
	case strings.HasPrefix(rest, "$"):
		end, ok = r.afterVariable(i, r.to)
		if ok && strings.HasPrefix(rest, "$(") {
			r.nested(i+2, end-1)
		}
		if ok {
			r.ifUnset(i, end)
		}
	case strings.HasPrefix(rest, "`"):
		if closing := strings.IndexByte(rest[1:], '`'); closing >= 0 {
			end, ok = i+closing+2, true
			r.nested(i+1, end-1)
		}
	case strings.HasPrefix(rest, "{{"):
		end, ok = r.balanced(i, r.to, '{', '}')
	}
	if ok {
		r.word, r.at = append(r.word, hole...), append(r.at, i)
	}
	return end, ok
}

func (r *shell) put(at int) {
	r.word, r.at = append(r.word, r.text[at]), append(r.at, at)
}

// ifUnset notes the value of ${NAME:=value}, which stands between two offsets.
func (r *shell) ifUnset(from, to int) {
	for i := range variables {
		rest, ok := strings.CutPrefix(r.text[from:to], "${"+variables[i].name)
		value, given := strings.CutPrefix(strings.TrimPrefix(rest, ":"), "=")
		if !ok || !given || value == "}" || r.depth >= deepest {
			continue
		}
		inner := &shell{source: r.source, language: r.language, to: to - 1, depth: r.depth + 1, named: &variables[i], namedAt: from + len("${")}
		for at := to - len(value); at < to-1; {
			at = inner.piece(at)
		}
		inner.endWord()
	}
}

// userAgent notes what a word makes of the header: a header as curl and az take it,
// or the value of an option.
func (r *shell) userAgent(word string) {
	if r.flagged {
		r.flagged = false
		r.header(word, 0)
		return
	}
	switch {
	case word == "curl" || word == "wget" || strings.HasSuffix(word, "/curl") || strings.HasSuffix(word, "/wget"):
		r.command = word[len(word)-len("curl"):]
	case word == "--user-agent" || r.command == "curl" && word == "-A" || r.command == "wget" && word == "-U":
		r.flagged = true
	case strings.HasPrefix(word, "--user-agent="):
		r.header(word, len("--user-agent="))
	default:
		at := strings.Index(strings.ToLower(word), "user-agent")
		if at < 0 || len(strings.ToLower(word)) != len(word) || at > 0 && strings.IndexByte(" \"'{,", word[at-1]) < 0 {
			return
		}
		rest := word[at+len(header.name):]
		value := strings.TrimLeft(strings.TrimLeft(rest, "\"'"), " ")
		if value == "" || value[0] != ':' && value[0] != '=' {
			return
		}
		value = strings.TrimLeft(value[1:], " ")
		start := len(word) - len(value)
		if value != "" && (value[0] == '"' || value[0] == '\'') {
			start++
		}
		r.header(word, start)
	}
}

// header notes the user agent that starts at an offset of a word: up to a quotation
// mark, or its end.
func (r *shell) header(word string, start int) {
	value := word[start:]
	if end := strings.IndexAny(value, "\"'"); end >= 0 {
		value = value[:end]
	}
	if value != "" {
		from, to := r.at[start], r.at[start+len(value)-1]+1
		r.set(setting{&header, strings.Split(value, hole), from, to, from, false})
	}
}

// printers are what a script writes the lines of NAME<<EOF with.
var printers = []string{"", "echo", "printf", "-e", "-n", "{", "}", "%s\\n"}

// value notes a word that is the value of NAME<<EOF.
func (r *shell) value(word string) {
	if r.redirected || slices.Contains(printers, word) {
		return
	}
	r.set(setting{r.delimited, strings.Split(word, hole), r.at[0], r.at[len(r.at)-1] + 1, r.at[0], false})
	r.delimited = nil
}

// endWord looks at the word that is complete.
func (r *shell) endWord() {
	if !r.started {
		return
	}
	word := string(r.word)
	r.userAgent(word)
	if r.delimited != nil {
		r.value(word)
	} else if name, _, ok := strings.Cut(word, "<<"); ok && !strings.ContainsAny(word, " \n") {
		r.delimited = variable(name)
	}
	r.redirected = false
	switch {
	case r.named != nil && word == "": // ENV NAME ""
		r.named = nil
	case r.named != nil:
		start, end := r.at[0], r.at[len(r.at)-1]+1
		r.set(setting{r.named, strings.Split(word, hole), start, end, r.namedAt, false})
		r.named = nil
	case strings.EqualFold(word, "ENV") || word == "setenv" || word == "set" && r.language.set:
		r.environment = true
	case r.environment && len(r.at) > 0:
		for i := range variables {
			if variables[i].name == word {
				r.named, r.namedAt = &variables[i], r.at[0]
			}
		}
		fallthrough
	default:
		r.assignments(word, func(i int) (int, int) { return r.at[i], r.at[i] + 1 }, 0)
	}
	r.word, r.at, r.started = r.word[:0], r.at[:0], false
}

// document notes the here-document that a sign announces, and is behind its word.
func (r *shell) document(i int, of *setter) int {
	d := document{of: of}
	if i < r.to && r.text[i] == '-' {
		d.indented = true
		i++
	}
	for i < r.to && (r.text[i] == ' ' || r.text[i] == '\t') {
		i++
	}
	end := i
	for end < r.to && (isNameByte(r.text[end]) || strings.IndexByte(`'"\-.`, r.text[end]) >= 0) {
		end++
	}
	if d.end = strings.NewReplacer(`'`, "", `"`, "", `\`, "").Replace(r.text[i:end]); d.end != "" {
		r.documents = append(r.documents, d)
	}
	return end
}

// afterDocuments reads the here-documents that start at an offset, line by line:
// no quotation mark in them is one of the script.
func (r *shell) afterDocuments(i int) int {
	for _, d := range r.documents {
		if r.lost >= lostDocuments {
			break
		}
		end, after, ok := d.find(r.text[:r.to], i)
		if !ok {
			r.lost++
			continue
		}
		lines := *r.language
		lines.byLine = true
		if r.depth < deepest {
			(&shell{source: r.source, language: &lines, to: end, depth: r.depth + 1, named: d.of, namedAt: i}).read(i)
		}
		i = after
	}
	r.documents = r.documents[:0]
	return i
}

// find is where the document ends that starts at an offset, and where the line
// after it starts; false where it has no end.
func (d document) find(text string, from int) (end, after int, ok bool) {
	for at := from; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		words := strings.TrimSuffix(line, "\r")
		if d.indented {
			words = strings.TrimLeft(words, "\t")
		}
		if strings.TrimLeft(words, " ") == d.end {
			return at, min(at+len(line)+1, len(text)), true
		}
		at += len(line) + 1
	}
	return 0, 0, false
}
