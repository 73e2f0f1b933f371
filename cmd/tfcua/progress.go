package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"github.com/tfcua/tfcua/internal/input"
)

// patience is how long work may take before its progress is shown.
const patience = time.Second

// progress shows on a terminal how far the reading has come, once that takes
// longer than anybody waits without wondering.
type progress struct {
	w     io.Writer
	start time.Time

	mu             sync.Mutex
	expected, done int64
	bars           *mpb.Progress
	bar            *mpb.Bar
}

// newProgress is nil where w is no terminal: a log is no place for a bar.
func newProgress(w io.Writer) *progress {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return &progress{w: w, start: time.Now()}
}

// hearing is the progress as the reader takes it; a nil one is none at all.
func (p *progress) hearing() input.Progress {
	if p == nil {
		return nil
	}
	return p
}

// Expect implements [input.Progress].
func (p *progress) Expect(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected += n
	if p.bar != nil {
		p.bar.SetTotal(p.expected, false)
	}
}

// Done implements [input.Progress].
func (p *progress) Done(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if p.bar == nil {
		if time.Since(p.start) < patience {
			return
		}
		p.bars = mpb.New(mpb.WithOutput(p.w), mpb.WithAutoRefresh(), mpb.WithWidth(60))
		p.bar = p.bars.AddBar(0, // a total that may grow
			mpb.PrependDecorators(decor.Name("reading ")),
			mpb.AppendDecorators(decor.Percentage()),
		)
		p.bar.SetTotal(p.expected, false)
	}
	p.bar.SetCurrent(min(p.done, p.expected))
}

// end wipes the bar off the terminal.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
