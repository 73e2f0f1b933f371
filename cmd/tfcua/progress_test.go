package main

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// drawn is what was drawn so far; bars draw from a goroutine of their own.
type drawn struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (d *drawn) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.Write(p)
}

func (d *drawn) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.String()
}

func TestProgress(t *testing.T) {
	var quick, long drawn
	p := &progress{w: &quick, start: time.Now()}
	p.Expect(100)
	p.Done(50)
	p.end()
	if quick.String() != "" {
		t.Errorf("quick work shows %q", quick.String())
	}
	p = &progress{w: &long, start: time.Now().Add(-time.Minute)}
	p.Expect(100)
	p.Done(50)
	p.Expect(100)
	p.Done(20)
	for range 1000 { // the bar is drawn now and then
		if strings.Contains(long.String(), "35 %") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.Done(500)
	p.end()
	if !strings.Contains(long.String(), "reading") || !strings.Contains(long.String(), "35 %") || !strings.HasSuffix(long.String(), "\x1b[J") {
		t.Errorf("long work shows %q", long.String())
	}
	if newProgress(&long).hearing() != nil {
		t.Error("a buffer is taken for a terminal")
	}
	newProgress(&long).end()
}
