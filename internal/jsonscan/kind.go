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
func kindOf(c byte) Kind {
	switch c {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return Number
	case 't':
		return True
	case 'f':
		return False
	case 'n':
		return Null
	}
	return Invalid
}
