package armcheck

import (
	"path"
	"strings"
)

// link finds the file that a deployment links to in the folder or the package;
// else it says why the template cannot be seen. Where a parameter tells at
// deployment where the files of the package are, the rest of the address tells
// which file is meant.
func (r *reader) link(link result, at place) (name, why string) {
	const onlyThen = "where its template is linked from is known only at deployment"
	if link.kind != valueResult {
		return "", onlyThen
	}
	target, relative := link.value.get("relativePath"), true
	switch {
	case link.value.get("id") != nil:
		return "", "it deploys a template spec, which Azure holds: tfcua contacts nothing"
	case target == nil:
		target, relative = link.value.get("uri"), false
	}
	to := link.scope.evaluate(target)
	if text, ok := to.known(); ok && !relative && strings.Contains(text, "://") {
		return "", "its template is linked from an address on the net, and tfcua contacts nothing"
	}
	why = onlyThen
	for _, p := range to.asPieces() {
		file, _, _ := strings.Cut(p.text, "?")
		if !strings.HasSuffix(file, ".json") {
			continue
		}
		why = "the template that it links to is not in the same folder or package"
		for _, dir := range []string{at.dir, path.Dir(r.source.main)} {
			if name := path.Join(dir, strings.TrimLeft(file, "/")); r.source.has(name) {
				return name, ""
			}
		}
	}
	return "", why
}

// linked reads a linked template, once, and says if that was done before; nil
// where no more are read.
func (r *reader) linked(name string) (d *document, again bool, err error) {
	if d := r.files[name]; d != nil {
		return d, true, nil
	}
	if r.size > maxLinked {
		return nil, false, nil
	}
	if d, err = r.source.open(name); err == nil {
		err = isTemplate(d)
	}
	if err != nil {
		return nil, false, err
	}
	r.files[name] = d
	r.size += len(d.text)
	r.comments = append(r.comments, d.ignores()...)
	return d, false, nil
}
