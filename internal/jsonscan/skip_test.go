package jsonscan

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMarks compares the tricks with bits to what they mean.
func TestMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	alphabets := []string{"ab\"", "\"\\", "a\\", "\\", "\" !\x1f\x00\n#\x7f", "a\"\\\x00\x1f \x80\xff\xa2\xdc", "\x22\x21\x20\x5b\x5c\x5d\x02\x7f\x03"}
	s := New(strings.NewReader(""))
	for n := range 20000 {
		alphabet := alphabets[n%len(alphabets)]
		pos := uint(n % 1000)
		p := (*[block]byte)(s.buf[pos : pos+block])
		var quote, backslash, control, wide, escaped uint64
		escape := false
		for i := range p {
			c := alphabet[r.IntN(len(alphabet))]
			p[i] = c
			bit := uint64(1) << i
			if c == '"' {
				quote |= bit
			}
			if c < ' ' {
				control |= bit
			}
			if c >= 0x80 {
				wide |= bit
			}
			if c == '\\' {
				backslash |= bit
			}
			if escape {
				escaped |= bit
			}
			escape = c == '\\' && !escape
		}
		q, anyBackslash, anyWide := marks(s.buf, pos)
		if (anyWide != 0) != (wide != 0) {
			t.Fatalf("%q: marks: wide", p)
		}
		if wide == 0 && (q != quote|control || (anyBackslash != 0) != (backslash != 0)) {
			t.Fatalf("%q: marks: %x %x", p, q, anyBackslash)
		}
		if marksOfAny(p) != quote|control {
			t.Fatalf("%q: marksOfAny", p)
		}
		if wides(p) != wide {
			t.Fatalf("%q: wides", p)
		}
		m, anyControl := backslashes(p)
		if m != backslash || wide == 0 && (anyControl != 0) != (control != 0) {
			t.Fatalf("%q: backslashes: %x %x", p, m, anyControl)
		}
		if e, over := escapedBy(backslash); e != escaped || over != escape {
			t.Fatalf("%q: escapedBy: %x %t", p, e, over)
		}
		first := strings.IndexFunc(string(p[:8]), func(c rune) bool { return c < ' ' || c == '"' || c == '\\' || c >= 0x80 })
		if m := special(load64(s.buf, pos)); (m == 0) != (first < 0) || m != 0 && m&-m != 0x80<<(8*first) {
			t.Fatalf("%q: special %x", p[:8], m)
		}
	}
}

// TestBoundaries moves everything to every place in blocks and windows.
func TestBoundaries(t *testing.T) {
	for _, in := range append(accepted[:len(accepted):len(accepted)], "\"\\ud83d\\ude00\"", `"\\\\\\\\\""`, `"\\\\\\\\\\"`) {
		if len(in) > 500 || strings.HasPrefix(in, "\uFEFF") {
			continue
		}
		for n := range 2*block + 10 {
			for _, window := range []int{100, 200, size} {
				padded := `["` + strings.Repeat("x", n) + `",` + in + `,"` + strings.Repeat("y", n) + `"]`
				if err := skip(newSmall(strings.NewReader(padded), window)); err != nil {
					t.Fatalf("%q: %v", padded, err)
				}
			}
		}
	}
	for _, c := range rejected {
		if len(c.in) > 500 || c.at >= int64(len(c.in)) || strings.HasPrefix(c.in, "\uFEFF") {
			continue
		}
		for n := range 2*block + 10 {
			for _, window := range []int{100, 200, size} {
				padded := `["` + strings.Repeat("x", n) + `",` + c.in + `,"` + strings.Repeat("y", n) + `"]`
				err := skip(newSmall(strings.NewReader(padded), window))
				if want := c.at + int64(n+5); err == nil || offsetOf(t, err) != want {
					// What is a fault after a document may be none in an array, and
					// the other way round.
					if walked, err2 := walk(newSmall(strings.NewReader(padded), 12)); err2 == nil || err == nil || err2.Error() != err.Error() {
						t.Fatalf("%q: %v, but %v %v", padded, err, walked, err2)
					}
				}
			}
		}
	}
}
