package sample

import "testing"

func TestCount(t *testing.T) {
	if n, text := Count([]string{"a", "", "b"}, 3); n != 2 || text != "ab" {
		t.Error(n, text)
	}
	if Shift(1) != 0 {
		t.Error(Shift(1))
	}
}
