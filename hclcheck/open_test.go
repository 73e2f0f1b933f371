package hclcheck

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
)

const azurermFolder = `terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = %
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}
`

const someID = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"

// tree writes files below a temporary folder; a content "-> x" makes a symlink.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if target, link := strings.CutPrefix(content, "-> "); link {
			err = os.Symlink(target, path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return top
}

// partnerID is the partner_id of the only provider configuration of a folder.
func partnerID(t *testing.T, folder string, options Options) tfcua.Setting {
	t.Helper()
	source, err := OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	root, err := Load(source, options)
	if err != nil {
		t.Fatal(err)
	}
	providers := root.Configuration().Providers
	if len(providers) != 1 {
		t.Fatalf("%d provider configurations", len(providers))
	}
	return providers[0].PartnerID
}

func TestFilesAreReadWithinTheRepositoryOnly(t *testing.T) {
	outside := tree(t, map[string]string{"id.txt": someID})
	for name, test := range map[string]struct {
		files      map[string]string
		expression string
		want       string // the value, or part of the reason
	}{
		"beside the folder":          {map[string]string{".git/HEAD": "", "ids/id.txt": someID}, `file("../ids/id.txt")`, someID},
		"in a worktree":              {map[string]string{".git": "gitdir: x", "ids/id.txt": someID}, `file("../ids/id.txt")`, someID},
		"without a repository":       {map[string]string{"ids/id.txt": someID}, `try(file("../ids/id.txt"), "x")`, "outside the repository"},
		"above the repository":       {map[string]string{".git/HEAD": ""}, `try(file("../../id.txt"), "x")`, "outside the repository"},
		"by an absolute path":        {map[string]string{".git/HEAD": "", "ids/id.txt": someID}, `file("${path.cwd}/../ids/id.txt")`, someID},
		"by an absolute path out":    {map[string]string{".git/HEAD": ""}, `try(file("` + filepath.ToSlash(outside) + `/id.txt"), "x")`, "outside the repository"},
		"in the home folder":         {map[string]string{".git/HEAD": ""}, `try(file("~/id.txt"), "x")`, "outside the repository"},
		"through a symlink":          {map[string]string{".git/HEAD": "", "root/link": "-> ../ids", "ids/id.txt": someID}, `file("link/id.txt")`, someID},
		"through a symlink out":      {map[string]string{".git/HEAD": "", "root/link": "-> " + outside}, `try(file("link/id.txt"), "x")`, "leads out of the repository"},
		"exists through a link out":  {map[string]string{".git/HEAD": "", "root/link": "-> " + outside}, `fileexists("link/id.txt") ? "a" : "b"`, "leads out of the repository"},
		"set through a symlink out":  {map[string]string{".git/HEAD": "", "root/link": "-> " + outside}, `length(fileset("link", "*")) == 0 ? "none" : "some"`, "leads out of the repository"},
		"set with a link out":        {map[string]string{".git/HEAD": "", "root/ids/link": "-> " + outside}, `length(fileset("ids", "**/*.txt")) == 0 ? "none" : "some"`, "leads out of the repository"},
		"a template through a link":  {map[string]string{".git/HEAD": "", "root/link": "-> " + outside}, `try(templatefile("link/id.txt", {}), "x")`, "leads out of the repository"},
		"abspath":                    {map[string]string{".git/HEAD": "", "root/id.txt": someID}, `file(abspath("id.txt"))`, someID},
		"pathexpand leaves the rest": {map[string]string{".git/HEAD": "", "root/id.txt": someID}, `file(pathexpand("id.txt"))`, someID},
		"pathexpand of home":         {map[string]string{".git/HEAD": ""}, `try(file(pathexpand("~/x")), "x")`, "home folder"},
	} {
		t.Run(name, func(t *testing.T) {
			test.files["root/main.tf"] = strings.Replace(azurermFolder, "%", test.expression, 1)
			setting := partnerID(t, filepath.Join(tree(t, test.files), "root"), Options{})
			switch setting.State() {
			case tfcua.Known:
				if setting.Value() != test.want {
					t.Errorf("%q, want %q", setting.Value(), test.want)
				}
			case tfcua.Unknown:
				if test.want == someID || !strings.Contains(setting.Reason(), test.want) {
					t.Errorf("unknown: %s; want %q", setting.Reason(), test.want)
				}
			default:
				t.Errorf("state %d", setting.State())
			}
		})
	}
}

func TestDataFolderOutsideTheRepository(t *testing.T) {
	data := tree(t, map[string]string{
		"modules/modules.json": `{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"id","Source":"x/id/y","Dir":"DATA/modules/id"}]}`,
		"modules/id/main.tf":   `output "value" { value = "` + someID + `" }`,
		"environment":          "prod",
	})
	manifest := filepath.Join(data, "modules", "modules.json")
	text, _ := os.ReadFile(manifest)
	if err := os.WriteFile(manifest, []byte(strings.ReplaceAll(string(text), "DATA", filepath.ToSlash(data))), 0o644); err != nil {
		t.Fatal(err)
	}
	top := tree(t, map[string]string{
		".git/HEAD": "",
		"main.tf":   strings.Replace(azurermFolder, "%", `terraform.workspace == "prod" ? module.id.value : ""`, 1) + "module \"id\" {\n  source = \"x/id/y\"\n}\n",
	})
	setting := partnerID(t, top, Options{Environment: tfcua.Environment{"TF_DATA_DIR": data}})
	if setting.Value() != someID {
		t.Errorf("%q (%s)", setting.Value(), setting.Reason())
	}
}

