package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var quick, long bytes.Buffer
	p := &progress{w: &quick, start: time.Now()}
	p.Expect(100)
	p.Done(50)
	p.end()
	if quick.Len() > 0 {
		t.Errorf("quick work shows %q", quick.String())
	}
	p = &progress{w: &long, start: time.Now().Add(-time.Minute)}
	p.Expect(100)
	p.Done(50)
	p.Expect(100)
	p.Done(20)
	time.Sleep(300 * time.Millisecond) // the bar is drawn now and then
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
