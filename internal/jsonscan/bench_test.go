package jsonscan

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// The readers hide what else a [bytes.Reader] can do, to be read like a file.
type onlyReader struct{ io.Reader }

func benchmarkPlans(b *testing.B, run func(b *testing.B, data []byte, r io.Reader)) {
	for _, plan := range []struct {
		name string
		data []byte
	}{{"compact", plan()}, {"pretty", prettyPlan()}} {
		b.Run(plan.name, func(b *testing.B) {
			b.SetBytes(int64(len(plan.data)))
			b.ReportAllocs()
			for b.Loop() {
				run(b, plan.data, onlyReader{bytes.NewReader(plan.data)})
			}
		})
	}
}

// BenchmarkSkip is the purpose of the package.
func BenchmarkSkip(b *testing.B) {
	benchmarkPlans(b, func(b *testing.B, _ []byte, r io.Reader) {
		s := New(r)
		if err := s.Skip(); err != nil {
			b.Fatal(err)
		}
		if err := s.End(); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkChanges reads what is typically asked for.
func BenchmarkChanges(b *testing.B) {
	benchmarkPlans(b, func(b *testing.B, _ []byte, r io.Reader) {
		s := New(r)
		changes := 0
		err := s.Object([]string{"format_version", "resource_changes"}, func(name int) error {
			if name == 0 {
				_, err := s.String(10)
				return err
			}
			return s.Array(func(int) error {
				changes++
				return s.Object([]string{"address", "type", "change"}, func(name int) error {
					if name < 2 {
						_, err := s.String(1000)
						return err
					}
					return s.Object([]string{"actions"}, func(int) error {
						_, err := s.Raw(100)
						return err
					})
				})
			})
		})
		if err != nil || changes < 1000 {
			b.Fatal(err, changes)
		}
	})
}

// BenchmarkJSONText is the alternative that streams.
func BenchmarkJSONText(b *testing.B) {
	benchmarkPlans(b, func(b *testing.B, _ []byte, r io.Reader) {
		if err := jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true)).SkipValue(); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkValid is the alternative of the standard library, which needs all of
// the input in memory, and gets it for nothing here.
func BenchmarkValid(b *testing.B) {
	benchmarkPlans(b, func(b *testing.B, data []byte, _ io.Reader) {
		if !json.Valid(data) {
			b.Fatal("invalid")
		}
	})
}

// BenchmarkCountNewlines is the floor: what wc -l does.
func BenchmarkCountNewlines(b *testing.B) {
	buf := make([]byte, size-spare)
	benchmarkPlans(b, func(b *testing.B, _ []byte, r io.Reader) {
		lines := 0
		for {
			n, err := r.Read(buf)
			lines += bytes.Count(buf[:n], []byte{'\n'})
			if err != nil {
				break
			}
		}
		if lines == 0 {
			b.Fatal("no lines")
		}
	})
}
