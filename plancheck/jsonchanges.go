package plancheck

import (
	"bytes"
	"errors"

	"github.com/tfcua/tfcua/internal/jsonscan"
)

// The members of an element of resource_changes that are looked at.
var (
	changeMembers = []string{"address", "mode", "provider_name", "change"}
	actionMembers = []string{"actions"}
	// templateMembers are those of the change of a resource that deploys an ARM
	// template: of no other one's are the values looked at.
	templateMembers = []string{"actions", "after", "after_unknown", "after_sensitive"}
)

// The members of a change, in the order of templateMembers.
const (
	memberActions = iota
	memberAfter
	memberAfterUnknown
)

// changeScanner reads resource_changes. There may be millions of them, so what
// it needs for one it uses again for the next.
type changeScanner struct {
	*jsonscan.Scanner
	changes *changes
	// known and concerns are the provider of the last change, and whether that
	// concerns anyone.
	known    []byte
	concerns bool

	address, mode, provider []byte
	actions                 listedActions
	template                deployed

	member, inner, action func(int) error
}

// listedActions are the actions of one change that count.
type listedActions struct{ create, delete, update, noOp bool }

func (c *changes) scan(s *jsonscan.Scanner) error {
	r := &changeScanner{Scanner: s, changes: c}
	r.member, r.inner, r.action = r.readMember, r.readActions, r.readAction
	return s.Array(r.readChange)
}

func (r *changeScanner) readChange(int) error {
	if kind, err := r.Kind(); err != nil || kind != jsonscan.Object {
		return err
	}
	r.address, r.mode, r.provider = r.address[:0], r.mode[:0], r.provider[:0]
	r.actions = listedActions{}
	r.template = deployed{}
	if err := r.Object(changeMembers, r.member); err != nil {
		return err
	}
	if !bytes.Equal(r.provider, r.known) || r.known == nil {
		r.known = append(r.known[:0], r.provider...)
		r.concerns = r.changes.concern(string(r.provider))
	}
	if !r.concerns {
		return nil
	}
	what := r.what()
	if string(r.mode) == "data" {
		what = noAction
	}
	r.changes.add(r.address, r.provider, what)
	if err := r.readKept(); err != nil {
		return err
	}
	r.changes.templates.deploy(r.address, &r.template, what)
	return nil
}

func (r *changeScanner) readMember(member int) error {
	var err error
	switch member {
	case 0:
		r.address, err = r.text(r.address, 16<<10)
	case 1:
		r.mode, err = r.text(r.mode[:0], 32)
	case 2:
		r.provider, err = r.text(r.provider, maxName)
	case 3:
		if null, err := isNull(r.Scanner); null || err != nil {
			return err
		}
		names := actionMembers
		if r.template = newDeployed(r.address); r.template.kind != "" || r.template.early {
			names = templateMembers
		}
		err = r.Object(names, r.inner)
	}
	return err
}

func (r *changeScanner) readActions(member int) error {
	if member != memberActions {
		return r.readAfter(member)
	}
	if null, err := isNull(r.Scanner); null || err != nil {
		return err
	}
	return r.Array(r.action)
}

func (r *changeScanner) readAction(int) error {
	kind, err := r.Kind()
	if err != nil || kind != jsonscan.String {
		return err
	}
	name, err := r.Text(32)
	if err != nil {
		return ignoreLong(err)
	}
	switch string(name) {
	case "create":
		r.actions.create = true
	case "delete":
		r.actions.delete = true
	case "update":
		r.actions.update = true
	case "no-op":
		r.actions.noOp = true
	}
	return nil
}

// what is the action that plan JSON writes as a list.
func (r *changeScanner) what() action {
	switch {
	case r.actions.delete && r.actions.create:
		return replace
	case r.actions.create:
		return create // with "forget", the old object stays as it is
	case r.actions.delete:
		return remove
	case r.actions.update:
		return update
	case r.actions.noOp:
		return noOp
	}
	return noAction
}

// text appends a string to what is to be used again; nothing where it is null
// or longer than it may be.
func (r *changeScanner) text(to []byte, limit int) ([]byte, error) {
	if null, err := isNull(r.Scanner); null || err != nil {
		return to, err
	}
	read, err := r.Text(limit)
	return append(to, read...), ignoreLong(err)
}

// ignoreLong drops the error that a text is longer than it may be.
func ignoreLong(err error) error {
	if err == nil {
		return nil
	}
	var long *jsonscan.TooLongError
	if errors.As(err, &long) {
		return nil
	}
	return err
}
