package tfcua

import (
	"maps"
	"testing"
)

// Windows knows one variable by its name in any letter case; Terraform there looks
// for TF_VAR_ and the name of its variable in theirs.
func TestEnvironmentInAnyCase(t *testing.T) {
	environ := []string{
		"arm_partner_id=first", "Arm_Partner_Id=second", "TF_VAR_partner_id=a", "TF_VAR_PARTNER_ID=b",
		"tf_cli_args_plan=-var=x=1", "=C:=C:\\", "none",
	}
	for anyCase, want := range map[bool]Environment{
		true: {"ARM_PARTNER_ID": "second", "TF_VAR_partner_id": "a", "TF_VAR_PARTNER_ID": "b", "TF_CLI_ARGS_plan": "-var=x=1"},
		false: {
			"arm_partner_id": "first", "Arm_Partner_Id": "second", "TF_VAR_partner_id": "a", "TF_VAR_PARTNER_ID": "b",
			"tf_cli_args_plan": "-var=x=1",
		},
	} {
		if got := newEnvironment(environ, anyCase); !maps.Equal(got, want) {
			t.Errorf("in any case %t: %v, want %v", anyCase, got, want)
		}
	}
}
