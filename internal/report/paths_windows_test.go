package report

import "testing"

func TestPathsOfWindows(t *testing.T) {
	for _, c := range []struct{ root, dir, path, want, uri string }{
		{`C:\repo`, `C:\repo\infra`, `main.tf`, "infra/main.tf", "infra/main.tf"},
		{`C:\repo`, `C:\repo\infra`, `prod\main.tf`, "infra/prod/main.tf", "infra/prod/main.tf"},
		{`C:\repo`, `C:\repo\infra`, `..\modules\net/main.tf`, "modules/net/main.tf", "modules/net/main.tf"},
		{`C:\repo`, `C:\repo`, `c:\repo\main.tf`, "main.tf", "main.tf"},
		{`C:\repo`, `C:\repo`, `D:\other\main.tf`, "D:/other/main.tf", "file:///D:/other/main.tf"},
		{`C:\repo`, `C:\repo`, `..\main.tf`, "../main.tf", "../main.tf"},
		{``, `C:\infra`, `prod\main.tf`, "prod/main.tf", "prod/main.tf"},
	} {
		got := Options{Root: c.root, Dir: c.dir}.FromRoot(c.path)
		if got != c.want {
			t.Errorf("FromRoot(%q) in %q is %q, want %q", c.path, c.dir, got, c.want)
		}
		if uri := *artifactLocation(got).URI; uri != c.uri {
			t.Errorf("the URI of %q is %q, want %q", c.path, uri, c.uri)
		}
	}
	if got := withoutColons(`C:\infra\a:b.tf`); got != `C:\infra\a\x3ab.tf` {
		t.Errorf("without colons it is %s", got)
	}
}
