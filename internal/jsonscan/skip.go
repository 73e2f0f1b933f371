package jsonscan

import (
	"fmt"
	"math/bits"
)

// skipValue validates and skips the value that starts with c at s.pos.
func (s *Scanner) skipValue(c byte) error {
	switch c {
	case '{', '[':
		return s.skipContainer()
	case '"':
		s.pos++
		return s.skipString()
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.number()
	}
	return s.unexpected("a value")
}

// literal skips the given word.
func (s *Scanner) literal(word string) error {
	for i := range len(word) {
		c, ok := s.peek()
		if !ok {
			return s.missing()
		}
		if c != word[i] {
			return s.fail(s.pos, "invalid literal, expected "+word)
		}
		s.pos++
	}
	return nil
}

// A place is where in the grammar [track.run] is.
type place uint8

const (
	firstName  place = iota // after '{'
	firstValue              // after '['
	nextName                // after ',' in an object
	nextValue               // after ',' in an array, or after ':'
	insideName              // in a name, not inside of an escape
	insideText              // in a string that is a value, likewise
	afterName
	afterValue
	afterAll // after the bracket that closes the outermost container
	tooDeep  // at a bracket that opens one too many
	atName   // at a name of the outermost container that may be looked for
)

// skipContainer validates and skips the object or array that starts at s.pos.
func (s *Scanner) skipContainer() error {
	s.track.enter(maxDepth - s.depth)
	_, err := s.follow(nextValue)
	return err
}

// follow validates and skips what s.track has entered, from the given place on,
// up to its end or a name that may be looked for. It returns which one.
//
// Nearly all of the input goes through [track.run]. What is left to do here is
// what is rare, the end of the window among it, so that it may be slower.
func (s *Scanner) follow(at place) (place, error) {
	t := &s.track
	for {
		t.end = s.end
		s.pos, at = t.run(s.buf, s.pos, at)
		switch at {
		case afterAll, atName:
			return at, nil
		case tooDeep:
			return at, s.fail(s.pos, nestedTooDeep)
		case insideName, insideText:
			if err := s.skipString(); err != nil {
				return at, err
			}
			at += afterName - insideName
			continue
		}
		c, ok := s.space()
		if !ok {
			return at, s.missing()
		}
		// Here, every byte that is not allowed is refused, and run gets on
		// with every other one.
		switch at {
		case firstName:
			if c != '"' && c != '}' {
				return at, s.unexpected("a name in double quotes or '}'")
			}
		case nextName:
			if c != '"' {
				return at, s.unexpected("a name in double quotes")
			}
		case afterName:
			if c != ':' {
				return at, s.unexpected("':' after the name")
			}
		case firstValue, nextValue:
			if c == '"' || c == '{' || c == '[' || at == firstValue && c == ']' {
				break
			}
			// A word at the end of the window, or a number.
			if err := s.skipValue(c); err != nil {
				return at, err
			}
			at = afterValue
		case afterValue:
			if c == ',' || c == t.closing() {
				break
			}
			return at, s.unexpected(fmt.Sprintf("',' or '%c'", t.closing()))
		}
	}
}

// What is between two strings, without white space, in the upper bytes of four.
const (
	quoteColonQuote = '"'<<8 | ':'<<16 | '"'<<24
	quoteCommaQuote = '"'<<8 | ','<<16 | '"'<<24
)

// words has, by their first letters, the words that are values. Which one of
// them it is can hardly be predicted: they all go the same way.
var words = [256]struct {
	letters      uint32 // four of them
	from, length uint8
}{
	'n': {'n' | 'u'<<8 | 'l'<<16 | 'l'<<24, 0, 4},
	't': {'t' | 'r'<<8 | 'u'<<16 | 'e'<<24, 0, 4},
	'f': {'a' | 'l'<<8 | 's'<<16 | 'e'<<24, 1, 5},
}

// A track is the way back from the value being skipped, to its outermost
// container.
type track struct {
	// kinds has a bit for each of the innermost 64 containers, the last one in
	// the lowest bit: 1 for an object, 0 for an array.
	kinds uint64
	depth uint // how many containers are open
	room  uint // how many may be open

	// outer keeps kinds when another level needs its place: the first element
	// is unused, the second has the outermost 64 levels. It is long enough for
	// maxDepth, and for any 8 bit index.
	outer [256]uint64

	end uint // of what is in the window

	// At the depth watched, run stops at the names that pass. It is 0 where no
	// name is looked for.
	watched uint
	names   filter
}

// enter starts a track before a container, where so many may be open.
func (t *track) enter(room int) {
	t.kinds, t.depth, t.room, t.watched = 0, 0, uint(room), 0
}

// enterObject starts a track in an object, where so many containers may be open
// besides, to look for names in it.
func (t *track) enterObject(room int, names filter) {
	t.kinds, t.depth, t.room = 1, 1, uint(room)+1
	t.watched, t.names = 1, names
}

// closing returns the bracket that closes the innermost container.
func (t *track) closing() byte {
	return closing(t.kinds)
}

func closing(kinds uint64) byte {
	return ']' + byte(kinds&1)*('}'-']')
}

