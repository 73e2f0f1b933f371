package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestSurvey finds what the tests of the sample leave open, and nothing else.
func TestSurvey(t *testing.T) {
	survivors, all, err := survey("testdata/sample")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range survivors {
		got = append(got, m.String())
	}
	want := []string{
		"sample.go:10:13: no test notices > for >=: if n++; n >= most {",
		"sample.go:22:38: no test notices || for &&: func Both(a, b bool) bool { return a && b }",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// Two comparisons, an or, a continue, a step, a bound and its opposite, a sum of
	// texts, a negative, an addition, an and.
	if all != 11 {
		t.Errorf("%d changes, want 11", all)
	}
}

func TestNoPackage(t *testing.T) {
	if survivors, _, err := survey("testdata"); err == nil {
		t.Error(fmt.Sprint("a folder without a package: ", survivors))
	}
}
