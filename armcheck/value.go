package armcheck

import "strings"

// kind is what a JSON value is.
type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	array
	object
)

// value is a JSON value that knows where it is written.
type value struct {
	kind     kind
	at, end  int    // bytes of the document's text
	text     string // a text decoded, a number or boolean as it is written
	items    []*value
	members  []member
	repeats  int // where a member has the name of an earlier one, but for letter case; 0 if none has
	document *document
}

// member is a member of an object.
type member struct {
	name    string
	at, end int // of the name
	value   *value
}

// get is the value of a member, nil if there is none. Azure does not tell names
// by their letter case; where two differ in nothing else the exact one counts, and
// of two that are equal the last one.
func (v *value) get(name string) *value {
	if m := v.member(name); m != nil {
		return m.value
	}
	return nil
}

// member is the member of that name.
func (v *value) member(name string) *member {
	if v == nil || v.kind != object {
		return nil
	}
	var alike *member
	for i := len(v.members) - 1; i >= 0; i-- {
		m := &v.members[i]
		if m.name == name {
			return m
		}
		if alike == nil && strings.EqualFold(m.name, name) {
			alike = m
		}
	}
	return alike
}

// path is the value at the end of a path of members.
func (v *value) path(names ...string) *value {
	for _, name := range names {
		v = v.get(name)
	}
	return v
}

// unambiguous refuses an object two members of which have one name. Azure takes
// the last one and says nothing, so it is refused only where it may matter.
func (v *value) unambiguous() error {
	if v.repeats == 0 {
		return nil
	}
	return v.document.faultAt(v.repeats, "repeats a name in the same object, of which Azure takes one value and loses the other: remove one of them")
}

// is reports whether there is a value, and of that kind.
func (v *value) is(kind kind) bool { return v != nil && v.kind == kind }

// isExpression reports whether a text is an expression of the template
// language: it stands in brackets. [[ escapes a text that starts with one.
func (v *value) isExpression() bool {
	return v.is(text) && len(v.text) > 1 && v.text[0] == '[' && v.text[1] != '[' && v.text[len(v.text)-1] == ']'
}

// source is the value as it is written.
func (v *value) source() string { return string(v.document.text[v.at:v.end]) }
