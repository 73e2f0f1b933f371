package hclcheck

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/tfcua/tfcua"
)

// unrelated is a name that no fuzzed folder has.
const unrelated = "nothing_to_do_with_it"

// FuzzFolder reads folders that are made of fuzz bytes, as txtar archives: no
// input makes it panic, run away or report an error without words. What is
// reported is the same each time, and with one more resource beside it that has
// nothing to do with any provider.
func FuzzFolder(f *testing.F) {
	cases, _ := filepath.Glob("testdata/*")
	for _, folder := range cases {
		archive := &txtar.Archive{}
		_ = filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			name, _ := filepath.Rel(folder, path)
			archive.Files = append(archive.Files, txtar.File{Name: filepath.ToSlash(name), Data: content})
			return err
		})
		f.Add(txtar.Format(archive))
	}
	f.Fuzz(func(t *testing.T, archive []byte) {
		files := make(fstest.MapFS)
		for _, file := range txtar.Parse(archive).Files {
			files[file.Name] = &fstest.MapFile{Data: file.Data}
		}
		environment := tfcua.Environment{"TF_VAR_partner_id": someID}
		root, err := Load(Source{FS: files, Dir: "."}, Options{Environment: environment})
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Fatal("an error without words")
			}
			return
		}
		report := tfcua.Check(root.Configuration(), environment, tfcua.Options{})
		if difference := root.Shape().Difference(root.Shape()); difference != "" {
			t.Fatalf("a configuration differs from itself: %s", difference)
		}
		for _, more := range []string{"", "resource \"terraform_data\" \"" + unrelated + "\" {}\n"} {
			files["zz_"+unrelated+".tf"] = &fstest.MapFile{Data: []byte(more)}
			root, err := Load(Source{FS: files, Dir: "."}, Options{Environment: environment})
			if err != nil {
				t.Fatalf("with %q beside it: %v", more, err)
			}
			if again := tfcua.Check(root.Configuration(), environment, tfcua.Options{}); !reflect.DeepEqual(again, report) {
				t.Fatalf("with %q beside it:\n%+v\nand without:\n%+v", more, again, report)
			}
		}
	})
}
