package plancheck

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/msgpack"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// message appends protobuf fields as the tests need them.
type message []byte

func (m message) number(field protowire.Number, value uint64) message {
	return protowire.AppendVarint(protowire.AppendTag(m, field, protowire.VarintType), value)
}

func (m message) bytes(field protowire.Number, value []byte) message {
	return protowire.AppendBytes(protowire.AppendTag(m, field, protowire.BytesType), value)
}

func (m message) variable(name string, value []byte) message {
	return m.bytes(planVariables, message(nil).bytes(entryKey, []byte(name)).bytes(entryValue, message(nil).bytes(dynamicMsgpack, value)))
}

func (m message) change(address, provider string, action uint64) message {
	inner := message(nil).number(changeAction, action).bytes(2, []byte("values are never decoded"))
	return m.bytes(planResourceChanges, message(nil).bytes(changeProvider, []byte(provider)).bytes(changeAddress, []byte(address)).bytes(changeChange, inner))
}

const planned = `
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = ">= 4.0" }
    azapi   = { source = "azure/azapi" }
  }
}
variable "partner_id" {
  default = null
}
provider "azurerm" {
  features {}
  partner_id = var.partner_id
}
provider "azurerm" {
  alias = "west"
  features {}
  partner_id = terraform.workspace
}
resource "azurerm_resource_group" "rg" {}
`

const azurerm = `provider["registry.terraform.io/hashicorp/azurerm"]`

// entries are a saved plan's, which a test changes as it needs.
func entries(plan message) map[string]string {
	return map[string]string{
		"tfplan":                string(plan),
		"tfstate":               "never opened",
		"tfconfig/modules.json": `[{"Key": "", "Dir": "."}]`,
		"tfconfig/m-/main.tf":   planned,
		".terraform.lock.hcl":   "provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version = \"4.1.0\"\n}\n",
	}
}

