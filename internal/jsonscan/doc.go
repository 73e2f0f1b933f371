// Package jsonscan reads a few values out of large JSON documents, at a speed
// and with a memory that make it practical to do that with plans of several
// gigabytes on small machines.
//
// A [Scanner] is asked for what is wanted, in the order of the document: it is
// a pull parser. What nobody asks for is validated and skipped.
//
//	s := jsonscan.New(file)
//	err := s.Object([]string{"format_version", "resource_changes"}, func(name int) error {
//		if name == 0 {
//			version, err = s.String(20)
//			return err
//		}
//		return s.Array(func(int) error {
//			return s.Object([]string{"address"}, func(int) error {
//				address, err := s.String(1000)
//				...
//			})
//		})
//	})
//	if err == nil {
//		err = s.End()
//	}
//
// # What is accepted
//
// Documents as of RFC 8259 in valid UTF-8, whether read or skipped: what
// jsontext accepts if it allows duplicate names. That excludes escapes of
// surrogates that are not in pairs. Containers may be nested 10,000 levels deep.
// A byte order mark at the start is skipped. Names given twice are refused where
// they are looked at: see [Scanner.Object] and [Scanner.Members].
//
// # Errors
//
// Malformed input is a [SyntaxError], which may wrap [ErrEmpty] or
// [ErrTruncated]. A value of another kind than asked for is a [KindError], and
// a failure of the reader a [ReadError]. All of them tell the offset. Calls at
// the wrong place are an [ErrMisuse].
//
// After an error, which may be one that a callback returned, every call returns
// the same error, so that none can be overlooked. The exception is a
// [TooLongError] of [Scanner.String] or [Scanner.Raw], unless a callback
// returns it.
//
// # Memory
//
// The input goes through a window of fixed size, and a Scanner uses less than
// 200 KiB, whatever the input. What is returned comes on top of that, and
// 1 MiB of names in each [Scanner.Members] at the most.
//
// # What it does not do
//
// It does not write, convert numbers, build trees, or read several documents
// from one reader. Whatever is wanted as a whole can be had with [Scanner.Raw],
// for encoding/json.
//
// # Why it exists
//
// To skip a plan is to read it, and that is nearly all of the work. On a 16 MB
// plan in one line, in one run of the benchmarks of this package (linux/amd64,
// one core of a shared Xeon), jsontext took 3.0 times as long as this package, and
// json.Valid, which needs all of the input in memory, 4.6 times.
//
// The speed comes from looking at 64 bytes of a string at once in ordinary
// registers, without branches. See [marks] and [track.run].
//
// Looking for names costs little more, because run passes the other members:
// see [filter].
//
// A second goroutine does not pay. One that read ahead and made the marks, in
// aligned blocks and with escapes and UTF-8 checked, had every chunk move from
// one processor's cache to the other's: with both processors idle, plans
// were skipped 5 to 25 percent faster, for a fifth more processor time, and the
// reading of a plan by package plancheck became slower.
package jsonscan
