//go:build unix

package gate_test

import (
	"os/signal"
	"strings"
	"testing"
)

// A gate that is ended while the real terraform applies: terraform writes down
// what it created, and the gate leaves nothing behind.
func TestRealSignals(t *testing.T) {
	for _, ending := range endings {
		t.Run(ending.name, func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(ending.signal) {
				t.Skip("the tests were started to ignore it")
			}
			l := newLab(t, tracked(`"`+contoso+`"`)+group("app"), "STANDIN_SLEEP=50s")
			r, p := l.request()
			process := start(t, *r, l.environ)
			process.until(t, exists(l.log))
			if err := process.Process.Signal(ending.signal); err != nil {
				t.Fatal(err)
			}
			if code := process.code(t); code != 3 {
				t.Errorf("the exit code is %d\n%s", code, process.output)
			}
			l.want(t, "pid-"+contoso+" app\n")
			if !strings.Contains(l.state(t), `"azurerm_resource_group"`) {
				t.Error("terraform did not write down what it created")
			}
			p.nothingLeft(t)
		})
	}
}
