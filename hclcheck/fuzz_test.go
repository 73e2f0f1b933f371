package hclcheck

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/tfcua/tfcua"
)

// FuzzFolder reads folders that are made of fuzz bytes, as txtar archives: no
// input makes it panic, run away or report an error without words.
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
		tfcua.Check(root.Configuration(), environment, tfcua.Options{})
		if difference := root.Shape().Difference(root.Shape()); difference != "" {
			t.Fatalf("a configuration differs from itself: %s", difference)
		}
	})
}
