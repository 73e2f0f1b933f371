package report_test

import (
	"path/filepath"
	"testing"

	"github.com/tfcua/tfcua/internal/report"
)

func TestFromRoot(t *testing.T) {
	root := t.TempDir()
	elsewhere := t.TempDir()
	in := func(path string) string { return filepath.Join(root, path) }
	for _, c := range []struct{ root, dir, path, want string }{
		{root, in("infra"), "main.tf", "infra/main.tf"},
		{root, in("infra"), filepath.Join("prod", "main.tf"), "infra/prod/main.tf"},
		{root, in("infra"), "./prod/../main.tf", "infra/main.tf"},
		{root, in("infra"), "../modules/net/main.tf", "modules/net/main.tf"},
		{root, in("infra"), "..net/main.tf", "infra/..net/main.tf"},
		{root, in("infra"), ".", "infra"},
		{root, in("infra"), "..", "."},
		{root, in("infra"), "-", "-"},
		{root, in("infra"), in("main.tf"), "main.tf"},
		{root, root, "main.tf", "main.tf"},
		{root, root, "", "."},
		// out of the repository
		{root, in("infra"), "../../main.tf", "../../main.tf"},
		{root, in("infra"), filepath.Join(elsewhere, "main.tf"), filepath.ToSlash(filepath.Join(elsewhere, "main.tf"))},
		{root, elsewhere, "main.tf", "main.tf"},
		// no repository
		{"", in("infra"), "./prod//main.tf", "prod/main.tf"},
		{"", "", in("main.tf"), filepath.ToSlash(in("main.tf"))},
	} {
		if got := (report.Options{Root: c.root, Dir: c.dir}).FromRoot(c.path); got != c.want {
			t.Errorf("FromRoot(%q) in %q is %q, want %q", c.path, c.dir, got, c.want)
		}
	}
}
