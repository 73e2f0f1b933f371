package armcheck

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

func TestSniff(t *testing.T) {
	for text, want := range map[string]bool{
		"{" + schema + "}":                            true,
		"// x\n/* y */ {" + schema + `, "resour`:      true,
		"\xEF\xBB\xBF{ \"contentVersion\": \"1.0.0.0": true,
		`{"parameters": {"a": [1, {}]}, "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"`: true,
		`{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"}`:                                        true,
		`{"format_version": "1.2", "contentVersion": ""}`:                                                                                         false,
		`{"$schema": "https://json-schema.org/draft/2020-12/schema"}`:                                                                             false,
		`{"version": 4, "terraform_version": "1.11.4", "resources": []}`:                                                                          false,
		`{"type": "Microsoft.Resources/deployments", "name": "pid-x"}`:                                                                            false,
		`provider "azurerm" {}`: false,
		"":                      false,
		"[]":                    false,
		"PK\x03\x04":            false,
		"{\x00\"\x00":           false,
	} {
		if got := Sniff([]byte(text)); got != want {
			t.Errorf("Sniff(%q) = %v", text, got)
		}
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("{" + schema + "}"))
	if err != nil || !Sniff(wide) || !Sniff(wide[:len(wide)-1]) {
		t.Errorf("UTF-16 is not told: %v", err)
	}
}

// A template may be in UTF-16, as PowerShell writes it; columns are those of its
// characters.
func TestUTF16(t *testing.T) {
	text := "{" + schema + ",\n\"ä\": \"😀\", \"resources\": []}"
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	configuration, err := Read("-", bytes.NewReader(wide))
	if err != nil {
		t.Fatal(err)
	}
	if at := configuration.Templates[0].Resources.Start; at.Line != 2 || at.Column != 11 {
		t.Errorf("resources are at %v", at)
	}
}

func TestIsFolder(t *testing.T) {
	for names, want := range map[string]bool{
		"mainTemplate.json":           true,
		"azuredeploy.json README.md":  true,
		"main.json":                   false,
		"mainTemplate.json main.tf":   false,
		"azuredeploy.json a.tf.json":  false,
		"azuredeploy.json main.tofu":  false,
		"azuredeploy.json x.tfvars":   true,
		"nested/mainTemplate.json":    false,
		"mainTemplate.json/file.json": false,
	} {
		folder := t.TempDir()
		for _, name := range strings.Fields(names) {
			write(t, filepath.Join(folder, name), "{}")
		}
		if got := IsFolder(folder); got != want {
			t.Errorf("IsFolder of %s = %v", names, got)
		}
	}
	if IsFolder("lost") {
		t.Error("a folder that there is not is one of templates")
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Templates that are linked by the file are read from its folder, and from
// nowhere else, wherever a symlink leads.
func TestReadFile(t *testing.T) {
	folder := t.TempDir()
	linked := `{"type": "Microsoft.Resources/deployments", "name": "n", "properties": {"mode": "Incremental", "templateLink": {"relativePath": "%"}}}`
	write(t, filepath.Join(folder, "app", "template.json"), "{"+schema+`, "resources": [`+strings.ReplaceAll(linked, "%", "a.json")+","+strings.ReplaceAll(linked, "%", "link.json")+"]}")
	tracking := "{" + schema + `, "resources": [{"type": "Microsoft.Resources/deployments", "name": "pid-` + registered + `", "properties": {"mode": "Incremental", "template": {}}}]}`
	write(t, filepath.Join(folder, "app", "a.json"), tracking)
	write(t, filepath.Join(folder, "outside.json"), tracking)
	if err := os.Symlink(filepath.Join("..", "outside.json"), filepath.Join(folder, "app", "link.json")); err != nil {
		t.Skip(err)
	}
	name := filepath.Join(folder, "app", "template.json")
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got := describe(Read(name, file))
	if strings.Count(got, "CUA503") != 1 || !strings.Contains(got, `not seen: deployment["n"]`) {
		t.Errorf("got %s", got)
	}
}

func TestPackages(t *testing.T) {
	main := "{" + schema + `, "resources": []}`
	for _, c := range []struct {
		name  string
		files [][2]string
		want  string
	}{
		{"a note", [][2]string{{"mainTemplate.json", main}, {"createUiDefinition.json", "{}"}}, "note CUA501  app.zip/mainTemplate.json"},
		{"backslashes", [][2]string{{"mainTemplate.json", main}, {`nested\a.json`, "{}"}}, "note CUA501"},
		{"in a folder", [][2]string{{"app/mainTemplate.json", main}}, "app.zip: has no mainTemplate.json at its top"},
		{"a way out", [][2]string{{"mainTemplate.json", main}, {"../x.json", "{}"}}, "entry 2 has an unsafe name"},
		{"a way out of Windows", [][2]string{{"mainTemplate.json", main}, {`..\x.json`, "{}"}}, "entry 2 has an unsafe name"},
		{"a drive", [][2]string{{"mainTemplate.json", main}, {`c:\x.json`, "{}"}}, "entry 2 has an unsafe name"},
		{"from the root", [][2]string{{"/x.json", "{}"}, {"mainTemplate.json", main}}, "entry 1 has an unsafe name"},
		{"one name twice", [][2]string{{"mainTemplate.json", main}, {"mainTemplate.json", main}}, "entry 2 repeats"},
		{"a bomb", [][2]string{{"mainTemplate.json", main + strings.Repeat(" ", maxDocument)}}, "app.zip/mainTemplate.json: is larger than"},
	} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, file := range c.files {
			entry, err := w.Create(file[0])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := entry.Write([]byte(file[1])); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if !SniffArchive(b.Bytes()) || !IsPackage(open(t, b.Bytes())) {
			t.Errorf("%s: it is not told", c.name)
		}
		if got := describe(ReadPackage("app.zip", open(t, b.Bytes()))); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	if plan := zipped(t, fstest.MapFS{"tfplan": {}}); IsPackage(plan) {
		t.Error("a saved plan is a package")
	}
	if SniffArchive([]byte("PK\x03\x04" + strings.Repeat("\x00", 22) + "\x06\x00\x00\x00tfplan")) {
		t.Error("a saved plan may be a package")
	}
	if SniffArchive([]byte("PK\x03\x04")) || SniffArchive(nil) {
		t.Error("what is cut off may be a package")
	}
}

// A damaged archive is an error, never a template.
func TestDamagedPackage(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	entry, err := w.Create("mainTemplate.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entry.Write([]byte(strings.Repeat("{"+schema, 100))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	content := b.Bytes()
	copy(content[60:], "damaged")
	if got := describe(ReadPackage("app.zip", open(t, content))); !strings.HasPrefix(got, "app.zip/mainTemplate.json: ") {
		t.Errorf("got %s", got)
	}
}

// A template on one line of megabytes is read in no time, and the columns are
// right all the same.
func TestOneLongLine(t *testing.T) {
	deployment := `{"type": "Microsoft.Resources/deployments", "name": "pid-ä", "properties": {"mode": "Incremental", "template": {}}}`
	text := "{" + schema + `, "resources": [` + strings.Repeat(deployment+",", 20_000) + deployment + "]}"
	configuration, err := Read("-", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	tracking := configuration.Templates[0].Tracking
	last := tracking[len(tracking)-1].Written.Start
	if want := utf8.RuneCountInString(text[:strings.LastIndex(text, `"pid-`)]) + 1; last.Line != 1 || last.Column != want {
		t.Errorf("the last name is at %v, want column %d", last, want)
	}
}
