package hclcheck

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

const (
	// maxWork bounds what one call may make, in bytes or elements: a few bytes of
	// source can ask for all memory there is.
	maxWork = 4 << 20
	// maxElements bounds the collections that a call compares with each other.
	maxElements = 10_000
	// maxKey bounds a private key: what it decrypts with is as large.
	maxKey = 16 << 10
	// quick is how many bytes of text are compared while one is made.
	quick = 16
)

// works are estimates of what a call makes, in bytes or elements, for the
// functions that make more than they are given.
var works = map[string]func(args []cty.Value) int{
	"setproduct": func(args []cty.Value) int {
		work := 1
		for _, arg := range args {
			work = times(work, elements(arg))
		}
		return work
	},
	"element": func(args []cty.Value) int {
		// Releases of Terraform differ on it, and try makes a value of the error.
		if index := args[1]; index.IsKnown() && !index.IsNull() && index.Type() == cty.Number && index.AsBigFloat().Sign() < 0 {
			return maxWork + 1
		}
		return 0
	},
	"format": func(args []cty.Value) int { return widths(args) },
	"formatlist": func(args []cty.Value) int {
		most := 1
		for _, arg := range args[1:] {
			most = max(most, elements(arg))
		}
		return times(widths(args), most)
	},
	"indent": func(args []cty.Value) int { return times(whole(args[0]), 1+strings.Count(text(args[1]), "\n")) },
	"join": func(args []cty.Value) int {
		all := 0
		for _, arg := range args[1:] {
			all += elements(arg)
		}
		return times(len(text(args[0])), all)
	},
	"replace": func(args []cty.Value) int {
		s, old, with := text(args[0]), text(args[1]), text(args[2])
		if len(old) > 1 && old[0] == '/' && old[len(old)-1] == '/' {
			return max(times(len(s)+1, len(with)), matching(old, s))
		}
		return times(strings.Count(s, old), len(with))
	},
	"yamldecode": func(args []cty.Value) int {
		s := text(args[0])
		if anchors, aliases := strings.Count(s, "&"), strings.Count(s, "*"); anchors > 3 && aliases > 8 {
			return maxWork + 1 // each level multiplies
		}
		return nested(s)
	},
	"jsondecode": func(args []cty.Value) int { return nested(text(args[0])) },
	"split": func(args []cty.Value) int {
		if text(args[0]) == "" {
			return times(len(text(args[1])), 100)
		}
		return times(strings.Count(text(args[1]), text(args[0])), 100)
	},
	"regex": func(args []cty.Value) int { return matching(text(args[0]), text(args[1])) },
	"regexall": func(args []cty.Value) int {
		return max(times(len(text(args[1])), 100), matching(text(args[0]), text(args[1])))
	},
	"tonumber":  func(args []cty.Value) int { return exponents(text(args[0])) },
	"parseint":  func(args []cty.Value) int { return times(len(text(args[0])), 100) },
	"trim":      func(args []cty.Value) int { return times(len(text(args[0]))/quick+1, len(text(args[1]))) },
	"matchkeys": func(args []cty.Value) int { return times(elements(args[1]), elements(args[2])) },
	"rsadecrypt": func(args []cty.Value) int {
		if len(text(args[1])) > maxKey {
			return maxWork + 1
		}
		return 0
	},
	"distinct":        quadratic,
	"toset":           quadratic,
	"setunion":        quadratic,
	"setintersection": quadratic,
	"setsubtract":     quadratic,
	"transpose":       quadratic,
	"merge":           quadratic,
	"flatten":         quadratic,
}

// guard has each function spend the steps of what it makes. A call that would
// make too much is unknown.
func (b *budget) guard(functions map[string]function.Function) {
	for name, inner := range functions {
		if name == "try" || name == "can" {
			continue // what they are given is not evaluated before them
		}
		functions[name] = b.guarded(inner, works[name])
	}
}