// run validates and skips as much as it can of the outermost container, from
// pos, which is at the given place, up to a name that may be looked for. It
// returns where it got to.
//
// Inside of strings it works on the marks of a block, see [marks], and between
// them byte by byte. The marks are good for all strings that start in the
// block: q has those that are not consumed yet, base is the position of
// the first bit, and next that of the next block.
//
// This is one function of labels, rather than one function per rule of the
// grammar, so that what it works with stays in registers, and so that every
// place in the grammar has branches of its own for the processor to predict. At
// this speed, wrong predictions are a good part of the time.
func (t *track) run(b *window, pos uint, at place) (uint, place) {
	var (
		kinds, depth = t.kinds, t.depth

		q, backslash, wide uint64
		base, next         uint

		c  byte
		w  uint32
		ok bool
	)
	switch at {
	case firstName:
		goto firstName
	case firstValue:
		goto firstValue
	case nextName:
		goto nextName
	case nextValue:
		goto nextValue
	case afterName:
		goto afterName
	default:
		goto afterValue
	}

object:
	at = tooDeep
	if depth >= t.room {
		goto out
	}
	if depth%64 == 0 {
		t.outer[uint8(depth/64)] = kinds
	}
	kinds = kinds<<1 | 1
	depth++
	pos++

firstName:
	at = firstName
	c = b[pos&mask]
	if c == '\n' {
		q &= q - 1 // It was marked.
		pos = spaces(b, pos+1)
		c = b[pos&mask]
	}
	if c == '"' {
		goto name
	}
	if c == '}' {
		goto end
	}
	goto out

nextName:
	at = nextName
	c = b[pos&mask]
	if c == '\n' {
		q &= q - 1 // It was marked.
		pos = spaces(b, pos+1)
		c = b[pos&mask]
	}
	if c != '"' {
		goto out
	}

name: // pos is at the opening quote
	if depth == t.watched && t.names.passes(b, pos) {
		at = atName
		goto out
	}
	at = insideName
	if q == 0 { // not in the block
		pos++
		goto inside
	}
	q &= q - 1
	if q == 0 { // does not end in the block
		pos = next
		goto inside
	}

endName: // the next mark ends the name
	pos = base + uint(bits.TrailingZeros64(q))
	q &= q - 1
	w = load32(b, pos)
	if w<<8 == quoteColonQuote {
		pos += 2
		goto text
	}
	if byte(w) != '"' {
		goto out
	}
	pos++

afterName:
	at = afterName
	if b[pos&mask] != ':' {
		goto out
	}
	pos++

nextValue:
	at = nextValue
	c = b[pos&mask]
	if c == ' ' {
		pos++
		c = b[pos&mask]
	}

value:
	if c == '"' {
		goto text
	}
	if word := words[c]; word.length != 0 {
		if load32(b, pos+uint(word.from)) != word.letters {
			goto out
		}
		pos += uint(word.length)
		goto afterValue
	}
	switch {
	case c == '{':
		goto object
	case c == '[':
		goto array
	case c-'1' < 9:
		// An integer of up to seven digits. Its end is found like that of a
		// string.
		d := load64(b, pos)
		if d = ((d ^ '0'*ones) + (0x80-10)*ones | d) & highs; d == 0 {
			goto out
		}
		p := pos + uint(bits.TrailingZeros64(d))/8
		if c = b[p&mask]; c != ',' && c != closing(kinds) && c != '\n' {
			goto out
		}
		pos = p
	default:
		goto out
	}
	goto afterValue

text: // pos is at the opening quote
	at = insideText
	if q == 0 {
		pos++
		goto inside
	}
	q &= q - 1
	if q != 0 {
		goto endText
	}
	pos = next

inside: // pos is somewhere in a string, and a block starts there
	q, backslash, wide = marks(b, pos)
	next = pos + block
	if backslash|wide != 0 {
		if q, next, ok = oddBlock(b, pos, t.end, q, wide); !ok {
			q = 0
			goto out
		}
	}
	if q == 0 {
		pos = next
		goto inside
	}
	base = pos
	if at == insideName {
		goto endName
	}

endText: // the next mark ends the string
	pos = base + uint(bits.TrailingZeros64(q))
	q &= q - 1
	w = load32(b, pos)
	if w<<8 == quoteCommaQuote {
		pos += 2
		if kinds&1 != 0 {
			goto name
		}
		goto text
	}
	if byte(w) != '"' {
		goto out
	}
	pos++

afterValue:
	at = afterValue
	c = b[pos&mask]
	if c == '\n' {
		q &= q - 1 // It was marked.
		pos = spaces(b, pos+1)
		c = b[pos&mask]
	}
	if c == ',' {
		pos++
		if kinds&1 != 0 {
			goto nextName
		}
		goto next
	}
	if c != closing(kinds) {
		goto out
	}

end: // pos is at the bracket that closes the innermost container
	pos++
	kinds >>= 1
	depth--
	if depth%64 != 0 {
		goto afterValue
	}
	if depth > 0 {
		kinds = t.outer[uint8(depth/64)]
		goto afterValue
	}
	at = afterAll
	goto out

array:
	at = tooDeep
	if depth >= t.room {
		goto out
	}
	if depth%64 == 0 {
		t.outer[uint8(depth/64)] = kinds
	}
	kinds <<= 1
	depth++
	pos++

firstValue:
	at = firstValue
	c = b[pos&mask]
	if c == '\n' {
		q &= q - 1 // It was marked.
		pos = spaces(b, pos+1)
		c = b[pos&mask]
	}
	if c == ']' {
		goto end
	}
	goto value

next:
	at = nextValue
	c = b[pos&mask]
	if c == '\n' {
		q &= q - 1 // It was marked.
		pos = spaces(b, pos+1)
		c = b[pos&mask]
	}
	goto value

out:
	t.kinds, t.depth = kinds, depth
	return pos, at
}
