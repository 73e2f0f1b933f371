package fix

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// onlyTold are the reasons for which what a file holds is not mended: the value
// is none of the file's, or what is to stand there is not certain.
var onlyTold = regexp.MustCompile("^(" + regexp.QuoteMeta(notCertain) + "|" + regexp.QuoteMeta(noFile) + "|" + regexp.QuoteMeta(giveIt) +
	"|what it was to be is not certain: |it is written in .*, (an installed module|outside of the folder)|the dependency lock file is Terraform's|the constraints leave the newer versions out)")

// TestNothingLeft mends every folder of the other packages' test data, with a
// tracking ID and without. Nothing is left that a file could mend, nothing else
// comes of it, and a second run does nothing.
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
			t.Run(filepath.Base(folder)+"/"+name, func(t *testing.T) { mendAll(t, folder, id) })
		}
	}
}

func mendAll(t *testing.T, folder, id string) {
	source, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS(".", os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	request := Request{Roots: []Root{{".", "."}}, TrackingID: id, Evaluation: hclcheck.Options{Environment: tfcua.Environment{}}}
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
