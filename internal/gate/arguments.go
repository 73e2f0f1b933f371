package gate

import (
	"errors"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
)

// flagName is the name of the flag that an argument is, "" if it is none.
// Terraform takes one dash or two.
func flagName(argument string) (name, value string) {
	if !strings.HasPrefix(argument, "-") {
		return "", ""
	}
	name, value, _ = strings.Cut(strings.TrimPrefix(argument[1:], "-"), "=")
	return name, value
}

// refuse says what is wrong with arguments of terraform plan; nil if nothing.
func refuse(arguments []string) error {
	for _, argument := range arguments {
		switch name, _ := flagName(argument); name {
		case "out":
			return errors.New("-out after --: the gate saves the plan in a place of its own, where nobody can change it between check and apply; leave -out away, or give a plan made earlier with --plan")
		case "chdir":
			return errors.New("-chdir after --: it is no argument of terraform plan; give it before, as in tfcua gate -chdir=DIR --")
		}
	}
	return nil
}

// detailed reports whether terraform plan was asked to tell by its exit code
// whether there are changes, which the environment can do too.
func (t terraform) detailed(arguments []string) bool {
	environment := tfcua.NewEnvironment(t.environ)
	all := slices.Concat(strings.Fields(environment["TF_CLI_ARGS"]), strings.Fields(environment["TF_CLI_ARGS_plan"]), arguments)
	return slices.ContainsFunc(all, func(argument string) bool {
		name, value := flagName(argument)
		return name == "detailed-exitcode" && value != "false"
	})
}

// applyFlags are the flags of terraform plan that say how to work and not what
// to plan: the apply of a saved plan takes them too. The value says whether one
// may stand in the next argument.
var applyFlags = map[string]bool{
	"compact-warnings": false, "json": false, "lock": false, "no-color": false,
	"lock-timeout": true, "parallelism": true, "state": true,
}

// shared are those of the arguments of terraform plan that hold for the apply.
func shared(arguments []string) []string {
	var kept []string
	for i := 0; i < len(arguments); i++ {
		name, _ := flagName(arguments[i])
		separate, ok := applyFlags[name]
		switch {
		case ok:
			kept = append(kept, arguments[i])
			if separate && !strings.Contains(arguments[i], "=") && i+1 < len(arguments) {
				i++
				kept = append(kept, arguments[i])
			}
		case (name == "var" || name == "var-file" || name == "target" || name == "replace") && !strings.Contains(arguments[i], "="):
			i++ // a value, which may look like a flag
		}
	}
	return kept
}
