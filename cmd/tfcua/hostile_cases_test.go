//go:build unix

package main

import (
	"fmt"
	"io"
	"strings"
)

// hostileInputs are the inputs, those of one kind together.
func hostileInputs() []hostile {
	var all []hostile
	for _, kind := range [][]hostile{noPlans(), encoded(), archives(), nested(), loops(), places(), masses()} {
		all = append(all, kind...)
	}
	return all
}

func noPlans() []hostile {
	return []hostile{
		{name: "no file", args: "gone", code: 2, stderr: "tfcua: gone: no such file or directory"},
		{name: "a folder without configuration", code: 2, stderr: "tfcua: .: holds no configuration files (.tf, .tf.json, .tofu, .tofu.json)"},
		{name: "an empty device", args: "/dev/null", code: 2, stderr: "tfcua: /dev/null: is empty: no plan was written to it; make one with terraform show -json PLAN, or give the saved plan of terraform plan -out"},
		{name: "an endless device", args: "/dev/zero", code: 2, stderr: "tfcua: /dev/zero: is a binary file, no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"},
		{name: "empty", files: one("p", ""), args: "p", code: 2, stderr: "tfcua: p: is empty: no plan was written to it; make one with terraform show -json PLAN, or give the saved plan of terraform plan -out"},
		{name: "nothing on standard input", args: "-", code: 2, stderr: "tfcua: standard input: is empty: no plan was written to it; make one with terraform show -json PLAN, or give the saved plan of terraform plan -out"},
		{name: "binary", files: one("p", "\x7fELF\x02\x01\x01\x00\x00"), args: "p", code: 2, stderr: "tfcua: p: is a binary file, no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"},
		{name: "gzip", files: one("p", gzipped(planHead+"1"+planTail)), args: "p", code: 2, stderr: "tfcua: p: is compressed: unpack it first"},
		{name: "a state", files: one("p", `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[]}`), args: "p", code: 2, stderr: "tfcua: p: is a state file, no plan: give the output of terraform show -json PLAN, or the saved plan of terraform plan -out"},
		{name: "the JSON of a state", files: one("p", `{"format_version":"1.0","values":{"root_module":{}}}`), args: "p", code: 2, stderr: "tfcua: p: is the JSON of a state, no plan: terraform show -json was run without a plan; run terraform show -json PLAN"},
		{name: "a plan of another tool", files: one("p", `{"config":{},"steps":[{"op":"create","urn":"urn:pulumi:dev::x"}]}`), args: "p", code: 2, stderr: "tfcua: p: is JSON without a format_version, no plan: give the whole output of terraform show -json PLAN"},
		{name: "two documents", files: one("p", planHead+"1"+planTail+planHead+"1"+planTail), args: "p", code: 2, stderr: "tfcua: p: is no plan JSON: at byte 325: unexpected data after the end of the document; give the output of terraform show -json PLAN as it is"},
		{name: "two documents in lines", args: "-", stdin: written(planHead+"1"+planTail, "\n", planHead+"1"+planTail), code: 2, stderr: "tfcua: standard input: is no plan JSON: at byte 326: unexpected data after the end of the document; give the output of terraform show -json PLAN as it is"},
		{name: "two names", files: one("p", `{"format_version":"1.2","format_version":"1.2"}`), args: "p", code: 2, stderr: "tfcua: p: is no plan JSON: at byte 24: a name is there twice in one object; give the output of terraform show -json PLAN as it is"},
	}
}

