package gate_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// call is one run of the fake terraform.
type call struct {
	Args    []string
	Environ []string
	Applied []byte   // what was in the plan that it was to apply
	Signals []string // what it got
}

// fakeTerraform does what FAKE_… in its environment say: FAKE_LOG takes the
// calls, FAKE_PLAN is the plan that it saves, FAKE_PLAN_CODE and FAKE_APPLY_CODE
// are exit codes, and at FAKE_WAIT, plan or apply, it creates the file FAKE_READY
// and waits for a signal.
func fakeTerraform(args []string) int {
	made := call{Args: args, Environ: os.Environ()}
	if len(args) > 0 && strings.HasPrefix(args[0], "-chdir=") {
		args = args[1:]
	}
	code := os.Getenv("FAKE_PLAN_CODE")
	switch args[0] {
	case "plan":
		for _, arg := range args {
			if out, ok := strings.CutPrefix(arg, "-out="); ok && os.Getenv("FAKE_PLAN") != "" {
				plan, err := os.ReadFile(os.Getenv("FAKE_PLAN"))
				must(err)
				must(os.WriteFile(out, plan, 0o600))
			}
		}
	case "apply":
		code = os.Getenv("FAKE_APPLY_CODE")
		var err error
		made.Applied, err = os.ReadFile(args[len(args)-1])
		must(err)
	}
	if os.Getenv("FAKE_WAIT") == args[0] {
		made.Signals = waitForSignals()
		code = cmp.Or(code, "1")
	}
	line, err := json.Marshal(made)
	must(err)
	log, err := os.OpenFile(os.Getenv("FAKE_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	must(err)
	_, err = log.Write(append(line, '\n'))
	must(err)
	number, err := strconv.Atoi(cmp.Or(code, "0"))
	must(err)
	return number
}

// waitForSignals waits for the first signal, and then for more of them.
func waitForSignals() []string {
	signals := make(chan os.Signal, 10)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	must(os.WriteFile(os.Getenv("FAKE_READY"), nil, 0o600))
	var got []string
	patience := time.After(time.Minute)
	for {
		select {
		case one := <-signals:
			got = append(got, one.String())
			patience = time.After(500 * time.Millisecond)
		case <-patience:
			return got
		}
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// calls are the calls that the fake terraform wrote down.
func calls(t *testing.T, environ []string) []call {
	t.Helper()
	var path string
	for _, entry := range environ {
		if value, ok := strings.CutPrefix(entry, "FAKE_LOG="); ok {
			path = value
		}
	}
	content, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []call
	for line := range bytes.Lines(content) {
		var one call
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}
