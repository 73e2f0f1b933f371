package jsonscan

import (
	"encoding/binary"
	"math/bits"
)

// The loops below look at eight bytes at once in one 64 bit word ("SIMD within
// a register"), the first byte in the lowest bits.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// load64 returns the eight bytes from pos on.
func load64(b *window, pos uint) uint64 {
	pos &= mask
	return binary.LittleEndian.Uint64(b[pos : pos+8])
}

// load32 returns the four bytes from pos on.
func load32(b *window, pos uint) uint32 {
	pos &= mask
	return binary.LittleEndian.Uint32(b[pos : pos+4])
}

// special marks the bytes that are not simply part of a string: '"', '\\',
// control characters and everything that is not ASCII. The lowest bit that is
// set is the highest bit of the first such byte; bits above are not
// reliable, because a subtraction may borrow from the next byte.
//
// '"' (0x22) and control characters (below 0x20) need only one test: with
// their bit 1 flipped they, and nothing else, are below 0x21.
func special(w uint64) uint64 {
	return (((w ^ 0x02*ones) - 0x21*ones) | ((w ^ '\\'*ones) - ones) | w) & highs
}

// plain skips the bytes that are simply part of a string.
func plain(b *window, pos uint) uint {
	for {
		if m := special(load64(b, pos)); m != 0 {
			return pos + uint(bits.TrailingZeros64(m))/8
		}
		pos += 8
	}
}

// block is how many bytes [marks] looks at at once.
const block = 64

// marks returns a bit for each of the bytes of the block at pos: whether it is
// a '"' or a control character. Bits of backslash are set if there is any '\\',
// and bits of wide if there is any byte that is not ASCII, in which case the
// marks are not reliable.
//
// There is nothing to predict here, and nothing that waits for what was found
// before. That makes it worth more than finding the end of one string after the
// other.
//
//go:noinline
func marks(b *window, pos uint) (q, backslash, wide uint64) {
	pos &= mask
	p := b[pos : pos+block]
	// The bytes of each word are marked in another one of their bits.
	w := binary.LittleEndian.Uint64(p[0:])
	q = plains(w) >> 1
	backslash = (w ^ '\\'*ones) - ones
	wide = w
	w = binary.LittleEndian.Uint64(p[8:])
	q = (q | plains(w)) >> 1
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	w = binary.LittleEndian.Uint64(p[16:])
	q = (q | plains(w)) >> 1
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	w = binary.LittleEndian.Uint64(p[24:])
	q = (q | plains(w)) >> 1
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	w = binary.LittleEndian.Uint64(p[32:])
	q = (q | plains(w)) >> 1
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	w = binary.LittleEndian.Uint64(p[40:])
	q = (q | plains(w)) >> 1
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	w = binary.LittleEndian.Uint64(p[48:])
	q = (q | plains(w)) >> 1
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	w = binary.LittleEndian.Uint64(p[56:])
	q |= plains(w)
	backslash |= (w ^ '\\'*ones) - ones
	wide |= w
	return transpose(^q), backslash & highs, wide & highs
}

// plains marks the bytes that are neither '"' nor a control character, if all
// of them are ASCII. See [special].
func plains(w uint64) uint64 {
	return ((w ^ 0x02*ones) + (0x80-0x21)*ones) & highs
}

// marksOfAny is marks for a block of any bytes.
func marksOfAny(p *[block]byte) uint64 {
	var q uint64
	for i := 0; i < block; i += 8 {
		w := binary.LittleEndian.Uint64(p[i:])
		// With seven bits per byte, no sum overflows into the next one.
		q = q>>1 | plains(w&^highs) | w&highs
	}
	return transpose(^q)
}

// backslashes returns a bit for each byte of a block: whether it is a '\\'. Bits
// of control are set if there is any control character, or in blocks that are
// not all ASCII.
func backslashes(p *[block]byte) (m, control uint64) {
	w := binary.LittleEndian.Uint64(p[0:])
	m = notBackslashes(w) >> 1
	control = w - ' '*ones
	w = binary.LittleEndian.Uint64(p[8:])
	m = (m | notBackslashes(w)) >> 1
	control |= w - ' '*ones
	w = binary.LittleEndian.Uint64(p[16:])
	m = (m | notBackslashes(w)) >> 1
	control |= w - ' '*ones
	w = binary.LittleEndian.Uint64(p[24:])
	m = (m | notBackslashes(w)) >> 1
	control |= w - ' '*ones
	w = binary.LittleEndian.Uint64(p[32:])
	m = (m | notBackslashes(w)) >> 1
	control |= w - ' '*ones
	w = binary.LittleEndian.Uint64(p[40:])
	m = (m | notBackslashes(w)) >> 1
	control |= w - ' '*ones
	w = binary.LittleEndian.Uint64(p[48:])
	m = (m | notBackslashes(w)) >> 1
	control |= w - ' '*ones
	w = binary.LittleEndian.Uint64(p[56:])
	m |= notBackslashes(w)
	control |= w - ' '*ones
	return transpose(^m), control & highs
}

func notBackslashes(w uint64) uint64 {
	return (((w &^ highs) ^ '\\'*ones) + 0x7F*ones | w) & highs
}

// wides returns a bit for each byte of a block: whether it is not ASCII.
func wides(p *[block]byte) uint64 {
	var m uint64
	for i := 0; i < block; i += 8 {
		m = m>>1 | binary.LittleEndian.Uint64(p[i:])&highs
	}
	return transpose(m)
}

// transpose swaps the rows and columns of a matrix of 8 by 8 bits.
func transpose(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00AA00AA00AA00AA
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000CCCC0000CCCC
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000F0F0F0F0
	return x ^ t ^ t<<28
}
