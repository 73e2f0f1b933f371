package plancheck

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// maxBinaryExponent bounds a number's size: one such as 1e999999999 is short in
// JSON, and gigabytes as soon as it is converted to text.
const maxBinaryExponent = 4096

// tame reports whether every number in a value is of a size that may be
// converted to text.
func tame(value cty.Value) bool {
	ok := true
	err := cty.Walk(value, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.Type() == cty.Number && v.IsKnown() && !v.IsNull() {
			ok = ok && tameNumber(v.AsBigFloat())
		}
		return ok, nil
	})
	return ok && err == nil
}

func tameNumber(number *big.Float) bool {
	if number.IsInf() {
		return false
	}
	exponent := number.MantExp(nil)
	return exponent < maxBinaryExponent && exponent > -maxBinaryExponent
}

// decodeJSON makes a value of JSON, of the type that the JSON implies.
func decodeJSON(raw []byte) (cty.Value, bool) {
	kind, err := ctyjson.ImpliedType(raw)
	if err != nil {
		return cty.NilVal, false
	}
	value, err := ctyjson.Unmarshal(raw, kind)
	return value, err == nil && tame(value)
}
