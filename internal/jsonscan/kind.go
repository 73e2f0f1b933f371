package jsonscan

// A Kind is one of the kinds of JSON values.
type Kind uint8

// The kinds of JSON values. Invalid is for no value.
const (
	Invalid Kind = iota
	Object
	Array
	String
	Number
	True
	False
	Null
)

// String returns the kind in words that fit an error message.
func (k Kind) String() string {
	switch k {
	case Object:
		return "an object"
	case Array:
		return "an array"
	case String:
		return "a string"
	case Number:
		return "a number"
	case True:
		return "true"
	case False:
		return "false"
	case Null:
		return "null"
	}
	return "no value"
}

// kindOf tells the kind of a value from its first byte.
func kindOf(c byte) Kind { return kinds[c] }

// kinds has the kinds by the bytes that values start with. Which one comes can
// hardly be predicted: a table needs no branches.
var kinds = [256]Kind{
	'{': Object, '[': Array, '"': String, 't': True, 'f': False, 'n': Null,
	'-': Number, '0': Number, '1': Number, '2': Number, '3': Number, '4': Number,
	'5': Number, '6': Number, '7': Number, '8': Number, '9': Number,
}
