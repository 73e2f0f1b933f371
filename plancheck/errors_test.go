package plancheck

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

const secret = "hunter2-hunter2"

// TestRefusals holds the messages for what is no plan.
func TestRefusals(t *testing.T) {
	for _, test := range []struct{ name, input, want string }{
		{"empty", "", "is empty: no plan was written to it; make one with terraform show -json PLAN, or give the saved plan of terraform plan -out"},
		{"spaces", " \n\t ", "holds nothing but white space: no plan was written to it; make one with terraform show -json PLAN"},
		{"empty zip", "PK\x05\x06" + strings.Repeat("\x00", 18), "is an empty zip archive, no saved plan: make it again with terraform plan -out"},
		{"broken zip", "PK\x03\x04 and no more", "is no complete saved plan: its zip archive is damaged or cut off; make it again with terraform plan -out"},
		{"gzip", "\x1F\x8B\x08\x00", "is compressed: unpack it first"},
		{"zstd", "\x28\xB5\x2F\xFD\x00", "is compressed: unpack it first"},
		{"bare UTF-16", "{\x00\"\x00", "is UTF-16 text without a byte order mark: save it as UTF-8"},
		{"binary", "\x7FELF\x00\x00", "is a binary file, no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"},
		{"text", "hello " + secret, "is no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"},
		{"array", `[{"format_version": "1.2"}]`, "is a JSON array, no plan: give the whole output of terraform show -json PLAN"},
		{"configuration", "# mine\nprovider \"azurerm\" {\n  features {}\n}\n", "is a Terraform configuration file, no plan: give the folder that it is in"},
		{"heredoc", "resource \"a\" \"b\" {\n  policy = <<-EOT\n{\"a\": 1}\nEOT\n}\n", "is a Terraform configuration file, no plan: give the folder that it is in"},
		{"tfvars", "# mine\npartner_id = \"" + secret + "\"\n", "looks like a file of variable values, no plan: give it with --var-file beside the folder"},
		{"for people", "\nTerraform used the selected providers to generate the following execution\nplan.", "is the output of terraform plan or show for people, no plan: give that of terraform show -json PLAN, or the saved plan itself"},
		{"JSON configuration", `{"provider": {"azurerm": {"client_secret": "` + secret + `"}}}`, "is Terraform configuration in JSON syntax, no plan: give the folder that it is in"},
		{"raw state", `{"version": 4, "serial": 3, "lineage": "x", "resources": [{"a": "` + secret + `"}]}`, "is a state file, no plan: give the output of terraform show -json PLAN, or the saved plan of terraform plan -out"},
		{"state", `{"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {}}}`, "is the JSON of a state, no plan: terraform show -json was run without a plan; run terraform show -json PLAN"},
		{"no plan", `{"format_version": "1.0"}`, "holds neither resource_changes nor configuration, so what it plans is not in it: give the whole output of terraform show -json PLAN"},
		{"planned values alone", `{"format_version": "1.0", "planned_values": {}}`, "holds neither resource_changes nor configuration, so what it plans is not in it: give the whole output of terraform show -json PLAN"},
		{"any JSON", `{"password": "` + secret + `"}`, "is JSON without a format_version, no plan: give the whole output of terraform show -json PLAN"},
		{"ARM template", `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": []}`, "is JSON with a schema of its own, such as an ARM template, no plan: give the output of terraform show -json PLAN"},
		{"template without a schema", `{"resources": []}`, `is JSON without a format_version, no plan, and without a "$schema" or a "contentVersion", no ARM template: give the output of terraform show -json PLAN, or a template with its "$schema"`},
		{"schemas", `{"format_version": "1.0", "provider_schemas": {}}`, "is the output of terraform providers schema, no plan: give that of terraform show -json PLAN"},
		{"log", "{\"@level\":\"info\",\"@message\":\"" + secret + "\"}\n{\"@level\":\"info\"}\n", "is the log of terraform plan -json, no plan: give the output of terraform show -json PLAN, made of the saved plan of terraform plan -out"},
		{"encrypted", `{"meta": {"key_provider.pbkdf2.mine": "e30="}, "encrypted_data": "` + secret + `", "encryption_version": "v0"}`, "is encrypted by OpenTofu: tfcua does not decrypt; give the output of tofu show -json PLAN"},
		{"bookmark", `{"remote_plan_format":1,"run_id":"run-` + secret + `","hostname":"app.terraform.io"}`, "is the bookmark of a run in HCP Terraform, no plan: give the output of terraform show -json PLAN, made where the bookmark was saved"},
		{"format 2", `{"format_version": "2.0", "configuration": {}}`, "has a format_version that tfcua does not know (it knows 0.1 to 1.x): use a tfcua that does, or give the saved plan itself"},
		{"format 0.0", `{"configuration": {}, "format_version": "0.0"}`, "has a format_version that tfcua does not know (it knows 0.1 to 1.x): use a tfcua that does, or give the saved plan itself"},
		{"cut off", `{"format_version": "1.2", "configuration": {"root_module`, "is cut off: the JSON ends at byte 56; write the whole output of terraform show -json PLAN"},
		{"trailing text", `{"format_version": "1.2", "configuration": {}} ` + secret, "is no plan JSON: at byte 47: unexpected data after the end of the document; give the output of terraform show -json PLAN as it is"},
		{"twice", `{"format_version": "1.2", "format_version": "` + secret + `"}`, "is no plan JSON: at byte 26: a name is there twice in one object; give the output of terraform show -json PLAN as it is"},
		{"wrong kind", `{"format_version": "1.2", "configuration": "` + secret + `"}`, "is no plan JSON that tfcua knows: at byte 43: found a string instead of an object; give the output of terraform show -json PLAN as it is"},
		{"comment", `{"format_version": "1.2", // x`, "is no plan JSON: at byte 26: comments are not allowed in JSON; give the output of terraform show -json PLAN as it is"},
		{"after a line", "Running it\n{\"format_version\": nope}", "is no plan JSON: at byte 31: invalid literal, expected null; give the output of terraform show -json PLAN as it is"},
		{"after the wrapper", "[command]/x/terraform-bin show -json p\n{\"format_version\": \"1.2\", \"configuration\": {}}\n::set-output name=x::0\n" + secret, string(errTrailing)},
		{"UTF-16 text", "\xFF\xFEh\x00i\x00", "is no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read("plan.json", strings.NewReader(test.input), nil, hclcheck.Options{})
			checkError(t, err, "plan.json: "+test.want)
		})
	}
}

