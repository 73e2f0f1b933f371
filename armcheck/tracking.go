package armcheck

import (
	"fmt"
	"strings"

	"github.com/tfcua/tfcua"
)

// tracking is what a deployment is as a tracking deployment; false for one that
// is none.
func (r *reader) tracking(v *value, at place, inner inner) (tfcua.TrackingDeployment, bool) {
	name := v.get("name")
	start, rest := at.scope.evaluate(name).start()
	t := tfcua.TrackingDeployment{
		Name: start, Rest: rest, Literal: !name.isExpression(), Within: at.within, Child: at.child, Elsewhere: elsewhere(v),
		Telemetry: at.within != "" && at.bicep && at.telemetry, Conditional: at.conditional, OffByDefault: at.off,
		Deploys: deploys(inner), Mode: mode(v, at),
	}
	if rest != "" {
		t.Defaults, _ = at.scope.byDefault().evaluate(name).start()
	}
	if !tracks(t, name, inner) {
		return t, false
	}
	t.Written = name.document.located(name.at, name.end, `"name": `+shown(name))
	return t, true
}

// tracks reports whether a deployment is a tracking deployment, or is meant to be
// one.
func tracks(t tfcua.TrackingDeployment, name *value, inner inner) bool {
	switch {
	case name == nil:
		return false
	case hasPrefixFold(t.Name, "pid-") || hasPrefixFold(t.Defaults, "pid-"):
		return true
	case t.Deploys != "" || inner.template.get("outputs").is(object) && len(inner.template.get("outputs").members) > 0:
		return false // it is there for what it does
	case t.Rest == "":
		return tfcua.NamesTrackingID(t.Name)
	}
	// What makes the name does not say it; but an empty deployment is there for
	// its name alone.
	return t.Name == "" || hasPrefixFold("pid-", t.Name)
}

func hasPrefixFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// elsewhere names the members of a deployment by which it is sent to another scope
// than that of the template. Azure takes those of its own for none.
func elsewhere(v *value) string {
	var names []string
	for _, member := range []struct{ name, own string }{
		{"scope", ""},
		{"subscriptionId", "[subscription().subscriptionId]"},
		{"resourceGroup", "[resourceGroup().name]"},
	} {
		written := v.get(member.name)
		if written != nil && written.kind != null && !strings.EqualFold(strings.ReplaceAll(written.string(), " ", ""), member.own) {
			names = append(names, member.name)
		}
	}
	return strings.Join(names, " and ")
}

// deploys says what a deployment deploys; "" for nothing.
func deploys(inner inner) string {
	if inner.template == nil {
		return "what cannot be seen, for " + inner.unseen
	}
	resources := inner.template.get("resources")
	switch n := 0; {
	case resources == nil || resources.kind == null:
		return ""
	case resources.kind == array || resources.kind == object:
		if n = len(resources.items) + len(resources.members); n == 1 {
			return "1 resource"
		} else if n > 1 {
			return fmt.Sprintf("%d resources", n)
		}
		return ""
	}
	return "what an expression makes"
}

// mode is the deployment mode.
func mode(v *value, at place) tfcua.Setting {
	properties := at.scope.evaluate(v.get("properties"))
	if properties.kind != valueResult {
		return tfcua.UnknownSetting("its properties are known only at deployment")
	}
	written := properties.value.get("mode")
	if written == nil {
		return tfcua.UnsetSetting()
	}
	evaluated := properties.scope.evaluate(written)
	setting := tfcua.RefusedSetting("it is no text")
	if text, ok := evaluated.known(); ok {
		setting = tfcua.KnownSetting(text)
	} else if _, rest := evaluated.start(); rest != "" {
		setting = tfcua.UnknownSetting(rest)
	}
	setting.Written = written.document.located(written.at, written.end, `"mode": `+shownMode(written))
	return setting
}
