package gate_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/internal/gate"
	"github.com/tfcua/tfcua/plancheck"
)

// TestVerdict requires of the gate, for every saved plan in the repository, the
// report of a check of the same file.
func TestVerdict(t *testing.T) {
	var plans []string
	for _, folder := range []string{"../../testdata", "../../plancheck/testdata"} {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && strings.HasSuffix(path, "tfplan") {
				plans = append(plans, path)
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if len(plans) == 0 {
		t.Fatal("there is no saved plan")
	}
	for _, plan := range plans {
		t.Run(plan, func(t *testing.T) {
			r, p := request(t)
			r.Plan = plan
			err := gate.Run(context.Background(), *r)
			file, openError := os.Open(plan)
			if openError != nil {
				t.Fatal(openError)
			}
			defer file.Close()
			environment := tfcua.NewEnvironment(r.Environ)
			configuration, checkError := plancheck.Read(plan, file, nil, hclcheck.Options{Environment: environment})
			if checkError != nil {
				if err == nil || err.Error() != checkError.Error() {
					t.Errorf("the gate says %v, check says %v", err, checkError)
				}
				return
			}
			checked := tfcua.Join([]tfcua.Report{tfcua.Check(configuration, environment, tfcua.Options{})}, tfcua.Error)
			if checked.Summary.Allow != (err == nil) || !checked.Summary.Allow && !errors.Is(err, gate.ErrRefused) {
				t.Errorf("Run = %v, and the verdict of check is %v", err, checked.Summary.Allow)
			}
			if len(p.reports) != 1 || !reflect.DeepEqual(p.reports[0], checked) {
				t.Errorf("the gate reports %+v, check reports %+v", p.reports, checked)
			}
		})
	}
}