func checkError(t *testing.T, err error, want string) {
	t.Helper()
	var ours *Error
	switch {
	case err == nil:
		t.Fatal("no error")
	case !errors.As(err, &ours):
		t.Errorf("the error is a %T: %v", err, err)
	case err.Error() != want:
		t.Errorf("got\n%s\nwant\n%s", err, want)
	case strings.Contains(err.Error(), secret):
		t.Error("the error quotes the plan")
	}
}

func TestRefusesFolder(t *testing.T) {
	folder, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	_, err = Read("x", folder, nil, hclcheck.Options{})
	checkError(t, err, "x: is a folder, no plan: give it as a folder, or a plan of it")
}

type failing struct{ io.Reader }

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is on fire") }

func TestUnreadable(t *testing.T) {
	_, err := Read("-", failing{}, nil, hclcheck.Options{})
	checkError(t, err, "standard input: cannot be read: the disk is on fire")
	started := io.MultiReader(strings.NewReader(`{"format_version": "1.2", "planned_values": "`+strings.Repeat("x", 100<<10)), failing{})
	_, err = Read("-", started, nil, hclcheck.Options{})
	checkError(t, err, "standard input: cannot be read beyond byte 102445: the disk is on fire")
}

// TestEncodings reads one plan however a shell or a CI wrapper wrote it.
func TestEncodings(t *testing.T) {
	plan, err := os.ReadFile(filepath.Join(lab, "var-sensitive", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(order unicode.Endianness) string {
		encoded, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().Bytes(plan)
		if err != nil {
			t.Fatal(err)
		}
		return string(encoded)
	}
	want := describe(mustRead(t, string(plan)))
	for name, text := range map[string]string{
		"UTF-8 with a byte order mark": "\uFEFF" + string(plan),
		"UTF-16, little-endian":        utf16(unicode.LittleEndian),
		"UTF-16, big-endian":           utf16(unicode.BigEndian),
		"leading white space":          "\r\n  " + string(plan),
		"wrapper":                      "[command]/tmp/a/terraform-bin show -json plan.tfplan\n" + string(plan),
		"wrapper with trailer":         "[command]/tmp/a/terraform-bin show -json plan.tfplan\r\n" + strings.TrimSpace(string(plan)) + "%0A\r\n::set-output name=stderr::\r\n::debug::exit 0\r\n",
		"other lines before":           "Initializing...\n\n" + string(plan),
	} {
		t.Run(name, func(t *testing.T) {
			configuration := mustRead(t, text)
			named := len(configuration.Unseen) == 1 && configuration.Unseen[0].Address == wrapperLines.Address
			if named != strings.HasPrefix(text, "[command]") {
				t.Errorf("the wrapper is named: %v", named)
			}
			configuration.Unseen = nil
			if got := describe(configuration); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	saved, err := os.ReadFile(filepath.Join(lab, "local", "saved.tfplan"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		string(saved):         "saved_plan",
		` {"a": 1}`:           "plan_json",
		"\uFEFF{}":            "plan_json",
		"\xFF\xFE{\x00":       "plan_json",
		"[command]x\n{\"a\":": "plan_json",
		"[command]x\n{a":      "",
		"variable \"x\" {\n}": "",
		"":                    "",
		"[]":                  "",
	} {
		if got := string(Sniff([]byte(text))); got != want {
			t.Errorf("%.20q: got %q, want %q", text, got, want)
		}
	}
}

func mustRead(t *testing.T, text string) tfcua.Configuration {
	t.Helper()
	configuration, err := Read("-", bytes.NewReader([]byte(text)), nil, hclcheck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return configuration
}
