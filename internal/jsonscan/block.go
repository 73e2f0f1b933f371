package jsonscan

import (
	"math/bits"
	"unicode/utf8"
)

// oddBlock looks closer at a block with backslashes or bytes that are not ASCII.
// It starts at pos, which is inside of a string, and [marks] has found q and
// wide in it. It returns the marks without those of escaped quotes, and where the
// next block starts: after what reaches beyond this one. It is not ok if there is
// a fault, the end of the window in the middle of something, or anything too
// rare to be dealt with here.
//
// Outside of strings, nothing of this is allowed anyway, whatever is marked.
func oddBlock(b *window, pos, end uint, q, wide uint64) (_ uint64, next uint, ok bool) {
	i := pos & mask
	p := (*[block]byte)(b[i : i+block])
	next = pos + block
	if wide != 0 {
		q = marksOfAny(p)
		wide = wides(p)
	}
	backslash, control := backslashes(p)
	if backslash != 0 {
		escaped, over := escapedBy(backslash)
		check := escaped &^ backslash
		if control|wide == 0 {
			check &^= q // All of them are quotes.
		}
		q &^= escaped
		for check != 0 {
			if !simpleEscapeAt(b, pos+uint(bits.TrailingZeros64(check))) {
				return 0, 0, false
			}
			check &= check - 1
		}
		if over {
			if !simpleEscapeAt(b, next) {
				return 0, 0, false
			}
			next++
		}
	}
	for wide != 0 {
		j := uint(bits.TrailingZeros64(wide))
		_, size := utf8.DecodeRune(b[pos+j : end])
		if size < 2 {
			return 0, 0, false
		}
		wide &= ^uint64(0) << j << size
		next = max(next, pos+j+uint(size))
	}
	return q, next, true
}

// escapedBy returns a bit for each byte of a block: whether it is escaped. over
// is whether the byte after the block is.
//
// A byte is escaped if there is an odd number of backslashes right before it.
// The sum runs through each row of backslashes that starts at an odd
// position, up to the byte after it, and thus tells them from the rows that
// start at an even one. (The algorithm is that of simdjson.)
func escapedBy(backslash uint64) (escaped uint64, over bool) {
	const even = 0x5555555555555555
	follows := backslash << 1
	sum, carry := bits.Add64(backslash&^even&^follows, backslash, 0)
	return (even ^ sum<<1) & follows, carry != 0
}

// simpleEscapeAt reports whether there can be, at pos after a backslash, the rest
// of an escape that needs no further look.
func simpleEscapeAt(b *window, pos uint) bool {
	c := b[pos&mask]
	return simpleEscape[c] != 0 || c == 'u' && simpleHex(load32(b, pos+1))
}

// simpleHex reports whether four bytes are the hexadecimal code of a character,
// other than one half of a surrogate pair.
func simpleHex(w uint32) bool {
	a, b, c, d := hexDigit[byte(w)], hexDigit[byte(w>>8)], hexDigit[byte(w>>16)], hexDigit[byte(w>>24)]
	return a|b|c|d < 0x80 && !(a == 0xD && b >= 8)
}

// hexDigit has the values of the hexadecimal digits.
var hexDigit = func() (values [256]byte) {
	for c := range values {
		values[c] = 0x80
	}
	for i, c := range []byte("0123456789abcdef") {
		values[c] = byte(i)
	}
	for i, c := range []byte("ABCDEF") {
		values[c] = byte(10 + i)
	}
	return values
}()