func archive(t testing.TB, entries map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"tfplan", "tfstate", "tfconfig/m-/main.tf", "tfconfig/modules.json", ".terraform.lock.hcl"} {
		if text, ok := entries[name]; ok {
			addEntry(t, w, name, text)
		}
	}
	for name, text := range entries {
		switch name {
		case "tfplan", "tfstate", "tfconfig/m-/main.tf", "tfconfig/modules.json", ".terraform.lock.hcl":
		default:
			addEntry(t, w, name, text)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func addEntry(t testing.TB, w *zip.Writer, name, text string) {
	t.Helper()
	entry, err := w.Create(name)
	if err == nil {
		_, err = io.WriteString(entry, text)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func sound() message {
	return message(nil).number(planVersion, 3).bytes(planTerraformVersion, []byte("1.12.0")).
		bytes(planBackend, message(nil).bytes(workspaceName, []byte("stage")))
}

func dynamic(t testing.TB, value cty.Value) []byte {
	t.Helper()
	encoded, err := msgpack.Marshal(value, cty.DynamicPseudoType)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// TestSavedPlan reads saved plans as small as they can be.
func TestSavedPlan(t *testing.T) {
	guid := dynamic(t, cty.StringVal("a1b2c3d4-e5f6-4711-8899-aabbccddeeff"))
	for _, test := range []struct {
		name string
		plan message
		want string
	}{
		{"defaults", sound(), `saved_plan of Terraform 1.12.0
provider.azurerm (registry.terraform.io/hashicorp/azurerm)
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), unused
    partner_id = "stage"
`},
		{"variable", sound().variable("partner_id", guid), `saved_plan of Terraform 1.12.0
provider.azurerm (registry.terraform.io/hashicorp/azurerm)
    partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), unused
    partner_id = "stage"
`},
		{"given at apply", sound().bytes(planApplyTime, []byte("partner_id")), `saved_plan of Terraform 1.12.0
provider.azurerm (registry.terraform.io/hashicorp/azurerm)
    partner_id unknown
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), unused
    partner_id = "stage"
`},
		{"no MessagePack", sound().variable("partner_id", []byte("\xDD\xFF\xFF\xFF\xFF")), `saved_plan of Terraform 1.12.0
provider.azurerm (registry.terraform.io/hashicorp/azurerm)
    partner_id unknown
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), unused
    partner_id = "stage"
`},
		{"changes", sound().number(planApplyable, 1).number(planComplete, 1).
			change("azurerm_resource_group.rg[0]", azurerm, 1).change("azurerm_resource_group.rg[1]", azurerm, 6).change("azurerm_x.gone", azurerm+".west", 5).
			change("data.azurerm_x.y", azurerm, 2).change("azapi_resource.gone", `provider["registry.terraform.io/azure/azapi"]`, 5).
			change("aws_x.y", `provider["registry.terraform.io/hashicorp/aws"]`, 1), `saved_plan of Terraform 1.12.0
provider.azurerm (registry.terraform.io/hashicorp/azurerm), 1 create, 1 replace
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), 1 delete
    partner_id = "stage"
provider.azapi (registry.terraform.io/azure/azapi), implied, 1 delete
`},
		{"target", sound().number(planApplyable, 1).bytes(planTargets, []byte("azurerm_x.y")).change("azurerm_x.y", azurerm+".west", 3), `saved_plan of Terraform 1.12.0, not complete
provider.azurerm (registry.terraform.io/hashicorp/azurerm), unused
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), 1 update
    partner_id = "stage"
`},
		{"deferred", sound().number(planApplyable, 1).bytes(planDeferred, nil).bytes(planDeferred, nil), `saved_plan of Terraform 1.12.0, not complete, 2 deferred
provider.azurerm (registry.terraform.io/hashicorp/azurerm)
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), unused
    partner_id = "stage"
`},
		{"errored", sound().number(planErrored, 1), `saved_plan of Terraform 1.12.0, errored, not complete
provider.azurerm (registry.terraform.io/hashicorp/azurerm)
provider.azurerm.west (registry.terraform.io/hashicorp/azurerm), unused
    partner_id = "stage"
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := describe(mustRead(t, string(archive(t, entries(test.plan)))))
			want := test.want + "requires registry.terraform.io/hashicorp/azurerm >= 4.0\nselects registry.terraform.io/hashicorp/azurerm 4.1.0\n"
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestUnknownVariable holds why a variable of a saved plan is not known.
func TestUnknownVariable(t *testing.T) {
	for reason, plan := range map[string]message{
		"is ephemeral":                  sound().bytes(planApplyTime, []byte("partner_id")),
		"cannot be decoded":             sound().variable("partner_id", []byte("\xC1")),
		"larger than tfcua keeps":       sound().variable("partner_id", dynamic(t, cty.StringVal(strings.Repeat("x", maxValue)))),
		"larger than tfcua keeps of a ": sound().variable("partner_id", make([]byte, maxValue+1)),
	} {
		configuration := mustRead(t, string(archive(t, entries(plan))))
		if setting := configuration.Providers[0].PartnerID; setting.State() != tfcua.Unknown || !strings.Contains(setting.Reason(), reason) {
			t.Errorf("%s: got %+v", reason, setting)
		}
	}
}

// TestHostileArchive refuses what Terraform would not have written.
func TestHostileArchive(t *testing.T) {
	with := func(name, text string) map[string]string {
		all := entries(sound())
		all[name] = text
		return all
	}
	without := func(name string) map[string]string {
		all := entries(sound())
		delete(all, name)
		return all
	}
	again := "; make it again with terraform plan -out"
	for _, test := range []struct {
		name    string
		entries map[string]string
		want    string
	}{
		{"climbing name", with("../x", ""), "is a zip archive whose entry 6 has an unsafe name, as Terraform gives none: it was not read"},
		{"absolute name", with("/etc/passwd", ""), "is a zip archive whose entry 6 has an unsafe name, as Terraform gives none: it was not read"},
		{"backslash", with(`tfconfig\x`, ""), "is a zip archive whose entry 6 has an unsafe name, as Terraform gives none: it was not read"},
		{"two of one name", with("tfplan/", ""), "is a zip archive that has two entries of one name (entry 6 repeats an earlier one), as Terraform writes none: it was not read"},
		{"no tfplan", without("tfplan"), "is a zip archive without a tfplan in it, no saved plan: give what terraform plan -out wrote"},
		{"no configuration", without("tfconfig/modules.json"), "is a saved plan without a configuration in it (tfconfig/modules.json): make it again with terraform plan -out"},
		{"no manifest", with("tfconfig/modules.json", secret), "is no saved plan that can be read: tfconfig/modules.json in it is no module manifest" + again},
		{"empty tfplan", with("tfplan", ""), "is a saved plan of format 0, and tfcua knows format 3 alone: give the JSON of terraform show -json, or use a tfcua that knows it"},
		{"format 4", with("tfplan", string(message(nil).number(planVersion, 4))), "is a saved plan of format 4, and tfcua knows format 3 alone: give the JSON of terraform show -json, or use a tfcua that knows it"},
		{"no protobuf", with("tfplan", "\x0F\x0F\x0F"), "is no saved plan that can be read: tfplan in it is damaged at byte 1" + again},
		{"overlong varint", with("tfplan", strings.Repeat("\xFF", 20)), "is no saved plan that can be read: tfplan in it is damaged at byte 10" + again},
		{"cut off", with("tfplan", string(sound()[:8])), "is no complete saved plan: tfplan in it is cut off at byte 8" + again},
		{"huge field", with("tfplan", string(protowire.AppendVarint(protowire.AppendTag(nil, planVariables, protowire.BytesType), 1<<40))), "has a field of more than 64 MiB, at byte 7 of tfplan"},
		{"lying length", with("tfplan", string(protowire.AppendVarint(protowire.AppendTag(nil, planVariables, protowire.BytesType), 60<<20))), "is no complete saved plan: tfplan in it is cut off at byte 5" + again},
		{"lying skip", with("tfplan", string(protowire.AppendVarint(protowire.AppendTag(nil, 4, protowire.BytesType), 1<<63))), "is no saved plan that can be read: tfplan in it is damaged at byte 11" + again},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read("p", bytes.NewReader(archive(t, test.entries)), nil, hclcheck.Options{})
			checkError(t, err, "p: "+test.want)
		})
	}
	t.Run("sources", func(t *testing.T) {
		_, err := Read("p", bytes.NewReader(archive(t, with("tfconfig/m-/main.tf", "provider {"))), nil, hclcheck.Options{})
		if err == nil || !strings.HasPrefix(err.Error(), "p: in the configuration that was planned: main.tf:1:") {
			t.Error(err)
		}
	})
	t.Run("too much configuration", func(t *testing.T) {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for i := range 9 {
			// The directory says how large an entry is; nothing is inflated to see.
			_, err := w.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("tfconfig/m-/%d.tf", i), UncompressedSize64: 31 << 20})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := Read("p", &b, nil, hclcheck.Options{})
		checkError(t, err, "p: holds more than 256 MiB of configuration, more than tfcua reads")
	})
	t.Run("source hidden as a folder", func(t *testing.T) {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range []string{"tfplan", "tfconfig/modules.json", "tfconfig/m-/main.tf", "tfconfig/m-/provider_override.tf"} {
			header := &zip.FileHeader{Name: name}
			if strings.HasSuffix(name, "override.tf") {
				header.SetMode(fs.ModeDir | 0o755) // which Terraform does not look at
			}
			entry, err := w.CreateHeader(header)
			if err == nil {
				_, err = io.WriteString(entry, entries(sound())[name])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := Read("p", &b, nil, hclcheck.Options{})
		checkError(t, err, "p: is a zip archive whose entry 4 is no regular file, as Terraform writes none: it was not read")
	})
	t.Run("damaged entry", func(t *testing.T) {
		whole := archive(t, entries(sound()))
		whole[bytes.Index(whole, []byte("tfplan"))+8] ^= 0xFF
		_, err := Read("p", bytes.NewReader(whole), nil, hclcheck.Options{})
		if err == nil {
			t.Error("no error")
		}
	})
}

// TestFile reads a saved plan where it is, wherever the file's offset is.
func TestFile(t *testing.T) {
	path := filepath.Join(lab, "local", "saved.tfplan")
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.Seek(100, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	got, err := Read(path, file, nil, hclcheck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := (tfcua.Input{Path: path, Kind: tfcua.SavedPlan, TerraformVersion: "1.11.4"}); got.Input != want {
		t.Errorf("got %+v", got.Input)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if piped := mustRead(t, string(text)); describe(piped) != describe(got) {
		t.Errorf("from a pipe\n%s\nfrom the file\n%s", describe(piped), describe(got))
	}
}

// TestComplete holds how the plans of Terraform before 1.8 and of OpenTofu are
// read, which do not say whether they are complete.
func TestComplete(t *testing.T) {
	for _, test := range []struct {
		plan tfplan
		want bool
	}{
		{tfplan{}, true},
		{tfplan{targeted: true}, false},
		{tfplan{errored: true}, false},
		{tfplan{applyable: true}, false},
		{tfplan{applyable: true, complete: true}, true},
		{tfplan{complete: true}, true},
		{tfplan{deferred: 1}, false},
	} {
		if got := test.plan.isComplete(); got != test.want {
			t.Errorf("%+v: got %t", test.plan, got)
		}
	}
}

func TestSoundMsgpack(t *testing.T) {
	for _, value := range []cty.Value{
		cty.NullVal(cty.String), cty.StringVal(strings.Repeat("é", 70_000)), cty.True, cty.NumberIntVal(-70000), cty.NumberFloatVal(1.5), cty.UnknownVal(cty.String),
		cty.MapVal(map[string]cty.Value{"a": cty.ListVal([]cty.Value{cty.StringVal("b")})}), cty.EmptyObjectVal,
		cty.UnknownVal(cty.String).RefineNotNull(), cty.MustParseNumberVal("123456789012345678901234567890"),
		cty.ObjectVal(map[string]cty.Value{"a": cty.TupleVal(make20(cty.Zero)), "b": cty.NumberFloatVal(1e10)}),
	} {
		encoded := dynamic(t, value)
		if !soundMsgpack(encoded) {
			t.Errorf("%#v is refused", value)
		}
		if soundMsgpack(encoded[:len(encoded)-1]) || soundMsgpack(append(encoded, 0)) {
			t.Errorf("%#v is taken when cut off or followed by more", value)
		}
		if got, ok := decodeMsgpack(encoded); !ok || !got.RawEquals(value) {
			t.Errorf("%#v became %#v", value, got)
		}
	}
	for _, text := range []string{"", "\xC1", "\x91", "\xDC\x00", "\xDF\xFF\xFF\xFF\xFF", "\xC6\xFF\xFF\xFF\xFF", strings.Repeat("\x91", 600) + "\xC0"} {
		if soundMsgpack([]byte(text)) {
			t.Errorf("%.10q is taken", text)
		}
	}
	if _, ok := decodeMsgpack(dynamic(t, cty.MustParseNumberVal("1e999999999"))); ok {
		t.Error("a number of a thousand million digits is kept")
	}
}

func make20(value cty.Value) []cty.Value {
	values := make([]cty.Value, 20)
	for i := range values {
		values[i] = value
	}
	return values
}

func FuzzSavedPlan(f *testing.F) {
	f.Add([]byte(sound()), []byte(planned))
	f.Add([]byte(sound().variable("partner_id", []byte("\x92\xC4\x08\"string\"\xA1x")).change("azurerm_x.y", azurerm, 1)), []byte("provider \"azurerm\" {}"))
	for _, name := range []string{"var-object-attribute", "plan-orphan-alias-destroy", "var-ephemeral-cli"} {
		archive, err := zip.OpenReader(filepath.Join(lab, name, "saved.tfplan"))
		if err != nil {
			f.Fatal(err)
		}
		plan, err := archive.Open("tfplan")
		if err != nil {
			f.Fatal(err)
		}
		text, err := io.ReadAll(plan)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, []byte(planned))
	}
	f.Fuzz(func(t *testing.T, plan, source []byte) {
		all := entries(plan)
		all["tfconfig/m-/main.tf"] = string(source)
		checkRead(t, archive(t, all))
		// The same bytes as the archive itself, behind its magic number.
		checkRead(t, append([]byte("PK\x03\x04"), plan...))
	})
}

// endless is so many fields with nothing in them as anyone reads.
type endless struct{}

func (endless) Read(buffer []byte) (int, error) {
	const field = "\x7a\x00"
	return copy(buffer, strings.Repeat(field, len(buffer)/len(field))), nil
}

// An archive of a megabyte holds a gigabyte of them.
func TestEndlessFields(t *testing.T) {
	_, err := readTfplan(endless{}, nil)
	if err == nil || err.Error() != "has a tfplan of more than 10 million fields, more than tfcua reads" {
		t.Errorf("the error is %v", err)
	}
}
