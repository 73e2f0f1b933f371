package jsonscan

import "fmt"

const (
	// maxName is the longest name, without escapes, that Members reads.
	maxName = 64 << 10

	// maxNames is how many bytes of names Members remembers, each of them
	// counting nameCost more for the map it is in.
	maxNames = 1 << 20
	nameCost = 64
)

// Object reads an object. For each member whose name is one of names it calls
// read with the index of the name, to read the value with one of the methods
// of s; if read does not do that, the value is skipped. Other members are
// validated and skipped. The names are compared without escapes.
//
// A name of names that is there twice is an error; others may be.
//
// If read returns an error, Object returns it as it is, and that is the end of
// the scanning.
func (s *Scanner) Object(names []string, read func(name int) error) error {
	if err := s.open(Object); err != nil {
		return err
	}
	longest := 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	watch := filterOf(names)
	var few [1]uint64
	seen := few[:]
	if len(names) > 64 {
		seen = make([]uint64, (len(names)+63)/64)
	}
	for at := firstName; ; {
		s.track.enterObject(maxDepth-s.depth, watch)
		var err error
		if at, err = s.follow(at); err != nil {
			return err
		}
		if at == afterAll {
			s.depth--
			return nil
		}
		offset := s.Offset()
		name, fits, err := s.unquote(longest)
		if err != nil {
			return err
		}
		// The name is in the window: it has to be used before anything
		// else is read.
		found := -1
		if fits {
			found = lookup(names, name)
		}
		if found < 0 {
			at = afterName
			continue
		}
		if err := s.colon(); err != nil {
			return err
		}
		if seen[found/64]>>(found%64)&1 != 0 {
			return s.stop(duplicate(offset, names[found]))
		}
		seen[found/64] |= 1 << (found % 64)
		s.ready = true
		if err := s.after(read(found)); err != nil {
			return err
		}
		at = afterValue
	}
}

// Members reads an object of any names. It calls read with each name, to read
// the value with one of the methods of s; if read does not do that, the value
// is skipped.
//
// A name that is there twice is an error, as far as Members remembers: the
// first 1 MiB of names, each of them counting 64 bytes more. A name longer than 64 KiB is an error too, and, because
// its value cannot be given to anyone, the end of the scanning.
//
// If read returns an error, Members returns it as it is, and that is the end of
// the scanning.
func (s *Scanner) Members(read func(name string) error) error {
	if err := s.open(Object); err != nil {
		return err
	}
	known := make(map[string]struct{})
	room := maxNames
	for first := true; ; first = false {
		if more, err := s.more(first, '}'); !more {
			return err
		}
		at := s.Offset()
		b, fits, err := s.unquote(maxName)
		if err != nil {
			return err
		}
		if !fits {
			return s.stop(&TooLongError{Offset: at, Limit: maxName})
		}
		name := string(b)
		if _, ok := known[name]; ok {
			return s.stop(duplicate(at, name))
		}
		if room -= len(name) + nameCost; room >= 0 {
			known[name] = struct{}{}
		}
		if err := s.colon(); err != nil {
			return err
		}
		s.ready = true
		if err := s.after(read(name)); err != nil {
			return err
		}
	}
}

// Array reads an array. It calls read before each element, to read it with
// one of the methods of s; if read does not do that, the element is skipped.
//
// If read returns an error, Array returns it as it is, and that is the end of
// the scanning.
func (s *Scanner) Array(read func(index int) error) error {
	if err := s.open(Array); err != nil {
		return err
	}
	for i := 0; ; i++ {
		if more, err := s.more(i == 0, ']'); !more {
			return err
		}
		s.ready = true
		if err := s.after(read(i)); err != nil {
			return err
		}
	}
}

// open enters a container.
func (s *Scanner) open(k Kind) error {
	if err := s.want(k); err != nil {
		return err
	}
	if s.depth == maxDepth {
		return s.fail(s.pos, nestedTooDeep)
	}
	s.depth++
	s.pos++
	s.ready = false
	return nil
}

// more goes on to the next name or element of a container, or to after its
// closing bracket: then it returns false, as it does with an error.
func (s *Scanner) more(first bool, closing byte) (bool, error) {
	c, ok := s.space()
	switch {
	case !ok:
		return false, s.missing()
	case c == closing:
		s.pos++
		s.depth--
		return false, nil
	case first:
	case c == ',':
		s.pos++
		if c, ok = s.space(); !ok {
			return false, s.missing()
		}
	default:
		return false, s.unexpected(fmt.Sprintf("',' or '%c'", closing))
	}
	switch {
	case closing == ']' && kindOf(c) != Invalid:
		return true, nil
	case closing == ']':
		return false, s.unexpected("a value")
	case c == '"':
		return true, nil
	case first:
		return false, s.unexpected("a name in double quotes or '}'")
	}
	return false, s.unexpected("a name in double quotes")
}

// colon skips the colon after a name.
func (s *Scanner) colon() error {
	if s.buf[s.pos&mask] == ':' {
		s.pos++
		return nil
	}
	c, ok := s.space()
	if !ok {
		return s.missing()
	}
	if c != ':' {
		return s.unexpected("':' after the name")
	}
	s.pos++
	return nil
}

// after is called after a callback, with its result.
func (s *Scanner) after(err error) error {
	switch {
	case err != nil:
		// The callback may have left the value half read.
		s.stop(err) // It may return an earlier one.
		return err
	case s.err != nil:
		return s.err // The callback dropped it.
	case s.ready:
		return s.Skip()
	}
	return nil
}

// unquote reads the string at s.pos without escapes. It reports whether it is
// at most limit bytes. The bytes are valid until anything else is read.
func (s *Scanner) unquote(limit int) (b []byte, fits bool, err error) {
	s.pos++
	start := s.pos
	end := plain(s.buf, start)
	if s.buf[end&mask] == '"' {
		s.pos = end + 1
		return s.buf[start:end], int(end-start) <= limit, nil
	}
	b, fits, err = s.text(s.scratch[:0], limit)
	if cap(b) <= maxName {
		s.scratch = b[:0]
	}
	return b, fits, err
}

// lookup returns the index of name in names, or -1.
func lookup(names []string, name []byte) int {
	// The sets are small. Most comparisons are over after those of the
	// lengths, and none of them allocates.
	for i, n := range names {
		if n == string(name) {
			return i
		}
	}
	return -1
}

// duplicate returns the error for a name that is there twice.
func duplicate(at int64, name string) error {
	if len(name) > 64 {
		name = name[:64] + "..."
	}
	return &SyntaxError{Offset: at, Message: fmt.Sprintf("duplicate name %q", name)}
}