func TestFindRoots(t *testing.T) {
	call := func(source string) string { return "module \"m\" {\n  source = \"" + source + "\"\n}\n" }
	top := tree(t, map[string]string{
		"prod/main.tf":               call("../modules/net"),
		"prod/.terraform/m/main.tf":  call("x"),
		"modules/net/main.tf":        call("./sub"),
		"modules/net/sub/main.tf":    "",
		"modules/lonely/main.tf":     "",
		"shared/main.tf":             "terraform {\n  backend \"local\" {}\n}\n",
		"user/main.tf":               call("../shared"),
		"locked/main.tf":             "",
		"locked/.terraform.lock.hcl": "",
		"other/main.tf.json":         `{"module":{"l":{"source":"../locked"}}}`,
		".hidden/main.tf":            "",
		"empty/README.md":            "",
		"tofu/main.tofu":             "",
		"linked":                     "-> prod",
		// one that is called, and can be applied by itself
		"examples/a/main.tf": call("../../app"),
		"app/main.tf":        "provider \"azurerm\" {\n  features {}\n}\n" + call("./sub"),
		"needy/main.tf":      "provider \"azurerm\" {\n  features {}\n}\nvariable \"id\" {}\n",
		"needed/main.tf":     call("../needy"),
		"app/sub/main.tf":    "provider \"azurerm\" {\n  alias = \"passed\"\n}\n",
		"imported/main.tf":   "import {\n  to = a.b\n  id = \"x\"\n}\n",
		"importer/main.tf":   call("../imported"),
		// ones that call each other, and themselves
		"circle/a/main.tf": call("../b"),
		"circle/b/main.tf": call("../c"),
		"circle/c/main.tf": call("../a") + "module \"d\" {\n  source = \"../d\"\n}\n",
		"circle/d/main.tf": "",
		"self/main.tf":     call("./"),
	})
	roots, err := FindRoots(top)
	if err != nil {
		t.Fatal(err)
	}
	for i := range roots {
		roots[i], _ = filepath.Rel(top, roots[i])
	}
	want := []string{"app", "circle/a", "examples/a", "imported", "importer", "locked", "modules/lonely", "needed", "other", "prod", "self", "shared", "tofu", "user"}
	if !slices.Equal(roots, want) {
		t.Errorf("got %v, want %v", roots, want)
	}
}

func TestErrors(t *testing.T) {
	for name, test := range map[string]struct {
		files   map[string]string
		options Options
		want    string
	}{
		"syntax":              {map[string]string{"main.tf": "locals {\n  a = \n}\n"}, Options{}, "main.tf:2:7: Invalid expression"},
		"unclosed":            {map[string]string{"main.tf": "locals {\n"}, Options{}, "main.tf:1:8: Unclosed configuration block"},
		"no UTF-8":            {map[string]string{"main.tf": "locals {\n  a = \"\xff\"\n}\n"}, Options{}, "main.tf:2:8: Invalid character encoding"},
		"JSON":                {map[string]string{"main.tf.json": `{"locals": `}, Options{}, "main.tf.json:1:12: "},
		"declared twice":      {map[string]string{"a.tf": "locals {\n  a = 1\n}\n", "b.tf": "locals {\n  a = 1\n}\n"}, Options{}, "b.tf:2:3: local value a is declared twice"},
		"provider twice":      {map[string]string{"a.tf": "provider \"azurerm\" {}\nprovider \"azurerm\" {}\n"}, Options{}, "a.tf:2:1: the provider configuration is declared twice"},
		"nothing to override": {map[string]string{"a_override.tf": "variable \"x\" {}\n"}, Options{}, "a_override.tf:1:1: there is no variable x to override"},
		"alias of a variable": {map[string]string{"a.tf": "provider \"azurerm\" {\n  alias = var.x\n}\n"}, Options{}, "a.tf:2:11: the alias"},
		"lock file":           {map[string]string{"a.tf": "", ".terraform.lock.hcl": "provider \"registry.terraform.io/hashicorp/azurerm\" {\n"}, Options{}, ".terraform.lock.hcl:1:"},
		"manifest":            {map[string]string{"a.tf": "", ".terraform/modules/modules.json": "{"}, Options{}, "modules.json: is no module manifest"},
		"tfvars":              {map[string]string{"a.tf": "", "terraform.tfvars": "x = {"}, Options{}, "terraform.tfvars:1:"},
		"no var file":         {map[string]string{"a.tf": ""}, Options{Arguments: []Argument{{File: true, Text: "none.tfvars"}}}, "none.tfvars: cannot be read: no such file"},
		"var without a value": {map[string]string{"a.tf": ""}, Options{Arguments: []Argument{{Text: "x"}}}, "--var takes NAME=VALUE"},
	} {
		t.Run(name, func(t *testing.T) {
			source, err := OpenFolder(tree(t, test.files))
			if err != nil {
				t.Fatal(err)
			}
			source.Shown = ""
			if _, err = Load(source, test.options); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
	for _, name := range []string{"none", "open_test.go"} {
		if _, err := OpenFolder(name); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("OpenFolder(%q): %v", name, err)
		}
		if _, err := FindRoots(name); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("FindRoots(%q): %v", name, err)
		}
	}
}