func encoded() []hostile {
	sound := tagging(`"` + contoso + `"`)
	return []hostile{
		{name: "NUL in a configuration", files: one("main.tf", tagging("\"\x00\"")), code: 1, line: "main.tf:12:16: error CUA104 tracking-id-malformed: partner_id is (1 character: other characters): it is no tracking ID. azurerm refuses to start: the provider accepts a GUID, pid-<guid>-partnercenter or nothing. …"},
		{name: "no UTF-8 in a configuration", files: one("main.tf", tagging("\"\xff\"")), code: 2, stderr: "tfcua: main.tf:12:17: Invalid character encoding"},
		{name: "a configuration in UTF-16", files: one("main.tf", utf16(sound)), code: 2, stderr: "tfcua: main.tf:1:1: Invalid character encoding"},
		{name: "a configuration with CRLF", files: one("main.tf", strings.ReplaceAll(sound, "\n", "\r\n")), line: "proved: At apply the one azurerm provider configuration sends pid-" + contoso + "."},
		{name: "a configuration with a byte order mark", files: one("main.tf", "\ufeff"+sound), line: "proved: At apply the one azurerm provider configuration sends pid-" + contoso + "."},
		{name: "NUL in a plan", files: one("p", planHead+"\"\x00\""+planTail), args: "p", code: 2, stderr: "tfcua: p: is no plan JSON: at byte 76: control character in string, which has to be escaped; give the output of terraform show -json PLAN as it is"},
		{name: "no UTF-8 in a plan", files: one("p", planHead+"\"\xff\""+planTail), args: "p", code: 2, stderr: "tfcua: p: is no plan JSON: at byte 76: invalid UTF-8 in string; give the output of terraform show -json PLAN as it is"},
		{name: "a plan in UTF-16", files: one("p", utf16(planHead+"1"+planTail)), args: "p", line: "allowed: No findings, and nothing to prove: no azurerm provider configuration is in use."},
		{name: "a plan in half of UTF-16", files: one("p", utf16(planHead + "1" + planTail)[:501]), args: "p", code: 2, stderr: "tfcua: p: is cut off: the JSON ends at byte 252 of its text in UTF-8; write the whole output of terraform show -json PLAN"},
		{name: "escapes of a terminal", files: one("main.tf", tagging(`"\u001b[2J"`)), code: 1, line: "main.tf:12:16: error CUA104 tracking-id-malformed: partner_id is (4 characters: letters, digits, other characters): it is no tracking ID. azurerm refuses to start: the provider accepts a GUID, pid-<guid>-partnercenter or nothing. …"},
	}
}

func archives() []hostile {
	plan, manifest := entry{"tfplan", written("\x08\x03")}, entry{"tfconfig/modules.json", written(`[{"Key":"","Dir":"."}]`)}
	of := func(entries ...entry) map[string]stream { return map[string]stream{"p": archive(entries...)} }
	var crowd []entry
	for i := range 20_000 {
		crowd = append(crowd, entry{fmt.Sprint(i), written("")})
	}
	return []hostile{
		{name: "a zip bomb", bulk: of(entry{"tfplan", between("\x08\x03", "\x7a\x00", 11*million, "")}, manifest), args: "p", code: 2, stderr: "tfcua: p: has a tfplan of more than 10 million fields, more than tfcua reads"},
		{name: "a zip bomb of sources", bulk: of(plan, manifest, entry{"tfconfig/m-/main.tf", between("", "#", 300*million, "")}), args: "p", code: 2, stderr: "tfcua: p: holds more than 256 MiB of configuration, more than tfcua reads", large: true},
		{name: "a zip bomb as manifest", bulk: of(plan, entry{"tfconfig/modules.json", between("", " ", 17<<20, "")}), args: "p", code: 2, stderr: "tfcua: p: has a tfconfig/modules.json of more than 16 MiB, more than tfcua reads"},
		{name: "a way out of an archive", bulk: of(plan, manifest, entry{"../../x", written("")}), args: "p", code: 2, stderr: "tfcua: p: is a zip archive whose entry 3 has an unsafe name, as Terraform gives none: it was not read"},
		{name: "an absolute name in an archive", bulk: of(plan, manifest, entry{"/etc/passwd", written("")}), args: "p", code: 2, stderr: "tfcua: p: is a zip archive whose entry 3 has an unsafe name, as Terraform gives none: it was not read"},
		{name: "an entry twice", bulk: of(plan, manifest, plan), args: "p", code: 2, stderr: "tfcua: p: is a zip archive that has two entries of one name (entry 3 repeats an earlier one), as Terraform writes none: it was not read"},
		{name: "any archive", bulk: of(entry{"a", written("")}), args: "p", code: 2, stderr: "tfcua: p: is a zip archive without a tfplan in it, no saved plan: give what terraform plan -out wrote"},
		{name: "a crowd of entries", bulk: of(crowd...), args: "p", code: 2, stderr: "tfcua: p: is a zip archive without a tfplan in it, no saved plan: give what terraform plan -out wrote"},
	}
}

