package jsonscan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestNames makes sure that Object meets the names it looks for however they
// are written, and wherever the window ends.
func TestNames(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	written := []string{`a`, `ab`, `abc`, `\u0061b`, `a\u0062`, `\u0061`, `ab\u0063`, ``, `b`, `\"`, `a\"`, `é`, `\u00e9`, `\u0000`, `\u0000b`, `\\`, `long name of a member`, `long n\u0061me of a member`}
	wanted := [][]string{
		{"a"},
		{"ab"},
		{"abc", "b"},
		{""},
		{"é"},
		{`"`, `a"`},
		{"\x00", "\x00b", `\`},
		{"long name of a member"},
		{"a", "ab", "abc", "b", "é", "long name of a member"},
		{},
	}
	for n := range 300 {
		var doc strings.Builder
		doc.WriteString("{")
		for i := range 1 + r.IntN(6) {
			doc.WriteString(comma(i))
			fmt.Fprintf(&doc, `"%s":%s`, written[r.IntN(len(written))], []string{"1", `"x"`, `{"a":{"ab":2}}`, "[]", "null"}[r.IntN(5)])
		}
		doc.WriteString(strings.Repeat(" ", r.IntN(3)) + "}")
		names := wanted[n%len(wanted)]
		var want []string
		seen := make(map[string]bool)
		err := New(strings.NewReader(doc.String())).eachMember(func(name string) {
			if slices.Contains(names, name) && !seen[name] {
				want = append(want, name)
			}
			seen[name] = true
		})
		if err != nil {
			t.Fatalf("%s: %v", &doc, err)
		}
		for window := 12; window < 40; window++ {
			var got []string
			s := newSmall(strings.NewReader(doc.String()), window)
			err := s.Object(names, func(name int) error {
				got = append(got, names[name])
				return nil
			})
			if err != nil {
				if !strings.Contains(err.Error(), "duplicate") {
					t.Fatalf("%s: %v", &doc, err)
				}
				continue
			}
			if err := s.End(); err != nil || !slices.Equal(got, want) {
				t.Fatalf("%s: %q in %q, not %q: %v", &doc, got, names, want, err)
			}
		}
	}
}

// eachMember calls visit with the names of an object, however often they are
// there.
func (s *Scanner) eachMember(visit func(name string)) error {
	if err := s.open(Object); err != nil {
		return err
	}
	for first := true; ; first = false {
		if more, err := s.more(first, '}'); !more {
			return err
		}
		name, _, err := s.unquote(maxName)
		if err != nil {
			return err
		}
		visit(string(name))
		if err := s.colon(); err != nil {
			return err
		}
		s.ready = true
		if err := s.Skip(); err != nil {
			return err
		}
	}
}

// TestObjectBoundaries moves what Object reads and skips to every place in blocks
// and windows, whole and with faults.
func TestObjectBoundaries(t *testing.T) {
	const in = `"skipped":"a\\\"\ud83d\ude00é€\\\\","number":-12.5e+3,"words":[true,false,null],"wanted":"b","wante\u0064 too":{"wanted":[]},"last":{}}`
	names := []string{"wanted", "wanted too"}
	read := func(doc string, window int) (got string, err error) {
		s := newSmall(strings.NewReader(doc), window)
		err = s.Object(names, func(name int) error {
			raw, err := s.Raw(100)
			got += fmt.Sprint(name, string(raw))
			return err
		})
		if err == nil {
			err = s.End()
		}
		return got, err
	}
	for n := range block + 10 {
		before := `{"` + strings.Repeat("x", n) + `":1,`
		for _, window := range []int{12, 13, 50, 100, size} {
			got, err := read(before+in, window)
			if want := `0"b"1{"wanted":[]}`; err != nil || got != want {
				t.Fatalf("%d, %d: %s %v", n, window, got, err)
			}
			// Cut off, it ends where it ends.
			for cut := n % 7; cut < len(in); cut += 7 {
				doc := before + in[:cut]
				if _, err := read(doc, window); err == nil || offsetOf(t, err) != int64(len(doc)) {
					t.Fatalf("%s: %v", doc, err)
				}
			}
			// A control character is one anywhere.
			for at := n % 5; at < len(in); at += 5 {
				doc := before + in[:at] + "\x01" + in[at+1:]
				_, err := read(doc, window)
				skipped := skip(New(strings.NewReader(doc)))
				if err == nil || skipped == nil || err.Error() != skipped.Error() {
					t.Fatalf("%s: %v, but Skip: %v", doc, err, skipped)
				}
			}
		}
	}
}
