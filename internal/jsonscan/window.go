package jsonscan

import (
	"errors"
	"io"
	"math/bits"
)

const (
	// size is a power of two so that a position that is masked is known to
	// the compiler to lie inside the window: the hot loops have no bounds
	// checks, and none of them needs an unsafe pointer for that.
	size = 128 << 10
	mask = size - 1

	// after is how many bytes from a position on may be looked at unchecked: a
	// block, and what an escape in its last byte may need.
	//
	// That many bytes after the input in the window are zero. NUL is allowed
	// nowhere in JSON, so that every loop stops there by itself, and looks only
	// then whether it met the end of the window or a fault.
	after = block + 8

	// spare is how much of the window is never filled, so that none of these
	// positions has to wrap around. (A whole page, to keep the reads aligned.)
	spare = 4 << 10

	// maxEmptyReads is how often a reader may return neither bytes nor an error.
	maxEmptyReads = 100
)

// A window is the part of the input at hand.
type window [size + after]byte

// fill reads more input, keeping what is in the window from s.pos on (and
// moving it to the front). It reports whether there is more, if not s.readErr
// says why.
func (s *Scanner) fill() bool {
	if s.readErr != nil {
		return false
	}
	s.record()
	n := uint(copy(s.buf[:], s.buf[s.pos:s.end]))
	s.base += int64(s.pos)
	s.kept, s.pos, s.end = 0, 0, n
	s.readErr = io.ErrNoProgress
	for range maxEmptyReads {
		got, err := s.r.Read(s.buf[n:s.limit])
		if got < 0 || got > int(s.limit-n) {
			got, err = 0, errors.New("the reader returned an impossible count")
		}
		if got > 0 || err != nil {
			s.end += uint(got)
			s.readErr = err
			break
		}
	}
	clear(s.buf[s.end : s.end+after])
	return s.end > n
}

// need makes sure that the window holds n bytes from s.pos on, which is only
// for small n. It reports whether it does.
func (s *Scanner) need(n uint) bool {
	for s.end-s.pos < n {
		if !s.fill() {
			return false
		}
	}
	return true
}

// record keeps the part of a value that [Scanner.Raw] is asked for, as far as
// it was scanned, before it leaves the window.
func (s *Scanner) record() {
	if !s.recording {
		return
	}
	part := s.buf[s.kept:s.pos]
	s.kept = s.pos
	if s.tooLong = s.tooLong || len(part) > s.rawLimit-len(s.raw); s.tooLong {
		s.raw = nil
		return
	}
	s.raw = append(s.raw, part...)
}

// space skips white space. It returns the first byte after it, or false at
// the end of the input.
func (s *Scanner) space() (byte, bool) {
	// Mostly there is none. (After the end of the input there is NUL.)
	if c := s.buf[s.pos&mask]; c > ' ' {
		return c, true
	}
	return s.anySpace()
}

// anySpace is space where there may be some.
func (s *Scanner) anySpace() (byte, bool) {
	b := s.buf
	pos := s.pos
	for {
		c := b[pos&mask]
		switch c {
		case ' ':
			pos = spaces(b, pos+1)
			continue
		case '\n', '\t', '\r':
			pos++
			// Lines that are indented by tabs: as fast as spaces.
			for c == '\t' && load64(b, pos) == '\t'*ones {
				pos += 8
			}
			continue
		}
		s.pos = pos
		if pos < s.end {
			return c, true
		}
		if !s.fill() {
			return 0, false
		}
		pos = s.pos
	}
}

// spaces skips spaces, eight at a time. It stops at the end of the window.
func spaces(b *window, pos uint) uint {
	for {
		if x := load64(b, pos) ^ ' '*ones; x != 0 {
			return pos + uint(bits.TrailingZeros64(x))/8
		}
		pos += 8
	}
}