func nested() []hostile {
	deep := strings.Repeat("[", 100_000)
	return []hostile{
		{name: "brackets in a plan", stdin: between(planHead, "[", million, ""), args: "-", code: 2, stderr: "tfcua: standard input: is no plan JSON: at byte 10073: nested deeper than 10000 levels; give the output of terraform show -json PLAN as it is"},
		{name: "brackets in a configuration", bulk: map[string]stream{"main.tf": between("locals {\n  a = ", "[", million, "")}, code: 2, stderr: "tfcua: main.tf:2:1: an expression is nested deeper than tfcua reads"},
		{name: "parentheses in a configuration", files: one("main.tf", tagging(strings.Repeat("(", 3000)+"1"+strings.Repeat(")", 3000))), code: 2, stderr: "tfcua: main.tf:12:1: an expression is nested deeper than tfcua reads"},
		{name: "blocks in a configuration", files: one("main.tf", strings.Repeat("a {\n", 100_000)), code: 2, stderr: "tfcua: main.tf:2000:1: an expression is nested deeper than tfcua reads"},
		{name: "templates in a configuration", files: one("main.tf", tagging(strings.Repeat(`"${`, 100_000))), code: 2, stderr: "tfcua: main.tf:12:1: an expression is nested deeper than tfcua reads"},
		{name: "brackets in JSON syntax", files: one("main.tf.json", `{"locals":{"a":`+deep), code: 2, stderr: "tfcua: main.tf.json:1:1: an expression is nested deeper than tfcua reads"},
		{name: "brackets in a file of variables", files: map[string]string{"main.tf": tagging("var.x"), "terraform.tfvars": "x = " + deep}, code: 2, stderr: "tfcua: terraform.tfvars:1:1: an expression is nested deeper than tfcua reads"},
		{name: "brackets in a lock file", files: map[string]string{"main.tf": tagging("null"), ".terraform.lock.hcl": "x = " + deep}, code: 2, stderr: "tfcua: .terraform.lock.hcl:1:1: an expression is nested deeper than tfcua reads"},
		{name: "brackets in a manifest", files: map[string]string{"main.tf": tagging("null"), ".terraform/modules/modules.json": deep}, code: 2, stderr: "tfcua: .terraform/modules/modules.json: is no module manifest; run terraform init again"},
		{name: "brackets in a policy", files: map[string]string{"main.tf": tagging("null"), ".tfcua.hcl": "x = " + deep}, code: 2, stderr: "tfcua: .tfcua.hcl: is no policy:\nError: Nested too deep\n…"},
		{name: "brackets in a template", files: one("azuredeploy.json", `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":`+deep), args: "azuredeploy.json", code: 2, stderr: "tfcua: azuredeploy.json:1:605: is nested deeper than 500 values, deeper than any template that Azure takes"},
		{name: "brackets in a template's expression", files: one("azuredeploy.json", `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[{"type":"Microsoft.Resources/deployments","apiVersion":"2021-04-01","name":"[`+strings.Repeat("concat(", 100_000)+strings.Repeat(")", 100_000)+`]","properties":{"mode":"Incremental","template":{"resources":[]}}}]}`), args: "azuredeploy.json", code: 1, line: "azuredeploy.json:1:209: error CUA502 template-id-not-literal: The tracking ID cannot be determined: an expression makes the name of the deployment, and the expression is longer than Azure takes. …"},
		{name: "brackets in a variable of the command line", files: one("main.tf", tagging("var.x", "variable \"x\" {\n  type = any\n}\n")), args: "--var x=" + strings.Repeat("[", 100_000), code: 1, line: "main.tf:15:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: -var is nested deeper than tfcua reads. …"},
	}
}

