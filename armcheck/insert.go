package armcheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tfcua/tfcua"
)

// AddTrackingDeployment is the text of a template with a tracking deployment for
// the tracking ID, a registered GUID or what Partner Center shows, as the first
// of its resources. Everything else stays as it is written: indentation, line
// breaks and comments. The error says why the template is left as it is.
func AddTrackingDeployment(text []byte, id string) ([]byte, error) {
	name := tfcua.DeploymentName(id)
	if tfcua.DeploymentID(name) != name {
		return nil, errors.New("this is no tracking ID: give a GUID, or pid-<guid>-partnercenter as Partner Center shows it")
	}
	if hasAnyPrefix(text, utf16Marks) {
		return nil, errors.New("the template is UTF-16 text: save it as UTF-8")
	}
	d, err := newDocument("the template", text)
	if err != nil {
		return nil, err
	}
	r := reader{source: source{shown: func(name string) string { return name }}}
	if err := r.readDocument(d); err != nil {
		return nil, err
	}
	for _, tracking := range r.template.Tracking {
		switch {
		case tracking.Telemetry:
		case tracking.Child:
			return nil, errors.New("the template has a tracking deployment among the child resources of a resource: move that into the resources of the main template")
		case tracking.Within != "":
			return nil, errors.New("the template has a tracking deployment in a nested template: move that into the main template")
		default:
			return nil, errors.New("the template has a tracking deployment already")
		}
	}
	resources := d.root.get("resources")
	if !resources.is(array) && !resources.is(object) {
		return nil, errors.New(`the template has no "resources" to put it into`)
	}
	deployment := r.template.TrackingJSON(name)
	if resources.kind == object {
		deployment = fmt.Sprintf("%q: %s", freeName(resources), deployment)
	}
	at, end, piece := newLayout(d).first(resources, deployment)
	start := len(text) - len(d.text) // the byte order mark
	changed := bytes.Join([][]byte{text[:start+at], []byte(piece), text[start+end:]}, nil)
	if _, err := newDocument("the template", changed); err != nil {
		return nil, fmt.Errorf("it cannot be put into the template: %w", err)
	}
	return changed, nil
}

// freeName is a symbolic name that no resource has.
func freeName(resources *value) string {
	name := tfcua.TrackingName
	for n := 2; resources.get(name) != nil; n++ {
		name = fmt.Sprintf("%s%d", tfcua.TrackingName, n)
	}
	return name
}

// layout is how a document is laid out.
type layout struct {
	*document
	newline, indent string
}

func newLayout(d *document) layout {
	l := layout{d, "\n", "  "}
	if before, _, ok := bytes.Cut(d.text, []byte("\n")); ok && bytes.HasSuffix(before, []byte("\r")) {
		l.newline = "\r\n"
	}
	if len(d.root.members) > 0 {
		if indent, ok := l.indentation(d.root.members[0].at); ok && indent != "" {
			l.indent = indent
		}
	}
	return l
}

// indentation is the white space that the line of a place starts with, and
// whether nothing else stands before the place.
func (l layout) indentation(at int) (string, bool) {
	line := l.text[bytes.LastIndexByte(l.text[:at], '\n')+1 : at]
	rest := bytes.TrimLeft(line, " \t")
	return string(line[:len(line)-len(rest)]), len(rest) == 0
}

// first is the piece that puts a first element into a list or an object, and the
// part of the text that it replaces.
func (l layout) first(of *value, element string) (start, end int, piece string) {
	next := of.end - 1
	if len(of.items) > 0 {
		next = of.items[0].at
	} else if len(of.members) > 0 {
		next = of.members[0].at
	}
	start = of.at + 1
	between := l.text[start:next]
	indent, alone := l.indentation(next)
	switch full := next < of.end-1; {
	case full && (!alone || !bytes.Contains(between, []byte("\n"))):
		return start, start, element + ", "
	case !bytes.Contains(l.text, []byte("\n")):
		return start, start, element
	case full:
		start = l.endOfLine(start, next)
		return start, start, l.newline + indent + l.indented(element, indent) + ","
	}
	outer, _ := l.indentation(of.at)
	indent = outer + l.indent
	piece = l.newline + indent + l.indented(element, indent)
	if len(bytes.TrimSpace(between)) > 0 {
		start = l.endOfLine(start, next) // a comment stands there
		return start, start, piece
	}
	return start, next, piece + l.newline + outer
}

// endOfLine is where the line ends, if nothing stands there before next but a
// comment; else the place itself.
func (l layout) endOfLine(at, next int) int {
	end := bytes.IndexByte(l.text[at:next], '\n')
	if end < 0 {
		return at
	}
	for _, c := range l.comments {
		if c.start < at+end && c.end > at+end {
			return at // it goes on
		}
	}
	return at + len(bytes.TrimRight(l.text[at:at+end], " \t\r"))
}

// indented is JSON on lines of its own, the first of which is indented already.
func (l layout) indented(element, indent string) string {
	name, object := "", element
	if !strings.HasPrefix(element, "{") {
		name, object, _ = strings.Cut(element, ": ")
		name += ": "
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(object), indent, l.indent); err != nil {
		return element
	}
	return name + strings.ReplaceAll(b.String(), "\n", l.newline)
}
