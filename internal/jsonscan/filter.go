package jsonscan

// A filter tells most of the names that are not looked for from those that are,
// by the first two bytes, before their ends are found. With it, [track.run] gets
// on from one member to the next as fast as where no name is looked for.
type filter uint64

// filterOf returns the filter that names pass.
func filterOf(names []string) filter {
	var f filter
	for _, n := range names {
		switch len(n) {
		case 0:
			return ^filter(0) // After it, there is anything.
		case 1:
			f |= 1 << pairBit(n[0], '"')
		default:
			f |= 1 << pairBit(n[0], n[1])
		}
	}
	return f
}

// passes reports whether the name that starts with the quote at pos may be one
// that is looked for, as any may that has an escape there, or the end of the
// window.
func (f filter) passes(b *window, pos uint) bool {
	first, second := b[(pos+1)&mask], b[(pos+2)&mask]
	return f>>pairBit(first, second)&1 != 0 || unclear[first] || unclear[second]
}

// pairBit returns which bit of a filter stands for two bytes.
func pairBit(first, second byte) uint {
	return (uint(first)*7 + uint(second)) % 64
}

// unclear has the bytes that do not say what they stand for.
var unclear = [256]bool{'\\': true, 0: true}