func loops() []hostile {
	laughs := "locals {\n  l0 = \"ha\"\n"
	for i := range 64 {
		laughs += fmt.Sprintf("  l%d = \"${local.l%d}${local.l%d}\"\n", i+1, i, i)
	}
	lists := "locals {\n  l0 = [\"ha\"]\n"
	for i := range 64 {
		lists += fmt.Sprintf("  l%d = [local.l%d, local.l%d]\n", i+1, i, i)
	}
	tree := map[string]string{"main.tf": tagging("module.m.o", call("m", "./m0"))}
	for i := range 64 {
		tree[fmt.Sprintf("m%d/main.tf", i)] = call("a", fmt.Sprintf("../m%d", i+1)) + call("b", fmt.Sprintf("../m%d", i+1)) + "output \"o\" {\n  value = \"${module.a.o}${module.b.o}\"\n}\n"
	}
	tree["m64/main.tf"] = "output \"o\" {\n  value = \"ha\"\n}\n"
	return []hostile{
		{name: "a billion laughs of locals", files: one("main.tf", tagging("local.l64", laughs+"}\n")), code: 1, line: "main.tf:74:9: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: a value on the way to it is larger, or deeper, than tfcua evaluates. …"},
		{name: "a billion laughs of lists", files: one("main.tf", tagging("jsonencode(local.l64)", lists+"}\n")), code: 1, line: "main.tf:79:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: to evaluate it takes more steps than tfcua takes: the last one was at main.tf:… …"},
		{name: "a billion laughs of modules", files: tree, code: 1, line: "m0/main.tf:8:11: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: module.a could not be seen. …"},
		{name: "a billion laughs in YAML", files: one("main.tf", tagging(`yamldecode("a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\ne: &e [*d,*d]\nf: [*e,*e]").f[0]`)), code: 1, line: "main.tf:12:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: a value on the way to it is larger, or deeper, than tfcua evaluates. …"},
		{name: "locals in a circle", files: one("main.tf", tagging("local.a", "locals {\n  a = local.b\n  b = local.a\n}\n")), code: 1, line: "main.tf:10:7: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: it refers to itself, which Terraform refuses. …"},
		{name: "a module that calls itself", files: map[string]string{"main.tf": tagging("module.m.o", call("m", "./m")), "m/main.tf": call("m", "../m") + "output \"o\" {\n  value = module.m.o\n}\n"}, code: 1, line: "m/main.tf:5:11: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: module.m could not be seen. …"},
		{name: "a root module that calls itself", files: one("main.tf", tagging(`"`+contoso+`"`, call("m", "./"))), args: "--recursive", line: "main.tf:9:1: warning CUA304 part-not-seen: The module was not seen: it calls itself, which Terraform refuses. …"},
		{name: "a long chain of locals", files: one("main.tf", tagging("local.l5000", chain(5000))), code: 1, line: "main.tf:10:8: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: a value on the way to it is larger, or deeper, than tfcua evaluates. …"},
		{name: "a deep expression", files: one("main.tf", tagging(strings.Repeat("(", 1900)+`"`+contoso+`"`+strings.Repeat(")", 1900))), line: "proved: At apply the one azurerm provider configuration sends pid-" + contoso + "."},
		{name: "range of a million millions", files: one("main.tf", tagging("length(range(0, 1e12))")), code: 1, line: "main.tf:12:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: Terraform stops at the expression: Error in function call. …"},
		{name: "files in loops", files: map[string]string{"main.tf": tagging(`length([for a in range(1000) : [for b in range(1000) : templatefile("t", { x = range(1000) })]])`), "t": "%{ for a in x }%{ for b in x }%{ for c in x }y%{ endfor }%{ endfor }%{ endfor }"}, code: 1, line: "main.tf:12:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: to evaluate it takes more steps than tfcua takes: the last one was at main.tf:12:89. …"},
		{name: "counted modules in counted modules", files: map[string]string{
			"main.tf": tagging("module.m[0].o", counting("./a")), "a/main.tf": counting("../b") + joined, "b/main.tf": counting("../c") + joined,
			"c/main.tf": counting("../d") + joined, "d/main.tf": "output \"o\" {\n  value = \"ha\"\n}\n",
		}, code: 1, line: "main.tf:16:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: to evaluate it takes more steps than tfcua takes: the last one was at d/main.tf:2:11. …"},
	}
}

const joined = "output \"o\" {\n  value = join(\"\", module.m[*].o)\n}\n"

func call(name, source string) string {
	return fmt.Sprintf("module %q {\n  source = %q\n}\n", name, source)
}

func counting(source string) string {
	return fmt.Sprintf("module \"m\" {\n  source = %q\n  count  = 1000\n}\n", source)
}

func chain(length int) string {
	var b strings.Builder
	b.WriteString("locals {\n  l0 = \"" + contoso + "\"\n")
	for i := range length {
		fmt.Fprintf(&b, "  l%d = local.l%d\n", i+1, i)
	}
	return b.String() + "}\n"
}

