package gate

import (
	"os"
	"os/exec"
	"syscall"
)

// apart leaves terraform where it is: Windows tells every process of a console
// of Ctrl-C, and a process in a group of its own would not hear of it.
func apart(*exec.Cmd) {}

// caught are the signals that are looked at. Go turns the closing of the console
// and the end of the session into SIGTERM.
func caught() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// meaning passes the signal on, which comes to nothing: terraform has heard it
// from the console itself.
func (*interrupts) meaning(received os.Signal) (os.Signal, bool) { return received, true }
