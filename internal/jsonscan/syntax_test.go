package jsonscan

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

var accepted = []string{
	`null`, `true`, `false`, `""`, `{}`, `[]`, `0`, `-0`, `1`, `-1`, `10`, `0.5`, `1.50`, `1e5`, `1E+5`, `1e-05`, `-12.25e007`, `0e0`,
	`123456789012345678901234567890.123456789012345678901234567890e123456789`,
	" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n",
	" \t\r\n{ \t\r\n\"a\" \t\r\n: \t\r\n2 \t\r\n, \t\r\n\"b\" \t\r\n: \t\r\n{ \t\r\n} \t\r\n} \t\r\n",
	"{\n  \"a\": [\n    1,\n    {\n      \"b\": \"c\"\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}\n",
	"{\n\t\t\t\t\t\t\t\t\t\t\t\t\"a\": 1,\n\t\t\t\t\t\t\t\t\t\t\t\t\"b\": 2\n                                   }",
	`{"a":{"b":[{"c":[[],[{}]]},1,"x",null,true,false]},"d":"e"}`,
	`{"a":1,"a":2,"":3,"":4}`, `{"\u0061":1,"a":2}`,
	`["short","a bit longer than eight","and a string that is a good deal longer than the smallest windows are"]`,
	`["1234567","12345678","123456789","123456789012345","1234567890123456","12345678901234567"]`,
	`"\"\\\/\b\f\n\r\t\u0000\u001f\u0041\u00e9\u20AC\uFFFF\ufffd"`,
	`"\ud83d\ude00\uD83D\uDE00 \uDBFF\uDFFF\uD800\uDC00"`,
	`{"\"":"\\","\\\"":"\\\\\"","a\u0022b":"{\"a\":[1,2]}"}`,
	"\"\u007f é € \U0001F600 \uFFFD \uFEFF \u2028 Zürich Москва 東京\"",
	"{\"é€\U0001F600\":\"é\"}",
	"\uFEFF{}", "\uFEFF \n1 ",
	`[-1,0,1.5,1e1,"a",true,false,null,{},[]]`,
	strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
	strings.Repeat(`[{"a":`, 100) + "1" + strings.Repeat("}]", 100),
	strings.Repeat(`{"a":[1,`, 64) + "1" + strings.Repeat("]}", 64),
	strings.Repeat(`[[],{},`, 65) + "1" + strings.Repeat("]", 65),
	`[1` + strings.Repeat(" ", 100) + `,2]`,
}

