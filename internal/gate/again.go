package gate

import (
	"errors"
	"reflect"

	"github.com/tfcua/tfcua"
)

var errOtherNow = errors.New("files that the configuration reads have changed since the check, and with them what would be sent: nothing was applied")

// again makes sure that the check would still come out as it did. Terraform
// evaluates the provider configurations anew at apply, and with them file() and
// its like: of all that was checked, their files alone are out of the gate's hands.
func (r Request) again(saved *privateCopy, checked tfcua.Configuration, environment tfcua.Environment) error {
	beside, err := r.beside()
	if err != nil || beside == nil {
		return err // there is no file that they could read
	}
	beside.Close()
	now, err := r.read(saved, environment)
	if err != nil {
		return err
	}
	// Compared as it is, not as it is shown.
	everything := r.Options
	everything.ShowSensitive = true
	before, after := r.judge(checked, environment, everything), r.judge(now, environment, everything)
	if !after.Summary.Allow || !reflect.DeepEqual(after.Attribution, before.Attribution) {
		return errOtherNow
	}
	return nil
}
