//go:build unix

package gate

import (
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"syscall"
)

// apart gives terraform a process group of its own, at a terminal as in CI.
//
// A second interrupt makes terraform give up at once and lose what it was about
// to write down, so it must get each signal once. Signals come to this process
// alone (kill, a CI runner that cancels a job), or to its whole process group
// (Ctrl-C, the shell's kill %1, other runners), and nobody can tell by looking
// at one. In the same group terraform would get the second kind twice if it were
// passed on, and the first kind never if it were not. In a group of its own it
// gets what this process passes on and nothing else.
//
// The price is that terraform cannot read from the terminal: it runs with
// -input=false. What it shows appears as ever.
func apart(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// caught are the signals that are looked at. One that this process was started
// to ignore, as by nohup, stays ignored.
func caught() []os.Signal {
	signals := []os.Signal{
		os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT,
		syscall.SIGTSTP, syscall.SIGCONT,
		// With nobody listening, a report into a pipe that was closed would end
		// this process on the spot; now it is an error of the write.
		syscall.SIGPIPE,
	}
	return slices.DeleteFunc(signals, signal.Ignored)
}

// meaning is the signal that terraform gets for one that came here; false where
// it means nothing to it.
func (i *interrupts) meaning(received os.Signal) (os.Signal, bool) {
	switch received {
	case syscall.SIGHUP:
		// Terraform does not know this signal and would be gone at once, with the
		// state locked and what it was creating not in it.
		return os.Interrupt, true
	case syscall.SIGTSTP:
		// Ctrl-Z stops a whole process group, and terraform is not in this one.
		i.stop(syscall.SIGSTOP)
		_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
		return nil, false
	case syscall.SIGCONT:
		i.stop(syscall.SIGCONT)
		return nil, false
	case syscall.SIGPIPE:
		return nil, false
	}
	return received, true
}

// stop stops terraform and the processes that it started, or lets them go on.
func (i *interrupts) stop(how syscall.Signal) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.child != nil {
		_ = syscall.Kill(-i.child.Pid, how)
	}
}
