package jsonscan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestKind(t *testing.T) {
	for in, want := range map[string]Kind{
		"{": Object, "[": Array, `"`: String, "-": Number, "0": Number, "5": Number, "9": Number,
		"t": True, "f": False, "n": Null, " \n{": Object, "\uFEFF [": Array,
	} {
		s := New(strings.NewReader(in))
		for range 2 {
			if k, err := s.Kind(); k != want || err != nil {
				t.Errorf("%q: %v %v", in, k, err)
			}
		}
		if want.String() == Invalid.String() {
			t.Errorf("%v has no name", want)
		}
	}
	for _, in := range []string{"", "x", "+", ".", "]", "\x80"} {
		s := New(strings.NewReader(in))
		k, err := s.Kind()
		if k != Invalid || err == nil {
			t.Errorf("%q: %v %v", in, k, err)
		}
		if again := s.Skip(); again != err {
			t.Errorf("%q: %v, then %v", in, err, again)
		}
	}
}

func TestObject(t *testing.T) {
	const in = ` {"a":1,"skipped":[{"a":2}],"b\u0022\ud83d\ude00":{"a":"x","c":true}, "long-` + "longlonglonglong" +
		`":2,"nothing":[1,2],"twice":1,"twice":2,"\u0063":null,"":"empty" } `
	names := []string{"a", "b\"\U0001F600", "c", "", "nothing", "absent", "\xFF"}
	scanners(t, []byte(in), func(t *testing.T, newScanner func() *Scanner) {
		var got []string
		s := newScanner()
		err := s.Object(names, func(name int) error {
			if names[name] == "nothing" {
				got = append(got, "nothing")
				return nil
			}
			raw, err := s.Raw(100)
			got = append(got, fmt.Sprintf("%s=%s", names[name], raw))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
		want := []string{"a=1", "b\"\U0001F600=" + `{"a":"x","c":true}`, "nothing", "c=null", `="empty"`}
		if !slices.Equal(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	})
}

func TestDuplicates(t *testing.T) {
	const in = `{"x":1,"x":2,"a":{"a":1},"b":2,"c":[],"\u0061":3}`
	at := int64(strings.Index(in, `"\u`))
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprint("name", i)
	}
	many = append(many, "a", "b")
	scanners(t, []byte(in), func(t *testing.T, newScanner func() *Scanner) {
		for _, names := range [][]string{{"a"}, {"b", "a"}, many} {
			s := newScanner()
			err := s.Object(names, func(int) error { return nil })
			if err == nil || offsetOf(t, err) != at {
				t.Errorf("%v", err)
			}
		}
		err := newScanner().Members(func(string) error { return nil })
		if err == nil || offsetOf(t, err) != 7 {
			t.Errorf("%v", err)
		}
		if err := newScanner().Object([]string{"b", "c", "d"}, func(int) error { return nil }); err != nil {
			t.Error(err)
		}
	})

	// Members remembers only so much.
	long := strings.Repeat("x", maxName-1)
	var b strings.Builder
	b.WriteString("{")
	for i := range 18 {
		fmt.Fprintf(&b, `"%c%s":1,`, 'a'+i, long)
	}
	first, last := fmt.Sprintf(`"a%s":1}`, long), fmt.Sprintf(`"%c%s":1}`, 'a'+17, long)
	if err := New(strings.NewReader(b.String() + first)).Members(func(string) error { return nil }); offsetOf(t, err) != int64(b.Len()) {
		t.Errorf("%.100v", err)
	}
	if err := New(strings.NewReader(b.String() + last)).Members(func(string) error { return nil }); err != nil {
		t.Errorf("%.100v", err)
	}
	err := New(strings.NewReader(`{"x` + long + `y":1}`)).Members(func(string) error { return nil })
	if long := new(TooLongError); !errors.As(err, &long) || long.Offset != 1 || long.Limit != maxName {
		t.Errorf("%v", err)
	}
}

func TestString(t *testing.T) {
	long := strings.Repeat("long é ", 1000)
	for in, want := range map[string]string{
		`""`: "", `"abc"`: "abc", `"12345678"`: "12345678", `"a\nb\\\"\/\u0000"`: "a\nb\\\"/\x00",
		`"é\u00e9\ud83d\ude00€"`: "éé\U0001F600€", `"` + long + `"`: long,
	} {
		scanners(t, []byte("["+in+" , 1]"), func(t *testing.T, newScanner func() *Scanner) {
			for _, limit := range []int{len(want), len(want) + 1, noLimit, len(want) - 1, 0, -1} {
				s := newScanner()
				err := s.Array(func(i int) error {
					if i == 1 {
						return s.Skip()
					}
					got, err := s.String(limit)
					var tooLong *TooLongError
					switch {
					case limit < len(want):
						if limit < 0 && want == "" {
							return nil // counts as 0
						}
						if !errors.As(err, &tooLong) || tooLong.Offset != 1 || tooLong.Limit != limit || got != "" {
							t.Errorf("%q within %d: %q %v", want, limit, got, err)
						}
					case err != nil || got != want:
						t.Errorf("%q within %d: %q %v", want, limit, got, err)
					}
					return nil
				})
				if err != nil || s.End() != nil {
					t.Errorf("%q within %d: %v %v", want, limit, err, s.End())
				}
			}
		})
	}
}

func TestRaw(t *testing.T) {
	long := `{"long": "` + strings.Repeat(`long\né`, 1000) + `"}`
	for _, want := range []string{`1`, `-12345.6789e10`, `"a\u0062"`, `null`, `[ 1, [2], "three" ]`, `{"a" : {"b":[ ]} }`, long} {
		scanners(t, []byte(`{"x":  `+want+" \n,\"y\":1}"), func(t *testing.T, newScanner func() *Scanner) {
			for _, limit := range []int{len(want), noLimit, len(want) - 1, 0, -1} {
				s := newScanner()
				err := s.Object([]string{"x", "y"}, func(name int) error {
					if name == 1 {
						_, err := s.Raw(1)
						return err
					}
					got, err := s.Raw(limit)
					var tooLong *TooLongError
					switch {
					case limit < len(want):
						if !errors.As(err, &tooLong) || tooLong.Offset != 7 || tooLong.Limit != limit || got != nil {
							t.Errorf("%q within %d: %q %v", want, limit, got, err)
						}
					case err != nil || string(got) != want:
						t.Errorf("%q within %d: %q %v", want, limit, got, err)
					}
					return nil
				})
				if err != nil || s.End() != nil {
					t.Errorf("%q within %d: %v %v", want, limit, err, s.End())
				}
			}
		})
	}
}

func TestWrongKind(t *testing.T) {
	reads := map[Kind]func(s *Scanner) error{
		Object: func(s *Scanner) error { return s.Object(nil, nil) },
		Array:  func(s *Scanner) error { return s.Array(func(int) error { return nil }) },
		String: func(s *Scanner) error { _, err := s.String(10); return err },
		True:   func(s *Scanner) error { _, err := s.Bool(); return err },
	}
	for got, in := range map[Kind]string{Object: "{}", Array: "[]", String: `""`, Number: "1", True: "true", False: "false", Null: "null"} {
		for want, read := range reads {
			s := New(strings.NewReader("  " + in))
			err := read(s)
			if got == want || got == False && want == True {
				if err != nil {
					t.Errorf("%s as %v: %v", in, want, err)
				}
				continue
			}
			if k := new(KindError); !errors.As(err, &k) || *k != (KindError{Offset: 2, Want: want, Got: got}) {
				t.Errorf("%s as %v: %v", in, want, err)
			}
			if again := s.Skip(); again != err {
				t.Errorf("%s as %v: then %v", in, want, again)
			}
		}
	}
	if err := New(strings.NewReader("{}")).Members(func(string) error { return nil }); err != nil {
		t.Error(err)
	}
}

func TestBool(t *testing.T) {
	s := New(strings.NewReader("[true,false,true]"))
	err := s.Array(func(i int) error {
		b, err := s.Bool()
		if b != (i != 1) {
			t.Errorf("%d: %t", i, b)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestEmptyAndTruncated(t *testing.T) {
	for in, want := range map[string]error{"": ErrEmpty, " \n": ErrEmpty, "\uFEFF": ErrEmpty, "{": ErrTruncated, "\xEF": nil, "x": nil} {
		err := New(strings.NewReader(in)).Skip()
		if got := errors.Is(err, ErrEmpty); got != (want == ErrEmpty) {
			t.Errorf("%q: %v", in, err)
		}
		if got := errors.Is(err, ErrTruncated); got != (want == ErrTruncated) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestReadErrors(t *testing.T) {
	// Whole documents and parts of them: as the read failed, there is no
	// telling which.
	for _, in := range []string{"", " ", "1", "12", "-", "1.5", "1e5", `"a`, `"\`, `"\u12`, `"\ud83d\u`, "\"\xC3", "{", `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, "[", "[1", "[1,", "tr"} {
		for _, r := range []io.Reader{
			io.MultiReader(strings.NewReader(in), iotest.ErrReader(io.ErrClosedPipe)),
			iotest.DataErrReader(io.MultiReader(strings.NewReader(in), iotest.ErrReader(io.ErrClosedPipe))),
			iotest.OneByteReader(io.MultiReader(strings.NewReader(in), iotest.ErrReader(io.ErrClosedPipe))),
		} {
			s := New(r)
			err := s.Skip()
			var read *ReadError
			if !errors.Is(err, io.ErrClosedPipe) || !errors.As(err, &read) || read.Offset != int64(len(in)) {
				t.Errorf("%q: %v", in, err)
			}
			if again := s.End(); again != err {
				t.Errorf("%q: then %v", in, again)
			}
		}
	}

	// After the document, it may have been the rest of it.
	s := New(io.MultiReader(strings.NewReader("{} "), iotest.ErrReader(io.ErrClosedPipe)))
	if err := s.Skip(); err != nil {
		t.Error(err)
	}
	if err := s.End(); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}

	// Readers that break the rules.
	if err := New(silent{}).Skip(); !errors.Is(err, io.ErrNoProgress) {
		t.Error(err)
	}
	for _, n := range []int{-1, 1 << 30} {
		if err := New(liar(n)).Skip(); !errors.As(err, new(*ReadError)) {
			t.Error(err)
		}
	}
}

type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

type liar int

func (l liar) Read([]byte) (int, error) { return int(l), nil }

func TestCallbackErrors(t *testing.T) {
	mine := errors.New("mine")
	for name, read := range map[string]func(s *Scanner) error{
		"Object":  func(s *Scanner) error { return s.Object([]string{"a"}, func(int) error { return mine }) },
		"Members": func(s *Scanner) error { return s.Members(func(string) error { return mine }) },
		"Array": func(s *Scanner) error {
			return s.Members(func(string) error { return s.Array(func(int) error { return mine }) })
		},
		"dropped": func(s *Scanner) error {
			return s.Members(func(string) error {
				s.Array(func(int) error { return mine }) // That is the test.
				return nil
			})
		},
		"dropped by the last": func(s *Scanner) error {
			s.Members(func(string) error { return mine }) // That is the test.
			return s.End()
		},
	} {
		s := New(strings.NewReader(`{"a":[1,2],"b":3}`))
		if err := read(s); err != mine {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Skip(); err != mine {
			t.Errorf("%s: then %v", name, err)
		}
	}

	// Errors of the scanner may be dropped, but not be forgotten.
	s := New(strings.NewReader(`[[1,x],2]`))
	err := s.Array(func(int) error {
		s.Skip() // That is the test.
		return nil
	})
	if err == nil || offsetOf(t, err) != 4 {
		t.Error(err)
	}

	// A callback may return an error of its own instead.
	s = New(strings.NewReader(`[x]`))
	if err := s.Array(func(int) error { return mine }); offsetOf(t, err) != 1 {
		t.Error(err)
	}
	s = New(strings.NewReader(`["\x"]`))
	err = s.Array(func(int) error {
		if err := s.Skip(); err == nil {
			t.Error("no error")
		}
		return mine
	})
	if err != mine || offsetOf(t, s.Skip()) != 2 {
		t.Error(err, s.Skip())
	}
}

func TestMisuse(t *testing.T) {
	for name, read := range map[string]func(s *Scanner) error{
		"two values in Object": func(s *Scanner) error {
			return s.Object([]string{"a"}, func(int) error { return errors.Join(s.Skip(), s.Skip()) })
		},
		"two values in Members": func(s *Scanner) error {
			return s.Members(func(string) error { s.Skip(); s.Skip(); return nil }) // That is the test.
		},
		"two values in Array": func(s *Scanner) error {
			return s.Members(func(string) error {
				return s.Array(func(int) error { s.Skip(); s.Kind(); return nil }) // That is the test.
			})
		},
		"a value after a container": func(s *Scanner) error {
			return s.Members(func(string) error {
				if err := s.Array(func(int) error { return nil }); err != nil {
					return err
				}
				return s.Skip()
			})
		},
		"End in a callback": func(s *Scanner) error {
			return s.Members(func(string) error { return s.End() })
		},
		"End first": func(s *Scanner) error { return s.End() },
		"two documents": func(s *Scanner) error {
			if err := s.Skip(); err != nil {
				t.Error(err)
			}
			return s.Skip()
		},
		"Kind after the document": func(s *Scanner) error {
			if err := s.Skip(); err != nil {
				t.Error(err)
			}
			_, err := s.Kind()
			return err
		},
	} {
		s := New(strings.NewReader(`{"a":[1,2]}`))
		err := read(s)
		if !errors.Is(err, ErrMisuse) {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Skip(); !errors.Is(err, ErrMisuse) {
			t.Errorf("%s: then %v", name, err)
		}
	}
}

// TestDepth makes sure that the limit is the same whoever reads the levels.
func TestDepth(t *testing.T) {
	for _, excess := range []int{0, 1} {
		in := strings.Repeat("[", maxDepth+excess) + strings.Repeat("]", maxDepth+excess)
		for _, walked := range []int{0, 1, 63, 64, 65, 5000, maxDepth - 1, maxDepth, maxDepth + 1} {
			s := New(strings.NewReader(in))
			var read func(int) error
			level := 0
			read = func(int) error {
				if level == walked {
					return nil
				}
				level++
				return s.Array(read)
			}
			err := read(0)
			if err == nil && walked == 0 {
				err = s.Skip()
			}
			switch {
			case excess == 0 && err != nil:
				t.Errorf("%d: %v", walked, err)
			case excess == 1 && offsetOf(t, err) != maxDepth:
				t.Errorf("%d: %v", walked, err)
			}
		}
	}
}

// TestDepthOfObjects is the same where names are looked for.
func TestDepthOfObjects(t *testing.T) {
	for _, excess := range []int{0, 1} {
		in := strings.Repeat(`{"a":`, maxDepth+excess) + "1" + strings.Repeat("}", maxDepth+excess)
		for _, walked := range []int{1, 63, 64, 65, 5000, maxDepth - 1, maxDepth} {
			s := New(strings.NewReader(in))
			var read func(int) error
			level := 0
			read = func(int) error {
				level++
				if level == walked {
					return s.Object([]string{"b"}, read)
				}
				return s.Object([]string{"a"}, read)
			}
			err := read(0)
			if err == nil {
				err = s.End()
			}
			switch {
			case excess == 0 && err != nil:
				t.Errorf("%d: %v", walked, err)
			case excess == 1 && offsetOf(t, err) != maxDepth*int64(len(`{"a":`)):
				t.Errorf("%d: %v", walked, err)
			}
		}
	}
}

// TestOffset looks where a caller would look.
func TestOffset(t *testing.T) {
	const in = "\uFEFF [ 10 ,{\"a\" : \"b\"} ] "
	scanners(t, []byte(in), func(t *testing.T, newScanner func() *Scanner) {
		s := newScanner()
		var got []int64
		err := s.Array(func(int) error {
			if _, err := s.Kind(); err != nil {
				return err
			}
			got = append(got, s.Offset())
			err := s.Skip()
			got = append(got, s.Offset())
			return err
		})
		got = append(got, s.Offset())
		if err != nil || s.End() != nil || !slices.Equal(got, []int64{6, 8, 10, 21, 23}) || s.Offset() != int64(len(in)) {
			t.Errorf("%v %v", got, err)
		}
	})
}

// repeat is a reader of an array that never ends in memory.
type repeat struct {
	element []byte
	n, at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if r.at == len(r.element) {
			r.at = 0
			if r.n--; r.n == 0 {
				return n, io.EOF
			}
		}
		c := copy(p[n:], r.element[r.at:])
		n += c
		r.at += c
	}
	return n, nil
}

// TestMemory makes sure that the memory does not depend on the input.
func TestMemory(t *testing.T) {
	element := []byte(`{"a":"` + strings.Repeat("x", 1<<20) + `"},`)
	in := io.MultiReader(strings.NewReader("["), &repeat{element: element, n: 300}, strings.NewReader("0]"))
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	s := New(in)
	n := 0
	err := s.Array(func(i int) error {
		n++
		switch i % 3 {
		case 0:
			return s.Skip()
		case 1:
			if _, err := s.Raw(100); !errors.As(err, new(*TooLongError)) {
				return fmt.Errorf("raw: %w", err)
			}
			return nil
		}
		return s.Object([]string{"a"}, func(int) error {
			if _, err := s.String(100); !errors.As(err, new(*TooLongError)) {
				return fmt.Errorf("string: %w", err)
			}
			return nil
		})
	})
	runtime.ReadMemStats(&now)
	if err != nil || n < 100 {
		t.Error(n, err)
	}
	if used := now.TotalAlloc - before.TotalAlloc; used > 2<<20 {
		t.Errorf("%d bytes allocated", used)
	}
}

// TestAllocations makes sure that looking for names allocates nothing.
func TestAllocations(t *testing.T) {
	data := []byte(`{` + strings.Repeat(`"name":{"b":[1,2,3],"a":true},`, 1000) + `"z":1}`)
	names := []string{"a", "b", "z"}
	run := func() {
		s := New(bytes.NewReader(data))
		if err := s.Object(names, func(int) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	// The Scanner, its window, the reader.
	if n := testing.AllocsPerRun(10, run); n > 4 {
		t.Errorf("%v allocations", n)
	}
}
