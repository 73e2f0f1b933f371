package jsonscan

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// FuzzAgainstJSONText makes sure that the same documents are accepted as by
// another implementation, with the same content, in any pieces.
func FuzzAgainstJSONText(f *testing.F) {
	const tooLong = 4000 // to be changed often enough
	for i, c := range accepted {
		if len(c) < tooLong {
			f.Add([]byte(c), uint8(16*i+i))
		}
	}
	for i, c := range rejected {
		if len(c.in) < tooLong {
			f.Add([]byte(c.in), uint8(16*i+i))
		}
	}
	f.Add(makePlan(1), uint8(0x8F))
	f.Fuzz(func(t *testing.T, data []byte, pieces uint8) {
		// The low bits are the size of the pieces that are read, the high
		// ones that of the window.
		newScanner := func() *Scanner {
			return newSmall(&chunks{data: data, n: 1 + int(pieces%16)}, int(pieces))
		}
		want, wantErr := walkJSONText(data)
		duplicate := errors.Is(wantErr, errDuplicate)
		valid := wantErr == nil || duplicate

		err := skip(newScanner())
		if valid != (err == nil) {
			t.Fatalf("Skip: %v, but jsontext: %v", err, wantErr)
		}
		// At once, and through a window that nothing is near the end of.
		whole := skip(New(bytes.NewReader(data)))
		if (whole == nil) != (err == nil) || err != nil && whole.Error() != err.Error() {
			t.Fatalf("Skip: %v, but at once: %v", err, whole)
		}

		got, walkErr := walk(newScanner())
		switch {
		case wantErr == nil && walkErr != nil:
			t.Fatalf("walk: %v", walkErr)
		case wantErr != nil && walkErr == nil:
			t.Fatalf("walk: no error, but jsontext: %v", wantErr)
		case walkErr == nil && !slices.Equal(got, want):
			t.Fatalf("walk: %q, but jsontext: %q", got, want)
		case duplicate:
			if at := offsetOf(t, walkErr); at < 0 || at >= int64(len(data)) || data[at] != '"' {
				t.Fatalf("duplicate at %d", at)
			}
			return
		case err != nil && walkErr.Error() != err.Error():
			// The walk may have met a duplicate before.
			if at := offsetOf(t, walkErr); at >= offsetOf(t, err) || data[at] != '"' {
				t.Fatalf("walk: %v, but Skip: %v", walkErr, err)
			}
		}

		// With names that are looked for, the rest is skipped on the way.
		s := newScanner()
		if k, _ := s.Kind(); k == Object {
			objectErr := s.Object([]string{"a", "ab", "\U0001F600", "address"}, func(int) error { return nil })
			if objectErr == nil {
				objectErr = s.End()
			}
			if fmt.Sprint(objectErr) != fmt.Sprint(err) {
				// It may have met a duplicate before.
				at := offsetOf(t, objectErr)
				if err != nil && at >= offsetOf(t, err) || data[at] != '"' {
					t.Fatalf("Object: %v, but Skip: %v", objectErr, err)
				}
			}
		}

		s = newScanner()
		raw, rawErr := s.Raw(noLimit)
		if rawErr == nil {
			rawErr = s.End()
		}
		switch {
		case err == nil && rawErr != nil, err != nil && (rawErr == nil || rawErr.Error() != err.Error()):
			t.Fatalf("Raw: %v, but Skip: %v", rawErr, err)
		case err == nil && !bytes.Equal(raw, bytes.Trim(bytes.TrimPrefix(data, bom), " \t\r\n")):
			t.Fatalf("Raw: %q", raw)
		case err == nil:
			if s.Offset() != int64(len(data)) {
				t.Fatalf("offset %d", s.Offset())
			}
			return
		}

		// A fault is at the first byte that is wrong (or that starts what is
		// wrong): what is before it is either a document or the start of one.
		at := offsetOf(t, err)
		if at < 0 || at > int64(len(data)) || errors.Is(err, ErrTruncated) && at != int64(len(data)) {
			t.Fatalf("at %d of %d", at, len(data))
		}
		err = skip(New(bytes.NewReader(data[:at])))
		switch {
		case err == nil:
		case !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrEmpty):
			t.Fatalf("another fault before the first: %v", err)
		case offsetOf(t, err) != at:
			t.Fatalf("truncated at %d: %v", at, err)
		}
	})
}
