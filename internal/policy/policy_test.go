package policy

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tfcua/tfcua"
)

// write writes a file of a test, with the folders that it needs.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree makes a folder with files, of which a name that ends with a slash is a
// folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if folder, ok := strings.CutSuffix(name, "/"); ok {
			if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(folder)), 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		write(t, dir, name, text)
	}
	return dir
}

func ask(t *testing.T, given, dir, path string, folder bool) (tfcua.Policy, error) {
	t.Helper()
	policies, err := Open(given, dir, day)
	if err != nil {
		return tfcua.Policy{}, err
	}
	return policies.For(path, folder)
}

// TestFind says which policy an input is checked against: the nearest one from
// its folder upwards, to the repository's root and no further.
func TestFind(t *testing.T) {
	repository := map[string]string{
		".tfcua.hcl":                 "", // above the repository
		"repo/.git/HEAD":             "",
		"repo/.tfcua.hcl":            "",
		"repo/infra/prod/":           "",
		"repo/infra/own/.tfcua.hcl":  "",
		"repo/infra/own/deep/":       "",
		"repo/vendored/.git":         "gitdir: elsewhere", // a submodule
		"repo/vendored/infra/":       "",
		"other/.git/HEAD":            "",
		"other/infra/":               "",
		"none/.tfcua.hcl":            "",
		"none/infra/":                "",
		"none/infra/below/":          "",
		"none/beside/.tfcua.hcl":     "",
		"none/beside/deeper/":        "",
		"none/infra/plans/plan.json": "{}",
	}
	for _, test := range []struct {
		dir, path string
		folder    bool
		want      string
	}{
		{"repo", ".", true, ".tfcua.hcl"},
		{"repo", "infra/prod", true, ".tfcua.hcl"},
		{"repo/infra/prod", ".", true, "../../.tfcua.hcl"},
		{"repo/infra/prod", "../own/deep", true, "../own/.tfcua.hcl"}, // the nearest wins
		{"repo", "vendored/infra", true, ""},                          // a repository of its own hides the one above
		{"repo", "../other/infra", true, ""},
		{"other/infra", "../../repo/infra/prod", true, "../../repo/.tfcua.hcl"},
		// a plan goes by the working directory, wherever it is
		{"repo/infra/own", "plan.json", false, ".tfcua.hcl"},
		{"repo/infra/own", "../../../none/infra/plans/plan.json", false, ".tfcua.hcl"},
		{"repo/infra/own", "-", false, ".tfcua.hcl"},
		{"other/infra", "../../repo/infra/own/plan.json", false, ""},
		// without a repository nothing is looked for above the working directory
		{"none", "infra/below", true, ".tfcua.hcl"},
		{"none/infra", "below", true, ""},
		{"none/infra", "../beside", true, "../beside/.tfcua.hcl"},
		{"none/infra", "../beside/deeper", true, ""},
	} {
		root := tree(t, repository)
		policy, err := ask(t, "", filepath.Join(root, filepath.FromSlash(test.dir)), filepath.FromSlash(test.path), test.folder)
		if err != nil {
			t.Errorf("in %s, %s: %v", test.dir, test.path, err)
		} else if policy.File != test.want {
			t.Errorf("in %s, %s: %q, want %q", test.dir, test.path, policy.File, test.want)
		}
		if test.folder { // by its absolute path too
			absolute := filepath.Join(root, filepath.FromSlash(test.dir), filepath.FromSlash(test.path))
			if policy, err := ask(t, "", filepath.Join(root, filepath.FromSlash(test.dir)), absolute, true); err != nil || policy.File != test.want {
				t.Errorf("in %s, %s: %q (%v), want %q", test.dir, absolute, policy.File, err, test.want)
			}
		}
	}
}