// guarded takes whatever it is given and leaves to the function what that means.
func (b *budget) guarded(inner function.Function, work func([]cty.Value) int) function.Function {
	estimate := func(args []cty.Value) int {
		plain := make([]cty.Value, len(args))
		for i, arg := range args {
			if plain[i], _ = arg.UnmarkDeep(); isHuge(plain[i]) {
				return maxWork + 1
			}
		}
		if work == nil {
			return 0
		}
		return work(plain)
	}
	spec := &function.Spec{
		Type: func(args []cty.Value) (cty.Type, error) {
			if estimate(args) > maxWork {
				return cty.DynamicPseudoType, nil
			}
			return inner.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			steps := estimate(args)
			if steps > maxWork {
				b.refusals++
				return cty.UnknownVal(kind), nil
			}
			if !b.spend(steps / bytesOfStep) {
				return cty.UnknownVal(kind), nil
			}
			return inner.Call(args)
		},
	}
	for _, parameter := range inner.Params() {
		spec.Params = append(spec.Params, anything(parameter))
	}
	if rest := inner.VarParam(); rest != nil {
		open := anything(*rest)
		spec.VarParam = &open
	}
	return function.New(spec)
}

func anything(p function.Parameter) function.Parameter {
	p.AllowNull, p.AllowUnknown, p.AllowDynamicType, p.AllowMarked = true, true, true, true
	return p
}

// times is a product that stops at more than is allowed.
func times(a, b int) int {
	if a > 0 && b > maxWork/a {
		return maxWork + 1
	}
	return a * b
}

func text(value cty.Value) string {
	s, _ := asString(value)
	return s
}

// whole is a number as far as it counts here.
func whole(value cty.Value) int {
	if !value.IsKnown() || value.IsNull() || value.Type() != cty.Number {
		return 0
	}
	n, _ := value.AsBigFloat().Float64()
	return int(min(max(n, 0), maxWork+1))
}

func elements(value cty.Value) int {
	if !isCollection(value) {
		return 1
	}
	return value.LengthInt()
}

// isCollection reports whether a value has elements that are known to be there.
func isCollection(value cty.Value) bool {
	return value.IsKnown() && !value.IsNull() && value.CanIterateElements()
}

func quadratic(args []cty.Value) int {
	all := 0
	for _, arg := range args {
		all += elements(arg)
		if !isCollection(arg) || all > maxElements {
			continue
		}
		for it := arg.ElementIterator(); it.Next(); {
			if _, one := it.Element(); isCollection(one) {
				all += one.LengthInt()
			}
		}
	}
	if all > maxElements {
		return maxWork + 1
	}
	return all
}

// numbers are the widths and precisions of a format, and the exponents of numbers.
var (
	numbers       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9]+`) })
	largeExponent = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[eE][+-]?[0-9]{5,}`) })
)

// widths is how wide a format makes its result, all numbers in it taken for
// widths, and all arguments too where it takes a width from one.
func widths(args []cty.Value) int {
	for _, arg := range args[1:] {
		if arg.IsNull() {
			return maxWork + 1 // releases of Terraform differ on it
		}
	}
	layout := text(args[0])
	work := len(layout)
	for _, number := range numbers().FindAllString(layout, -1) {
		n, err := strconv.Atoi(number)
		if err != nil || n > maxWork {
			return maxWork + 1
		}
		work += n
	}
	if strings.Contains(layout, "*") {
		for _, arg := range args[1:] {
			work += whole(arg)
		}
	}
	return min(work, maxWork+1)
}

// matching is how much it is to look for a pattern in a text: all of the text
// with all of the pattern, each part as often as it says. Go repeats nothing more
// than a thousand times.
func matching(pattern, s string) int {
	repeats := 1
	if strings.Contains(pattern, "{") {
		for _, number := range numbers().FindAllString(pattern, -1) {
			if n, err := strconv.Atoi(number); err != nil || n > repeats {
				repeats = min(max(n, repeats), 1000)
			}
		}
	}
	return times((len(s)+quick)/quick, times(len(pattern), repeats))
}

// exponents is too much for a text with a number that no one has digits for.
func exponents(s string) int {
	if largeExponent().MatchString(s) {
		return maxWork + 1
	}
	return len(s)
}

// nested is too much for a text with brackets nested deeper than tfcua reads.
func nested(s string) int {
	if strings.Count(s, "[")+strings.Count(s, "{") > maxElements || deepInJSON([]byte(s)) >= 0 {
		return maxWork + 1
	}
	return exponents(s)
}
