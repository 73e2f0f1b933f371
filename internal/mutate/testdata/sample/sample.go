// Package sample has tests that notice all changes of it but two.
package sample

// Count counts words up to a number, and puts them together.
func Count(words []string, most int) (n int, text string) {
	for _, word := range words {
		if word == "" || word == "-" {
			continue
		}
		if n++; n >= most {
			break
		}
		text += word
	}
	return n, text
}

// Shift is tested.
func Shift(n int) int { return -n + 1 }

// Both is not tested.
func Both(a, b bool) bool { return a && b }
