package armcheck

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	registered = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	schema     = `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"`
)

// TestAddTrackingDeployment holds the texts of testdata/insert, each a template
// with what becomes of it behind it.
func TestAddTrackingDeployment(t *testing.T) {
	files, err := filepath.Glob("testdata/insert/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			before, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			after, err := AddTrackingDeployment(before, registered)
			if err != nil {
				t.Fatal(err)
			}
			expected := strings.TrimSuffix(file, ".json") + ".after"
			if *update {
				if err := os.WriteFile(expected, after, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(after, want) {
				t.Errorf("got:\n%s\nwant:\n%s", after, want)
			}
			got := describe(Read("-", bytes.NewReader(after)))
			if want := "proved: at deployment Azure credits pid-" + registered + "."; !strings.Contains(got, want) {
				t.Errorf("the template with the deployment: %s", got)
			}
		})
	}
}

// What is inserted is all that changes, whatever the line breaks are.
func TestAddTrackingDeploymentKeepsTheRest(t *testing.T) {
	text := "\xEF\xBB\xBF{\r\n\t" + schema + ",\r\n\t\"resources\": [ // all of them\r\n\t\t{ \"type\": \"a/b\", \"name\": \"ä\" }\r\n\t]\r\n}\r\n"
	after, err := AddTrackingDeployment([]byte(text), "pid-"+registered+"-partnercenter")
	if err != nil {
		t.Fatal(err)
	}
	before, behind, ok := strings.Cut(text, "\r\n\t\t{ \"type\"")
	if !ok || !strings.HasPrefix(string(after), before+"\r\n\t\t{\r\n\t\t\t\"type\": \"Microsoft.Resources/deployments\"") || !strings.HasSuffix(string(after), "\t\t},\r\n\t\t{ \"type\""+behind) {
		t.Errorf("got:\n%q", after)
	}
	if bytes.Contains(bytes.ReplaceAll(after, []byte("\r\n"), nil), []byte("\n")) {
		t.Errorf("there are line breaks of another kind:\n%q", after)
	}
}

func TestAddTrackingDeploymentRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, id, want string }{
		{"no tracking ID", "{" + schema + `, "resources": []}`, "1234567", "no tracking ID"},
		{"a name that ends the text", "{" + schema + `, "resources": []}`, `pid-", "x": "-partnercenter`, "no tracking ID"},
		{"tracked", "{" + schema + `, "resources": [{"type": "Microsoft.Resources/deployments", "name": "pid-x"}]}`, registered, "already"},
		{"tracked among children", "{" + schema + `, "resources": [{"type": "a/b", "resources": [{"type": "Microsoft.Resources/deployments", "name": "pid-x"}]}]}`, registered, "among the child resources"},
		{"no resources", "{" + schema + "}", registered, "resources"},
		{"resources of an expression", "{" + schema + `, "resources": "[variables('x')]"}`, registered, "resources"},
		{"no template", "{}", registered, "$schema"},
		{"no JSON", "{", registered, "no JSON"},
		{"UTF-16", "\xFF\xFE{\x00}\x00", registered, "UTF-8"},
	} {
		if after, err := AddTrackingDeployment([]byte(c.text), c.id); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %s, %v", c.name, after, err)
		}
	}
}
