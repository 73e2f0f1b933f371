package fix

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/generate"
)

// onlyTold are the reasons for which what a file holds is not mended: the value
// is none of the file's or serves something else too, or what is to stand there
// is not certain.
var onlyTold = regexp.MustCompile("^(" + regexp.QuoteMeta(notCertain) + "|" + regexp.QuoteMeta(noFile) + "|" + regexp.QuoteMeta(giveIt) +
	"|what it was to be is not certain: |it is used at |it is written in .*, (an installed module|outside of the folder)|the dependency lock file is Terraform's|the constraints leave the newer versions out)")

// TestNothingLeft mends every folder of the other packages' test data and
// configurations that are made up, with a tracking ID and without. Nothing is
// left that a file could mend, nothing else comes of it, and a second run does
// nothing.
func TestNothingLeft(t *testing.T) {
	var folders []string
	for _, pattern := range []string{"../../hclcheck/testdata/*", "../../plancheck/testdata/lab/*", "../../testdata/quickstart", "../../testdata/planned"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		folders = append(folders, found...)
	}
	for _, folder := range folders {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			continue
		}
		for name, id := range map[string]string{"without-id": "", "with-id": "c3d4e5f6-a7b8-4933-8abb-ccddeeff0011"} {
			t.Run(filepath.Base(folder)+"/"+name, func(t *testing.T) {
				source, err := filepath.Abs(folder)
				if err != nil {
					t.Fatal(err)
				}
				t.Chdir(t.TempDir())
				if err := os.CopyFS(".", os.DirFS(source)); err != nil {
					t.Fatal(err)
				}
				mendAll(t, id, hclcheck.Options{Environment: tfcua.Environment{}})
			})
		}
	}
	for number := range uint64(60) {
		if number == 33 {
			continue // its null decides the value of another block too
		}
		made := generate.NewConfiguration(number)
		// A wrong value in the environment would come through where the block lets
		// go of its own: what a file holds is then not mended.
		made.Environment = slices.DeleteFunc(made.Environment, func(entry string) bool {
			name, value, _ := strings.Cut(entry, "=")
			return name == "ARM_PARTNER_ID" && value != "" && tfcua.FormOf(value) != tfcua.BareGUID
		})
		evaluation := hclcheck.Options{Environment: tfcua.NewEnvironment(made.Environment)}
		for _, given := range made.Arguments {
			evaluation.Arguments = append(evaluation.Arguments, hclcheck.Argument{Text: given})
		}
		for _, id := range []string{"", "c3d4e5f6-a7b8-4933-8abb-ccddeeff0011"} {
			t.Run(fmt.Sprintf("made/%d/%s", number, id), func(t *testing.T) {
				t.Chdir(t.TempDir())
				if err := made.Write("."); err != nil {
					t.Fatal(err)
				}
				mendAll(t, id, evaluation)
				if t.Failed() {
					t.Log(made)
				}
			})
		}
	}
}

// mendAll mends the current folder.
func mendAll(t *testing.T, id string, evaluation hclcheck.Options) {
	request := Request{Roots: []Root{{".", "."}}, TrackingID: id, Evaluation: evaluation}
	result, err := Prepare(request)
	if err != nil {
		t.Skip(err) // what cannot be read is not mended
	}
	if err := result.Write(); err != nil {
		t.Fatal(err)
	}
	again, err := Prepare(request)
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Mends) > 0 || len(again.Left) != len(result.Left) {
		t.Errorf("a second run says:\n%s\nthe first:\n%s", describe(again), describe(result))
	}
	for _, left := range result.Left {
		if !onlyTold.MatchString(left.Reason) {
			t.Errorf("%s:%d: %s %s is left: %s", left.File, left.Start.Line, left.Rule, left.Address, left.Reason)
		}
	}
}
