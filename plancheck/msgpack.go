package plancheck

import "encoding/binary"

// maxNesting bounds how deep a value may be nested.
const maxNesting = 512

// soundMsgpack reports whether text is one MessagePack value that holds as much
// as it says. The decoder reserves memory for as many elements as an array
// claims to have, which five bytes can put at four thousand million.
func soundMsgpack(text []byte) bool {
	rest, ok := skipMsgpack(text, 0)
	return ok && len(rest) == 0
}

// skipMsgpack is what follows the first value of the text.
func skipMsgpack(text []byte, depth int) ([]byte, bool) {
	if len(text) == 0 || depth > maxNesting {
		return nil, false
	}
	code, text := text[0], text[1:]
	switch {
	case code <= 0x7F || code >= 0xE0: // a small integer
		return text, true
	case code <= 0x8F:
		return skipElements(text, 2*uint64(code&0x0F), depth)
	case code <= 0x9F:
		return skipElements(text, uint64(code&0x0F), depth)
	case code <= 0xBF: // a short string
		return skipBytes(text, uint64(code&0x1F))
	}
	switch code {
	case 0xC0, 0xC2, 0xC3: // nil, false, true
		return text, true
	case 0xCC, 0xD0:
		return skipBytes(text, 1)
	case 0xCD, 0xD1:
		return skipBytes(text, 2)
	case 0xCA, 0xCE, 0xD2:
		return skipBytes(text, 4)
	case 0xCB, 0xCF, 0xD3:
		return skipBytes(text, 8)
	case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8: // an extension of 1, 2, 4, 8 or 16 bytes
		return skipBytes(text, 1+1<<(code-0xD4))
	}
	width := map[byte]int{
		0xC4: 1, 0xC5: 2, 0xC6: 4, // bytes
		0xC7: 1, 0xC8: 2, 0xC9: 4, // extensions
		0xD9: 1, 0xDA: 2, 0xDB: 4, // strings
		0xDC: 2, 0xDD: 4, // arrays
		0xDE: 2, 0xDF: 4, // maps
	}[code]
	if width == 0 || len(text) < width {
		return nil, false
	}
	var wide [8]byte
	copy(wide[8-width:], text)
	size, text := binary.BigEndian.Uint64(wide[:]), text[width:]
	switch code {
	case 0xC7, 0xC8, 0xC9:
		return skipBytes(text, 1+size)
	case 0xDC, 0xDD:
		return skipElements(text, size, depth)
	case 0xDE, 0xDF:
		return skipElements(text, 2*size, depth)
	}
	return skipBytes(text, size)
}

func skipBytes(text []byte, size uint64) ([]byte, bool) {
	if size > uint64(len(text)) {
		return nil, false
	}
	return text[size:], true
}

func skipElements(text []byte, n uint64, depth int) ([]byte, bool) {
	ok := n <= uint64(len(text))
	for ; ok && n > 0; n-- {
		text, ok = skipMsgpack(text, depth+1)
	}
	return text, ok
}
