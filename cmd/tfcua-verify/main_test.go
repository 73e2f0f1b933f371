package main

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tfcua/tfcua/internal/command/commandtest"
)

var update = flag.Bool("update", false, "write what the tests of the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tfcua-verify": main})
}

// TestScripts runs the whole command as its users do, as far as that reaches no
// network.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": commandtest.Exits},
	})
}
