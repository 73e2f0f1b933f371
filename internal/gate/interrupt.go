package gate

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"sync"
)

var errInterrupted = errors.New("interrupted: nothing was applied")

// interrupts takes the signals that would end this process. While terraform
// runs they are passed on to it and are its own matter; before and after they
// end the gate in good order, so that no file of it is left behind.
type interrupts struct {
	signals chan os.Signal
	cancel  context.CancelCauseFunc
	done    chan struct{}

	mu    sync.Mutex // guards child, and holds signals back while it starts
	child *os.Process
}

// catch takes the signals from now on. The context that it returns ends with the
// first of them, or with ctx.
func catch(ctx context.Context) (context.Context, *interrupts) {
	within, cancel := context.WithCancelCause(ctx)
	i := &interrupts{signals: make(chan os.Signal, 16), cancel: cancel, done: make(chan struct{})}
	signal.Notify(i.signals, caught()...)
	go i.watch(ctx)
	return within, i
}

// release gives the signals back.
func (i *interrupts) release() {
	signal.Stop(i.signals)
	close(i.done)
	i.cancel(nil)
}

func (i *interrupts) watch(ctx context.Context) {
	ended := ctx.Done()
	for {
		select {
		case <-i.done:
			return
		case <-ended:
			ended = nil // whoever ends the context does so once
			i.interrupt(os.Interrupt)
		case received := <-i.signals:
			if passed, ok := i.meaning(received); ok {
				i.interrupt(passed)
			}
		}
	}
}

// interrupt ends the gate, and passes one signal on to terraform if it runs.
func (i *interrupts) interrupt(passed os.Signal) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.cancel(errInterrupted)
	if i.child != nil {
		// It fails only where terraform has ended, or where the console has told
		// terraform already.
		_ = i.child.Signal(passed)
	}
}

// run starts the command and waits for its end. A signal comes before the start,
// and then there is none, or it reaches the command: none is lost between.
func (i *interrupts) run(ctx context.Context, command *exec.Cmd) error {
	i.mu.Lock()
	if ctx.Err() != nil {
		i.mu.Unlock()
		return errInterrupted
	}
	err := command.Start()
	if err == nil {
		i.child = command.Process
	}
	i.mu.Unlock()
	if err != nil {
		return err
	}
	defer func() {
		i.mu.Lock()
		i.child = nil
		i.mu.Unlock()
	}()
	return command.Wait()
}
