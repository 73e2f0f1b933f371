package plancheck

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// asUTF8 is the input's text in UTF-8. PowerShell's redirection writes UTF-16
// with a byte order mark: it is transcoded as a stream, and offsets then count
// the transcoded text.
func asUTF8(r *bufio.Reader, head []byte) (_ *bufio.Reader, transcoded bool) {
	if !hasAnyPrefix(head, utf16Marks) {
		return r, false
	}
	decoder := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	return bufio.NewReaderSize(transform.NewReader(r, decoder), headSize), true
}

// documentStart is where in a text the JSON object starts that other lines
// stand before: the setup-terraform action's wrapper writes the command that it
// runs into the same output, and workflow commands behind it. It is 0 where the
// text starts with the object, and -1 where there is none. wrapped says whether
// such a command was seen.
func documentStart(text []byte) (start int, wrapped bool) {
	for offset := 0; offset < len(text); {
		line := text[offset:]
		end := bytes.IndexByte(line, '\n')
		if end >= 0 {
			line = line[:end]
		}
		if startsObject(text[offset:]) {
			return offset, wrapped
		}
		wrapped = wrapped || bytes.HasPrefix(line, []byte("[command]"))
		if end < 0 {
			break
		}
		offset += end + 1
	}
	return -1, false
}

// startsObject reports whether a line starts a JSON object with a member.
func startsObject(text []byte) bool {
	rest, ok := bytes.CutPrefix(text, []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte(`"`))
}

// untilTrailer reads a wrapped document up to the line break before the
// wrapper's own lines: what follows has to be such lines, each a workflow
// command such as ::set-output …, or the escaped line break before it.
type untilTrailer struct {
	r     *bufio.Reader
	depth int  // of brackets
	text  bool // inside a string
	slash bool // after a backslash in a string
	done  bool
}

// Read passes the document on byte for byte and ends after its last bracket.
func (u *untilTrailer) Read(p []byte) (int, error) {
	if u.done {
		return 0, io.EOF
	}
	n, err := u.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case u.slash:
			u.slash = false
		case u.text:
			u.slash, u.text = c == '\\', c != '"'
		case c == '"':
			u.text = true
		case c == '{' || c == '[':
			u.depth++
		case c == '}' || c == ']':
			if u.depth--; u.depth == 0 {
				u.done = true
				return i + 1, u.trailer(p[i+1 : n])
			}
		}
	}
	return n, err
}

// trailer checks what follows the document: at first what was read already.
func (u *untilTrailer) trailer(already []byte) error {
	rest := bufio.NewScanner(io.MultiReader(bytes.NewReader(bytes.Clone(already)), u.r))
	rest.Buffer(nil, 1<<20)
	for rest.Scan() {
		line := rest.Bytes()
		for {
			shorter := bytes.TrimSpace(line)
			shorter = bytes.TrimPrefix(shorter, []byte("%0A"))
			shorter = bytes.TrimPrefix(shorter, []byte("%0D"))
			if len(shorter) == len(line) {
				break
			}
			line = shorter
		}
		if len(line) > 0 && !bytes.HasPrefix(line, []byte("::")) {
			return errTrailing
		}
	}
	if rest.Err() != nil {
		return errTrailing
	}
	return nil
}

const errTrailing = fault("has other text after the wrapper's JSON document: turn the wrapper off (setup-terraform: terraform_wrapper: false), or keep the output of terraform show -json alone")
