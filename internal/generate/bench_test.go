package generate

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	tfjson "github.com/hashicorp/terraform-json"

	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/plancheck"
)

// reader hides everything of a reader but Read, as a pipe does.
type reader struct{ io.Reader }

// BenchmarkPlanJSON reads plan JSON of about 16 MB: as tfcua does, as
// terraform-json does, and the floor, which counts its lines.
func BenchmarkPlanJSON(b *testing.B) {
	var plan bytes.Buffer
	if err := PlanJSON(&plan, 7000); err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func() error{
		"tfcua": func() error {
			_, err := plancheck.Read("plan.json", reader{bytes.NewReader(plan.Bytes())}, nil, hclcheck.Options{})
			return err
		},
		"terraform-json": func() error {
			var into tfjson.Plan
			return into.UnmarshalJSON(plan.Bytes())
		},
		"lines": func() error { return countLines(reader{bytes.NewReader(plan.Bytes())}) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(plan.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func countLines(r io.Reader) error {
	window := make([]byte, 128<<10)
	for lines := 0; ; {
		n, err := r.Read(window)
		lines += bytes.Count(window[:n], []byte("\n"))
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// BenchmarkSavedPlan reads a saved plan of 100,000 resources; the floor inflates
// the entries that are read.
func BenchmarkSavedPlan(b *testing.B) {
	path := filepath.Join(b.TempDir(), "tfplan")
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := SavedPlan(file, 100_000); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("tfcua", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plan, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := plancheck.Read(path, plan, nil, hclcheck.Options{}); err != nil {
				b.Fatal(err)
			}
			plan.Close()
		}
	})
	b.Run("inflate", func(b *testing.B) {
		for b.Loop() {
			if err := inflate(path); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func inflate(path string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer archive.Close()
	for _, entry := range archive.File {
		if strings.HasPrefix(entry.Name, "tfstate") {
			continue
		}
		content, err := entry.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, content); err != nil {
			return err
		}
		content.Close()
	}
	return nil
}

// BenchmarkRepository reads every root module of a repository of 1,000 .tf
// files; the peer parses every file whole.
func BenchmarkRepository(b *testing.B) {
	folder := b.TempDir()
	if err := Repository(folder, 1000); err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func(string) error{"tfcua": readRoots, "parse": parseAll} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := read(folder); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func readRoots(folder string) error {
	roots, err := hclcheck.FindRoots(folder)
	if err != nil {
		return err
	}
	for _, root := range roots {
		source, err := hclcheck.OpenFolder(root)
		if err != nil {
			return err
		}
		read, err := hclcheck.Load(source, hclcheck.Options{})
		if err != nil {
			return err
		}
		read.Configuration()
		source.Close()
	}
	return nil
}

func parseAll(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".tf") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if _, diagnostics := hclsyntax.ParseConfig(text, path, hcl.InitialPos); diagnostics.HasErrors() {
			return diagnostics
		}
		return nil
	})
}
