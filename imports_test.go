package tfcua_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestImports keeps the root package what it is: the field's words and the
// rules. It imports what is listed here and nothing else; no file, no process,
// no HCL, no plan format, no command line.
func TestImports(t *testing.T) {
	allowed := map[string]bool{
		"cmp": true, "crypto/sha256": true, "encoding/hex": true, "errors": true, "fmt": true, "iter": true, "maps": true, "slices": true,
		"sort": true, "strconv": true, "strings": true, "unicode": true, "unicode/utf8": true,
		"github.com/google/uuid":                                     true,
		"github.com/apparentlymart/go-versions/versions":             true,
		"github.com/apparentlymart/go-versions/versions/constraints": true,
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !allowed[path] {
				t.Errorf("%s imports %s, which the root package must not know", name, path)
			}
		}
	}
}