// TestFoundFiles are files that are found and must not be read, or cannot be.
func TestFoundFiles(t *testing.T) {
	const secret = "password = \"hunter2\"\n"
	for what, test := range map[string]struct {
		make func(dir string) error
		want string
	}{
		"a folder": {func(dir string) error { return os.Mkdir(filepath.Join(dir, FileName), 0o755) }, "is no regular file"},
		"a link out of the repository": {func(dir string) error {
			outside := filepath.Join(filepath.Dir(dir), FileName)
			if err := os.WriteFile(outside, []byte(secret), 0o644); err != nil {
				return err
			}
			return os.Symlink(outside, filepath.Join(dir, FileName))
		}, "is a link that leads out of the repository"},
		"a link to another file": {func(dir string) error {
			if err := os.WriteFile(filepath.Join(dir, ".git", "config"), []byte(secret), 0o644); err != nil {
				return err
			}
			return os.Symlink(filepath.Join(".git", "config"), filepath.Join(dir, FileName))
		}, "is a link to a file of another name"},
		"a link that leads nowhere": {func(dir string) error { return os.Symlink("nowhere", filepath.Join(dir, FileName)) }, "cannot be read"},
		"a link to itself":          {func(dir string) error { return os.Symlink(FileName, filepath.Join(dir, FileName)) }, "cannot be read"},
		"too large": {func(dir string) error {
			return os.WriteFile(filepath.Join(dir, FileName), make([]byte, maxSize+1), 0o644)
		}, "it is larger than 4 MiB"},
		"unreadable": {func(dir string) error {
			if os.Getuid() == 0 {
				return os.ErrPermission
			}
			return os.WriteFile(filepath.Join(dir, FileName), nil, 0)
		}, "permission denied"},
		"a folder without permission": {func(dir string) error {
			if os.Getuid() == 0 {
				return os.ErrPermission
			}
			return os.Chmod(dir, 0o600)
		}, "cannot be read: permission denied"},
	} {
		t.Run(what, func(t *testing.T) {
			dir := filepath.Join(tree(t, map[string]string{"repo/.git/HEAD": ""}), "repo")
			if err := test.make(dir); err != nil {
				t.Skip(err) // no links on Windows; root may read everything
			}
			defer os.Chmod(dir, 0o755)
			_, err := ask(t, "", filepath.Dir(dir), "repo", true)
			if err == nil || !strings.HasPrefix(err.Error(), "repo/.tfcua.hcl: ") || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
	// A link from one policy to another within the repository is one.
	dir := tree(t, map[string]string{".git/HEAD": "", ".tfcua.hcl": "accept = [\"guid\"]\n", "infra/": ""})
	if err := os.Symlink(filepath.Join("..", FileName), filepath.Join(dir, "infra", FileName)); err != nil {
		t.Skip(err)
	}
	if policy, err := ask(t, "", dir, "infra", true); err != nil || len(policy.Kinds) != 1 || policy.File != "infra/.tfcua.hcl" {
		t.Errorf("%+v, %v", policy, err)
	}
}

// TestLayers says what holds for an input: what stands at the top, and over it
// every for block that matches, the later ones counting more.
func TestLayers(t *testing.T) {
	dir := tree(t, map[string]string{".git/HEAD": "", "elsewhere/": "", FileName: `
tracking_id "` + ours + `" {
  offer = "top"
}
accept           = ["guid"]
unknown          = "warning"
severity         = { CUA202 = "note", CUA109 = "note" }
minimum_versions = { azurerm = "3.0.0", azapi = "1.0.0" }
ignore {
  rule   = "CUA101"
  path   = "a/**"
  reason = "top"
}
for "infra/*" {
  accept           = ["marketplace"]
  severity         = { CUA202 = "error" }
  minimum_versions = { azurerm = "4.0.0" }
  tracking_id "` + theirs + `" {
    offer = "one"
  }
}
for "infra/prod/**" {
  unknown = "error"
  tracking_id "` + ours + `" {
    offer = "prod"
  }
  ignore {
    rule   = "CUA105"
    path   = "infra/**"
    reason = "prod"
  }
}
`})
	policies, err := Open("", dir, day)
	if err != nil {
		t.Fatal(err)
	}
	of := func(path string) tfcua.Policy {
		policy, err := policies.For(path, true)
		if err != nil {
			t.Fatal(err)
		}
		return policy
	}
	top := of("elsewhere")
	if len(top.Registrations) != 1 || top.Kinds[0] != tfcua.BareGUID || top.Unknown != tfcua.Warning || top.Severities["CUA202"] != tfcua.Note || len(top.Ignores) != 1 {
		t.Errorf("elsewhere: %+v", top)
	}
	for _, path := range []string{"infra/dev", filepath.Join(dir, "infra", "dev"), "infra/dev/deep"} { // a folder, and what is in it
		dev := of(path)
		if len(dev.Registrations) != 2 || dev.Kinds[0] != tfcua.Marketplace || dev.Unknown != tfcua.Warning || dev.Severities["CUA202"] != tfcua.Error ||
			dev.Severities["CUA109"] != tfcua.Note || dev.MinimumVersions["azurerm"].Major != 4 || dev.MinimumVersions["azapi"].Major != 1 || len(dev.Ignores) != 1 {
			t.Errorf("%s: %+v", path, dev)
		}
	}
	prod := of("infra/prod")
	if prod.Unknown != tfcua.Error || prod.Registration(ours).Offer != "prod" || prod.Registration(theirs) == nil || len(prod.Ignores) != 2 {
		t.Errorf("prod: %+v", prod)
	}
}

// TestCovers says which paths a pattern means.
func TestCovers(t *testing.T) {
	dir := tree(t, map[string]string{".git/HEAD": "", "infra/": ""})
	for _, test := range []struct {
		pattern, path string
		want          bool
	}{
		{"infra", "infra", true},
		{"infra", "infra/prod/main.tf", true},
		{"infra/", "infra/prod/main.tf", true},
		{"./infra", "infra/prod/main.tf", true},
		{"infra//prod", "infra/prod/main.tf", true},
		{"infra", "infrastructure/main.tf", false},
		{"infra/*", "infra/prod/main.tf", true}, // prod, with what is in it
		{"infra/*/main.tf", "infra/prod/main.tf", true},
		{"**/main.tf", "main.tf", true},
		{"**/main.tf", "a/b/main.tf", true},
		{"*.tf", "main.tf", true},
		{"*.tf", "a/main.tf", false},
		{"{dev,test}/**", "test/main.tf", true},
		{"{dev,test}/**", "prod/main.tf", false},
		{".", "main.tf", true}, // the whole folder
		{"./", "a/b.tf", true},
		{".", "../main.tf", false},
		{"**", "../main.tf", false}, // nothing outside of it
		{"**", filepath.Join(filepath.Dir(dir), "main.tf"), false},
		{"**", filepath.Join(dir, "main.tf"), true},
		{"**", "infra/../../main.tf", false},
		{"infra", "other/../infra/main.tf", true},
		{"**", "-", true}, // standard input: the working directory
		{"infra", "-", false},
		{"Infra", "infra/main.tf", false},
	} {
		write(t, dir, FileName, "ignore {\n  rule = \"CUA105\"\n  path = \""+test.pattern+"\"\n  reason = \"x\"\n}\n")
		policy, err := ask(t, "", dir, ".", true)
		if err != nil {
			t.Errorf("%s: %v", test.pattern, err)
			continue
		}
		if policy.Ignores[0].Covers == nil {
			t.Errorf("%s covers everything, everywhere", test.pattern)
		} else if got := policy.Ignores[0].Covers(filepath.FromSlash(test.path)); got != test.want {
			t.Errorf("%s covers %s: %v", test.pattern, test.path, got)
		}
	}
}

const accepting = `ignore {
  rule   = "CUA105"
  path   = "**"
  reason = "the tree says so"
}
accept = ["marketplace"]
`

// TestGiven: nothing in the tree talks a policy that is given out of its verdict.
func TestGiven(t *testing.T) {
	files := map[string]string{
		"repo/.git/HEAD":              "",
		"repo/.tfcua.hcl":             accepting,
		"repo/prod/.tfcua.hcl":        accepting + "allow_ignores = true\n",
		"repo/prod/deep/":             "",
		"repo/sub/.git":               "gitdir: elsewhere",
		"repo/sub/.tfcua.hcl":         accepting,
		"repo/broken/.tfcua.hcl":      "that is = no policy\n",
		"policies/strict.hcl":         "accept = [\"guid\"]\nfor \"prod/**\" {\n  unknown = \"error\"\n}\n",
		"policies/lenient.hcl":        "allow_ignores = true\nfor \"prod/**\" {\n  unknown = \"error\"\n}\n",
		"repo/plans/tfplan":           "",
		"repo/ci/in-the-tree.hcl":     "for \"prod\" {\n  unknown = \"error\"\n}\n",
		"repo/modules/net/.tfcua.hcl": accepting,
	}
	root := tree(t, files)
	repo := filepath.Join(root, "repo")
	for _, test := range []struct {
		given, path string
		folder      bool
		ignores     int
		comments    bool
		unknown     tfcua.Severity
	}{
		{"../policies/strict.hcl", ".", true, 0, false, ""},
		{"../policies/strict.hcl", "prod", true, 0, false, tfcua.Error},
		{"../policies/strict.hcl", "prod/deep", true, 0, false, tfcua.Error},
		{"../policies/strict.hcl", filepath.Join(repo, "prod"), true, 0, false, tfcua.Error},
		{"../policies/strict.hcl", "sub", true, 0, false, ""},
		{"../policies/strict.hcl", "broken", true, 0, false, ""}, // not even read
		{"../policies/strict.hcl", "prod/tfplan", false, 0, false, tfcua.Error},
		{"ci/in-the-tree.hcl", "prod", true, 0, false, tfcua.Error}, // its paths start at the working directory
		{"../policies/lenient.hcl", "prod", true, 1, true, tfcua.Error},
		{"../policies/lenient.hcl", "prod/deep", true, 1, true, tfcua.Error},
		{"../policies/lenient.hcl", "plans/tfplan", false, 1, true, ""},
	} {
		policy, err := ask(t, test.given, repo, test.path, test.folder)
		if err != nil {
			t.Errorf("%s, %s: %v", test.given, test.path, err)
			continue
		}
		if len(policy.Ignores) != test.ignores || policy.RefuseComments == test.comments || policy.Unknown != test.unknown || policy.File != test.given {
			t.Errorf("%s, %s: %+v", test.given, test.path, policy)
		}
		if len(policy.Kinds) == 1 && policy.Kinds[0] == tfcua.Marketplace {
			t.Errorf("%s, %s: the tree says which kinds are accepted", test.given, test.path)
		}
	}
	if _, err := ask(t, "../policies/lenient.hcl", repo, "broken", true); err == nil {
		t.Error("a broken policy whose ignores are allowed is passed over")
	}
	// One that is found and given is one.
	if policy, err := ask(t, "../policies/lenient.hcl", filepath.Join(root, "policies"), ".", true); err != nil || len(policy.Ignores) != 0 {
		t.Errorf("%+v, %v", policy, err)
	}
}

// A policy that is found says itself whether comments count.
func TestComments(t *testing.T) {
	for text, refused := range map[string]bool{"": false, "allow_ignores = true\n": false, "allow_ignores = false\n": true} {
		policy, err := ask(t, "", tree(t, map[string]string{FileName: text}), ".", true)
		if err != nil || policy.RefuseComments != refused {
			t.Errorf("%q: refused is %v (%v)", text, policy.RefuseComments, err)
		}
	}
}

// A plan that is elsewhere goes by the working directory.
func TestPlansElsewhere(t *testing.T) {
	root := tree(t, map[string]string{
		"repo/.git/HEAD": "", "repo/prod/": "", "plans/tfplan": "",
		"repo/.tfcua.hcl": "for \"prod\" {\n  unknown = \"error\"\n}\n",
	})
	for path, dir := range map[string]string{"../../plans/tfplan": "repo/prod", "-": "repo/prod", "prod/tfplan": "repo", "../prod/tfplan": "repo/prod"} {
		policy, err := ask(t, "", filepath.Join(root, filepath.FromSlash(dir)), filepath.FromSlash(path), false)
		if err != nil || policy.Unknown != tfcua.Error {
			t.Errorf("in %s, %s: %+v, %v", dir, path, policy, err)
		}
	}
}

// The plan of a run is private and nowhere: ignores are about the folder.
func TestForRun(t *testing.T) {
	dir := tree(t, map[string]string{".git/HEAD": "", "prod/": "", FileName: strings.Replace(accepting, "**", "prod/**", 1)})
	policies, err := Open("", dir, day)
	if err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]bool{"prod": true, ".": false} {
		policy, err := policies.ForRun(folder)
		if err != nil {
			t.Fatal(err)
		}
		if got := policy.Ignores[0].Covers("terraform plan"); got != want {
			t.Errorf("in %s: covered is %v", folder, got)
		}
	}
}

func TestGivenFiles(t *testing.T) {
	dir := tree(t, map[string]string{"bad.hcl": "accept = []\n", "huge.hcl": strings.Repeat("#\n", maxSize/2+1), "folder.hcl/": ""})
	for given, want := range map[string]string{
		"none.hcl":   "none.hcl: the policy cannot be read: ",
		"bad.hcl":    "bad.hcl: is no policy:\n",
		"huge.hcl":   "huge.hcl: the policy cannot be read: it is larger than 4 MiB",
		"folder.hcl": "folder.hcl: the policy cannot be read: ",
	} {
		if _, err := Open(given, dir, day); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", given, err, want)
		}
	}
}

// Readers of many folders ask at once, and one broken policy is one error.
func TestAskedAtOnce(t *testing.T) {
	dir := tree(t, map[string]string{".git/HEAD": "", FileName: "accept = []\n"})
	policies, err := Open("", dir, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	failures := make(chan error)
	for range 20 {
		go func() {
			_, err := policies.For(".", true)
			failures <- err
		}()
	}
	first := <-failures
	for range 19 {
		if err := <-failures; err != first || err == nil {
			t.Errorf("%v, and %v", err, first)
		}
	}
}

func TestShownPathsHaveForwardSlashes(t *testing.T) {
	dir := tree(t, map[string]string{".git/HEAD": "", "infra/prod/.tfcua.hcl": ""})
	if policy, err := ask(t, "", dir, filepath.Join("infra", "prod"), true); err != nil || policy.File != "infra/prod/.tfcua.hcl" {
		t.Errorf("on %s: %q, %v", runtime.GOOS, policy.File, err)
	}
}