var rejected = []struct {
	in string
	at int64 // of the fault
}{
	// Nothing, or not enough.
	{"", 0},
	{" \n ", 3},
	{"\uFEFF", 3},
	{"\uFEFF ", 4},
	{"{", 1},
	{"{ ", 2},
	{"[", 1},
	{"[ ", 2},
	{`{"`, 2},
	{`{"a`, 3},
	{`{"a"`, 4},
	{`{"a":`, 5},
	{`{"a": `, 6},
	{`{"a":1`, 6},
	{`{"a":1,`, 7},
	{`{"a":1, `, 8},
	{`{"a":"b"`, 8},
	{`[1`, 2},
	{`[1,`, 3},
	{`[1, `, 4},
	{`[1,2`, 4},
	{`[[]`, 3},
	{`[{}`, 3},
	{`"`, 1},
	{`"abcdefghijkl`, 13},
	{`"\`, 2},
	{`"\u`, 3},
	{`"\u1`, 4},
	{`"\u123`, 6},
	{`"\u1234`, 7},
	{`"\ud83d`, 7},
	{`"\ud83d\`, 8},
	{`"\ud83d\u`, 9},
	{`"\ud83d\ude0`, 12},
	{"\"\xC3", 2},
	{"\"\xE2\x82", 3},
	{"\"\xF0\x9F\x98", 4},
	{"t", 1},
	{"tru", 3},
	{"fals", 4},
	{"n", 1},
	{"[nul", 4},
	{"-", 1},
	{"1.", 2},
	{"1e", 2},
	{"1e+", 3},
	{"[-", 2},

	// Words.
	{"x", 0},
	{"True", 0},
	{"trux", 3},
	{"tRue", 1},
	{"falsE", 4},
	{"fAlse", 1},
	{"nil", 1},
	{"nulll", 4},
	{"truefalse", 4},
	{"[nulL]", 4},
	{"[true1]", 5},
	{"[tru]", 4},
	{`{"a":falsy}`, 9},
	{`{"a":none}`, 6},
	{"undefined", 0},
	{"NaN", 0},
	{"Infinity", 0},
	{"-Infinity", 1},

	// Numbers.
	{"+1", 0},
	{".5", 0},
	{"01", 1},
	{"-01", 2},
	{"00", 1},
	{"1.e5", 2},
	{"[1.]", 3},
	{"[1.,2]", 3},
	{"[-]", 2},
	{"--1", 1},
	{"-a", 1},
	{"[1e]", 3},
	{"[1e+]", 4},
	{"[1E-x]", 4},
	{"1.2.3", 3},
	{"[1.2.3]", 4},
	{"1e5.5", 3},
	{"0x10", 1},
	{"1_000", 1},
	{"[1 2]", 3},
	{"[12a]", 3},
	{"1a", 1},

	// Strings.
	{"'a'", 0},
	{"{'a':1}", 1},
	{"\"a\nb\"", 2},
	{"\"\x00\"", 1},
	{"\"\x1f\"", 1},
	{"\"abcdefgh\tijklmnop\"", 9},
	{"{\"a\x00\":1}", 3},
	{`"\x"`, 1},
	{`"ab\'"`, 3},
	{`"\0"`, 1},
	{"\"\\\x00\"", 1},
	{"\"\\\n\"", 1},
	{"\"\\é\"", 1},
	{`"\U0041"`, 1},
	{`"\u004g"`, 1},
	{`"\u004"`, 1},
	{`"\u"`, 1},
	{`"\u00 41"`, 1},
	{`"\ud800"`, 1},
	{`"ab\ud800cd"`, 3},
	{`"\udc00"`, 1},
	{`"\udfff\ud800"`, 1},
	{`"\ud800\ud800"`, 1},
	{`"\ud800\u0041"`, 1},
	{`"\ud800\n"`, 1},
	{`"\ud800\ude0x"`, 1},
	{`"\ud83d\ude00\ude00"`, 13},
	{"\"\x80\"", 1},
	{"\"ab\xFF\"", 3},
	{"\"\xC3\"", 1},
	{"\"\xC3(\"", 1},
	{"\"\xC0\x80\"", 1},
	{"\"\xE0\x80\x80\"", 1},
	{"\"\xED\xA0\x80\"", 1},
	{"\"\xF0\x80\x80\x80\"", 1},
	{"\"\xF4\x90\x80\x80\"", 1},
	{"\"\xF5\x80\x80\x80\"", 1},
	{"{\"\xFF\":1}", 2},
	{"{\"a\":\"\xE2\x82\"}", 6},

	// Structure.
	{"]", 0},
	{"}", 0},
	{",", 0},
	{":", 0},
	{"[,]", 1},
	{"[1,]", 3},
	{"[1,,2]", 3},
	{"[,1]", 1},
	{"[1}", 2},
	{"[}", 1},
	{"{]", 1},
	{"[1:2]", 2},
	{"[1;2]", 2},
	{`["a":1]`, 4},
	{`["a""b"]`, 4},
	{"{,}", 1},
	{`{"a"}`, 4},
	{`{"a",}`, 4},
	{`{"a":}`, 5},
	{`{"a":,}`, 5},
	{`{"a"::1}`, 5},
	{`{"a" 1}`, 5},
	{`{"a"1}`, 4},
	{`{"a"=1}`, 4},
	{`{"a":1,}`, 7},
	{`{"a":1 , }`, 9},
	{`{"a":1,,"b":2}`, 7},
	{`{"a":1 "b":2}`, 7},
	{`{"a":1;"b":2}`, 6},
	{`{"a":1]`, 6},
	{`{"a":[1}}`, 7},
	{`[{"a":1]`, 7},
	{`{"a":{"b":1]}`, 11},
	{`{a:1}`, 1},
	{`{1:1}`, 1},
	{`{null:1}`, 1},
	{`{"a":1,b:2}`, 7},
	{"[\x00]", 1},
	{"[1\x00]", 2},
	{"[1,\x00]", 3},
	{"\x00", 0},
	{"{\x00}", 1},
	{"{\"a\"\x00:1}", 4},
	{"{\"a\":\x00}", 5},
	{"{\"a\":1\x00}", 6},
	{"{\"a\":1,\x00}", 7},
	{"[\v1]", 1},
	{"[\f1]", 1},
	{"[\u00a01]", 1},
	{"[\uFEFF1]", 1},
	{"[1\x01]", 2},

	// Comments.
	{"// x\n1", 0},
	{"/* x */ 1", 0},
	{"[/* x */]", 1},
	{"[1 // x\n]", 3},
	{"{# x\n}", 1},
	{`{"a":1, // x`, 8},

	// More than one document.
	{"1 2", 2},
	{"{}{}", 2},
	{"[]]", 2},
	{"{} x", 3},
	{"{},", 2},
	{`"a""b"`, 3},
	{"1\x00", 1},
	{"{}\n\x00", 3},
	{"\uFEFF\uFEFF1", 3},
	{"1\uFEFF", 1},

	// Other encodings.
	{"\xFF\xFE{\x00}\x00", 0},
	{"\xFE\xFF\x00{\x00}", 0},
	{"{\x00}\x00", 1},

	// Nesting.
	{strings.Repeat("[", 10001) + strings.Repeat("]", 10001), 10000},
	{strings.Repeat(`{"":`, 10001) + "1" + strings.Repeat("}", 10001), 40000},
	{strings.Repeat("[", 100) + strings.Repeat("]", 99) + "}", 199},
	{strings.Repeat("[{\"a\":", 50) + "1" + strings.Repeat("}]", 49) + "]", 399},
}

func TestAccepted(t *testing.T) {
	for _, in := range accepted {
		t.Run(name(in), func(t *testing.T) {
			want, wantErr := walkJSONText([]byte(in))
			duplicate := errors.Is(wantErr, errDuplicate)
			if wantErr != nil && !duplicate {
				t.Fatal(wantErr)
			}
			scanners(t, []byte(in), func(t *testing.T, newScanner func() *Scanner) {
				if err := skip(newScanner()); err != nil {
					t.Errorf("Skip: %v", err)
				}
				got, err := walk(newScanner())
				switch {
				case duplicate && err == nil:
					t.Error("walk: no error")
				case !duplicate && (err != nil || !slices.Equal(got, want)):
					t.Errorf("walk: %q %v, not %q", got, err, want)
				}
				s := newScanner()
				if raw, err := s.Raw(len(in)); err != nil || string(raw) != strings.Trim(strings.TrimPrefix(in, "\uFEFF"), " \t\r\n") {
					t.Errorf("Raw: %q %v", raw, err)
				}
				if err := s.End(); err != nil {
					t.Error(err)
				}
				if s.Offset() != int64(len(in)) {
					t.Errorf("offset %d", s.Offset())
				}
			})
		})
	}
}

func TestRejected(t *testing.T) {
	for _, c := range rejected {
		t.Run(name(c.in), func(t *testing.T) {
			if !strings.HasPrefix(c.in, "\uFEFF") {
				if _, err := walkJSONText([]byte(c.in)); err == nil || errors.Is(err, errDuplicate) {
					t.Fatal("jsontext does not reject it")
				}
			}
			message := ""
			scanners(t, []byte(c.in), func(t *testing.T, newScanner func() *Scanner) {
				for how, read := range map[string]func(s *Scanner) error{
					"Skip": skip,
					"walk": func(s *Scanner) error { _, err := walk(s); return err },
					"Raw": func(s *Scanner) error {
						if _, err := s.Raw(noLimit); err != nil {
							return err
						}
						return s.End()
					},
				} {
					s := newScanner()
					err := read(s)
					if err == nil {
						t.Fatalf("%s: no error", how)
					}
					if message == "" {
						message = err.Error()
					}
					if at := offsetOf(t, err); at != c.at || err.Error() != message {
						t.Errorf("%s: %v, not at %d: %s", how, err, c.at, message)
					}
					// It stays like that.
					for _, again := range []error{s.Skip(), s.End(), skip(s), s.Array(nil), s.Object(nil, nil), s.Members(nil)} {
						if again != err {
							t.Errorf("%s: then %v", how, again)
						}
					}
				}
			})
			t.Log(message)
		})
	}
}

// TestTruncated cuts a plan at every byte.
func TestTruncated(t *testing.T) {
	data := makePlan(1500)
	data = bytes.TrimSpace(data)
	step := 1
	if testing.Short() {
		step = 13
	}
	for n := 1; n < len(data); n += step {
		for _, window := range []int{12, 31, size} {
			err := skip(newSmall(bytes.NewReader(data[:n]), window))
			if !errors.Is(err, ErrTruncated) || offsetOf(t, err) != int64(n) {
				t.Fatalf("%d: %v", n, err)
			}
		}
	}
}

// TestPlans compares whole plans, which are longer than the window.
func TestPlans(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for _, data := range [][]byte{plan(), prettyPlan()} {
		want, err := walkJSONText(data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := walk(New(bytes.NewReader(data)))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Error("not what jsontext reads")
		}
		if err := skip(New(bytes.NewReader(data))); err != nil {
			t.Error(err)
		}
	}
}

// name shortens an input to the name of a test.
func name(in string) string {
	if len(in) > 40 {
		return in[:40]
	}
	return in
}
