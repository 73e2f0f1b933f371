package hclcheck

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tfcua/tfcua"
)

// sources is a root module of files in memory.
func sources(files map[string]string) Source {
	all := make(fstest.MapFS, len(files))
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Source{FS: all, Dir: "."}
}

// load reads a root module of files in memory.
func load(t *testing.T, files map[string]string, options Options) *Root {
	t.Helper()
	root, err := Load(sources(files), options)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// evaluated is the partner_id that an expression makes: its value, or why it has
// none. Beside the expression stand what else main.tf holds, and other files.
func evaluated(t *testing.T, expression, more string, files map[string]string) string {
	t.Helper()
	all := map[string]string{"main.tf": strings.Replace(azurermFolder, "%", expression, 1) + more}
	for name, text := range files {
		all[name] = text
	}
	setting := load(t, all, Options{}).Configuration().Providers[0].PartnerID
	switch setting.State() {
	case tfcua.Known:
		return setting.Value()
	case tfcua.Unset:
		return "null"
	default:
		return setting.Reason()
	}
}

// TestWhyUnknown: what is not known names the thing that Terraform alone knows, as
// far from the provider block as that is.
func TestWhyUnknown(t *testing.T) {
	called := map[string]string{"m/main.tf": `
variable "id" {
  default = "x"
}
output "id" {
  value = var.id
}
output "made" {
  value = random_uuid.x.result
}
output "other" {
  value = uuid()
}
`}
	for _, test := range []struct{ expression, more, want string }{
		{`random_uuid.x.result`, "", "random_uuid.x is known to Terraform alone, at apply at the latest"},
		{`data.azurerm_client_config.c.client_id`, "", "data.azurerm_client_config.c is read by Terraform, at plan or at apply"},
		{`data.azurerm_client_config`, "", "data.azurerm_client_config is read by Terraform, at plan or at apply"},
		{`terraform.applying ? "a" : "b"`, "", "terraform.applying is known to Terraform alone"},
		{`terraform.workspace`, "", "default"},
		{`path.cwd`, "", "path.cwd is the folder that Terraform runs in"},
		{`path.module`, "", "."},
		{`path.root`, "", "."},

		{`local.none`, "", "local.none is not declared"},
		{`local.made`, "locals {\n  made = random_uuid.x.result\n}\n", "random_uuid.x is known to Terraform alone, at apply at the latest"},
		{`local.a`, "locals {\n  a = local.b\n  b = uuid()\n}\n", "it calls uuid(): "},
		{`local.wrong`, "locals {\n  wrong = parseint(\"x\", 10)\n}\n", "local.wrong cannot be evaluated: "},
		{`"${local.known}${local.made}"`, "locals {\n  known = \"x\"\n  made = random_uuid.x.result\n}\n", "random_uuid.x is known to Terraform alone, at apply at the latest"},

		{`var.none`, "", "variable none is not declared"},
		{`var.x`, "variable \"x\" {}\n", "variable x has no default and is given no value here: give it with --var, --var-file or TF_VAR_x"},
		{`var.x`, "variable \"x\" {\n  default = var.y\n}\n", "the default of variable x cannot be evaluated"},
		{`var.x`, "variable \"x\" {\n  type = number\n  default = \"x\"\n}\n", "the value of variable x (its default) is not of its type, so Terraform refuses it"},
		{`var.x`, "variable \"x\" {\n  nullable = false\n  default = null\n}\n", "variable x is null and not nullable, which Terraform refuses"},

		{`module.none.id`, "", "module.none is not declared"},
		{`module.far.id`, "module \"far\" {\n  source = \"Azure/naming/azurerm\"\n}\n", "module.far could not be seen"},
		{`module.m.id`, "module \"m\" {\n  source = \"./m\"\n}\n", "x"},
		{`module.m.made`, "module \"m\" {\n  source = \"./m\"\n}\n", "random_uuid.x is known to Terraform alone, at apply at the latest"},
		{`module.m.other`, "module \"m\" {\n  source = \"./m\"\n}\n", "it calls uuid(): "},
		{`module.m.id`, "module \"m\" {\n  source = \"./m\"\n  id = data.t.n.id\n}\n", "data.t.n is read by Terraform, at plan or at apply"},
		{`module.m.id`, "module \"m\" {\n  source = \"./m\"\n  id = parseint(\"x\", 10)\n}\n", "Invalid function argument"},
		{`module.m["a"].id`, "module \"m\" {\n  source = \"./m\"\n  for_each = { (random_uuid.x.result) = 1 }\n  id = each.key\n}\n", "each is not known: the instances of the module are not"},
		{`module.m[0].id`, "module \"m\" {\n  source = \"./m\"\n  count = random_integer.x.result\n  id = count.index\n}\n", "count is not known: the instances of the module are not"},
		{`module.m[1].id`, "module \"m\" {\n  source = \"./m\"\n  count = 2\n  id = count.index\n}\n", "1"},

		{`provider::azapi::build_resource_id("a")`, "", "it calls a provider's function, which only the provider can run"},
		{`brandnew("a")`, "", "it calls a function that tfcua does not know"},
		{`abspath("x")`, "", "it calls abspath(): it depends on the folder that Terraform runs in"},
		{`abspath("/x/../y")`, "", "/y"},
		{`file("~/x")`, "", "it calls file(): the file lies outside the repository, which is all that is read"},
		{`fileexists("m")`, "", "Terraform stops at the expression: "},
		{`join(",", fileset(".", "m/*.tf"))`, "", "m/main.tf"},
		{`join(",", fileset(".", "m/["))`, "", "Terraform stops at the expression: "},
		{`join(",", fileset("../x", "*"))`, "", "it calls fileset(): the file lies outside the repository, which is all that is read"},
	} {
		if got := evaluated(t, test.expression, test.more, called); !strings.HasPrefix(got, test.want) || test.want == "" {
			t.Errorf("%s: %q, want %q", test.expression, got, test.want)
		}
	}
}

// TestTooMuch: a call that would make more than is allowed is not made, and what
// it makes is unknown; the same of less is evaluated.
func TestTooMuch(t *testing.T) {
	const larger = "larger"
	long := `join("", [for i in range(500) : "` + strings.Repeat("0", 100) + `"])` // 50,000 characters
	for _, test := range []struct{ expression, want string }{
		{`tostring(length(setproduct(range(10), range(10), ["a", "b"])))`, "200"},
		{`tostring(length(setproduct(range(1000), range(1000), range(10))))`, larger},
		{`format("%5s", "x")`, "    x"},
		{`substr(format("%1000000000s", "x"), 0, 1)`, larger},
		{`substr(format("%99999999999999999999s", "x"), 0, 1)`, larger},
		{`substr(format("%*s", 1000000000, "x"), 0, 1)`, larger},
		{`formatlist("%3s", ["x", "y"])[1]`, "  y"},
		{`formatlist("%90000s", range(100))[0]`, larger},
		{`indent(2, "a\nb")`, "a\n  b"},
		{`substr(indent(10000000, "a\nb"), 0, 1)`, larger},
		{`join("-", ["a", "b"])`, "a-b"},
		{`substr(join(` + long + `, range(1000)), 0, 1)`, larger},
		{`replace("aba", "/a/", "cc")`, "ccbcc"},
		{`replace("aba", "a", "cc")`, "ccbcc"},
		{`substr(replace(join("", range(1000)), "0", ` + long + `), 0, 1)`, larger},
		{`substr(replace(join("", range(1000)), "/0/", ` + long + `), 0, 1)`, larger},
		{`yamldecode("a: &x 1\nb: *x").b == 1 ? "same" : "other"`, "same"},
		{`yamldecode("a: &a [x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: &d [*c,*c,*c]\ne: *d").a[0]`, larger},
		{`jsondecode("{\"a\": [\"x\"]}").a[0]`, "x"},
		{`tostring(length(jsondecode(format("[%s0]", join("", [for i in range(1000) : "[0],[0],[0],[0],[0],[0],[0],[0],[0],[0],[0],"])))))`, larger},
		{`split(",", "a,b")[1]`, "b"},
		{`split("", ` + long + `)[0]`, larger},
		{`split("0", ` + long + `)[0]`, larger},
		{`regexall("[a-z]", "xyz")[1]`, "y"},
		{`regexall("[0-9]", ` + long + `)[0]`, larger},
		{`tostring(tonumber("1e3"))`, "1000"},
		{`tostring(tonumber("1e99999999"))`, larger},
		{`tostring(parseint("ff", 16))`, "255"},
		{`tostring(parseint(` + long + `, 10))`, larger},
		{`distinct(["b", "a", "b"])[1]`, "a"},
		{`tostring(length(distinct([for i in range(200) : range(100)])))`, larger},
		{`tostring(length(toset(["a", "a"])))`, "1"},
		{`merge({ a = "x" }, null).a`, "x"},
		{`flatten([["a"], [["b"]]])[1]`, "b"},
		{`tostring(length(flatten([for i in range(200) : range(100)])))`, larger},
	} {
		got := evaluated(t, test.expression, "", nil)
		if got != test.want && (test.want != larger || got == "" || !strings.Contains(got, "tfcua evaluates") && !strings.Contains(got, "Terraform alone knows")) {
			t.Errorf("%.100s: %.200q, want %q", test.expression, got, test.want)
		}
	}
}

// TestTemplates: a template is rendered with what it is given, wherever it stands.
func TestTemplates(t *testing.T) {
	files := map[string]string{
		"id.tftpl": "pid-${lower(id)}", "new.tftpl": "${brandnew(id)}", "bad.tftpl": "${id", "latin.tftpl": "\xe9",
		"nested.tftpl": `${templatefile("id.tftpl", {id = "X"})}`, "wide.tftpl": "%{ for i in range(1000) }" + strings.Repeat("0", 2000) + "%{ endfor }",
	}
	for _, test := range []struct{ expression, want string }{
		{`templatefile("id.tftpl", { id = "A" })`, "pid-a"},
		{`templatefile("id.tftpl", { for k in ["id"] : k => "A" })`, "pid-a"},
		{`templatefile("id.tftpl", { id = random_uuid.x.result })`, "random_uuid.x is known to Terraform alone, at apply at the latest"},
		{`templatefile("id.tftpl", ["A"])`, "Terraform stops at the expression: "},
		{`templatefile("id.tftpl", {})`, "Terraform stops at the expression: "},
		{`templatefile("bad.tftpl", { id = "A" })`, "Terraform stops at the expression: "},
		{`templatefile("latin.tftpl", {})`, "Terraform stops at the expression: "},
		{`templatefile("none.tftpl", {})`, "Terraform stops at the expression: "},
		{`file("latin.tftpl")`, "Terraform stops at the expression: "},
		{`filebase64("latin.tftpl")`, "6Q=="},
		{`templatefile("new.tftpl", { id = "A" })`, "it depends on what Terraform alone knows"},
		{`substr(templatefile("wide.tftpl", {}), 0, 1)`, "a value on the way to it is larger, or deeper, than tfcua evaluates"},
		{`templatestring(local.template, { id = "A" })`, "pid-A"},
		// Terraform refuses these, or some of its releases do, and try tells them apart.
		{`try(templatestring("$${id}", { id = "A" }), "")`, "it depends on what Terraform alone knows"},
		{`try(templatestring(upper(local.template), { id = "A" }), "")`, "it depends on what Terraform alone knows"},
		{`try(templatestring(local.template, { "1z" = 3, id = "A" }), "B")`, "B"},
		{`try(element(["", "A"], -1), "")`, "a value on the way to it is larger, or deeper, than tfcua evaluates"},
		{`try(format("%s", null), "A")`, "a value on the way to it is larger, or deeper, than tfcua evaluates"},
		{`file("id.tftpl")`, "pid-${lower(id)}"},
		{`filemd5("bad.tftpl")`, "69ee69e6e5f588bc7c4af919e79082af"},
	} {
		got := evaluated(t, test.expression, "locals {\n  template = \"pid-$${id}\"\n}\n", files)
		if !strings.HasPrefix(got, test.want) || test.want == "" {
			t.Errorf("%s: %.100q, want %q", test.expression, got, test.want)
		}
	}
}