func places() []hostile {
	return []hostile{
		{name: "a file that is a loop of symlinks", files: map[string]string{"main.tf": "-> other.tf", "other.tf": "-> main.tf"}, code: 2, stderr: "tfcua: main.tf: cannot be read: too many levels of symbolic links"},
		{name: "a folder that is a loop of symlinks", files: map[string]string{"a": "-> b", "b": "-> a"}, args: "a", code: 2, stderr: "tfcua: a: too many levels of symbolic links"},
		{name: "a folder in itself", files: map[string]string{"main.tf": tagging(`"` + contoso + `"`), "sub": "-> ."}, args: "--recursive", line: "proved: At apply the one azurerm provider configuration sends pid-" + contoso + "."},
		{name: "a module of the whole machine", files: one("main.tf", tagging(`"`+contoso+`"`, call("m", "../../../../../../../.."))), line: "main.tf:9:1: warning CUA304 part-not-seen: The module was not seen: its folder lies outside the repository, which is all that is read. …"},
		{name: "a file of the machine", files: one("main.tf", tagging(`file("../../../../../../etc/passwd")`)), code: 1, line: "main.tf:12:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: it calls file(): the file lies outside the repository, which is all that is read. …"},
		{name: "a symlink to a file of the machine", files: map[string]string{"main.tf": tagging(`file("x")`), "x": "-> /etc/passwd"}, code: 1, line: "main.tf:12:16: error CUA108 tracking-id-unknown: The tracking ID cannot be determined: it calls file(): it cannot be read, or leads out of the repository. …"},
		{name: "a configuration that is a symlink out", files: one("main.tf", "-> /etc/passwd"), code: 2, stderr: "tfcua: main.tf: cannot be read: it is a symlink that leads out of the repository, which is all that is read"},
		{name: "an installed module of the machine", files: map[string]string{"main.tf": tagging(`"`+contoso+`"`, call("m", "a/b/c")), ".terraform/modules/modules.json": `{"Modules":[{"Key":"m","Source":"registry.terraform.io/a/b/c","Dir":"../../../../../../etc"}]}`}, line: "main.tf:9:1: warning CUA304 part-not-seen: The module was not seen: its folder lies outside the repository, which is all that is read. …"},
	}
}

func masses() []hostile {
	aliases := func(w io.Writer) error {
		_, err := io.WriteString(w, requires+"locals {\n  p = \""+contoso+"\"\n}\nresource \"azurerm_resource_group\" \"x\" {\n  provider = azurerm.a7\n}\n")
		for i := 0; i < 100_000 && err == nil; i++ {
			_, err = fmt.Fprintf(w, "provider \"azurerm\" {\n alias = \"a%d\"\n partner_id = local.p\n}\n", i)
		}
		return err
	}
	return []hostile{
		{name: "100,000 provider configurations", bulk: map[string]stream{"main.tf": aliases}, line: "proved: At apply the one azurerm provider configuration sends pid-" + contoso + ".", memory: 2 << 30, large: true},
		{name: "100,000 ignores", bulk: map[string]stream{"main.tf": between(requires, "# tfcua:ignore CUA101 x\n", 100_000, "locals {}\n")}, line: "main.tf:9:1: warning CUA601 ignore-without-effect: …", large: true},
		{name: "a text of a gigabyte", stdin: between(planHead+`"`, "x", 1<<30, `"`+planTail), args: "-", line: "allowed: No findings, and nothing to prove: no azurerm provider configuration is in use.", large: true},
		{name: "a gigabyte of white space", stdin: between("", " ", 1<<30, ""), args: "-", code: 2, stderr: "tfcua: standard input: holds nothing but white space: no plan was written to it; make one with terraform show -json PLAN", large: true},
		{name: "a gigabyte of lists", stdin: between(planHead+"[", "[],", 1<<28, "1]"+planTail), args: "-", line: "allowed: No findings, and nothing to prove: no azurerm provider configuration is in use.", large: true},
		{name: "a number of a million digits", stdin: between(planHead, "7", million, planTail), args: "-", line: "allowed: No findings, and nothing to prove: no azurerm provider configuration is in use."},
		{name: "nothing but brackets", bulk: map[string]stream{"main.tf": between("locals {\n  a = [", "[],", 1<<20, "]\n}\n")}, code: 2, stderr: "tfcua: main.tf:1:1: here begin more than 2 million brackets, operators, commas, quotation marks and lines, more than tfcua reads at once"},
		{name: "a configuration that is too large", bulk: map[string]stream{"main.tf": between("", "#", 9<<20, "")}, code: 2, stderr: "tfcua: main.tf: cannot be read: it is larger than 8 MiB"},
		{name: "a partner_id of a megabyte", files: one("main.tf", tagging(`"`+strings.Repeat("a", million)+`"`)), code: 1, line: "main.tf:12:16: error CUA104 tracking-id-malformed: partner_id is (1000000 characters: letters): …"},
	}
}
