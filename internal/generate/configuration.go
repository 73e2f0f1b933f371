package generate

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Configuration is a root module that was made up, and what it is planned with.
// azurerm is its only provider.
type Configuration struct {
	Files       map[string]string // by slash-separated path
	Environment []string          // NAME=VALUE
	Arguments   []string          // NAME=VALUE of -var
}

// NewConfiguration is the configuration of that number, always the same. Values
// reach partner_id by every way that Terraform has for them; modules inherit
// provider configurations, are passed them, or have their own.
func NewConfiguration(number uint64) Configuration {
	w := &writer{Rand: rand.New(rand.NewPCG(number, 815)), made: Configuration{Files: make(map[string]string)}}
	root := &writtenModule{writer: w, local: w.localName()}
	if !w.oneIn(20) {
		root.blocks = append(root.blocks, "")
	}
	for range w.IntN(3) {
		root.blocks = append(root.blocks, w.name())
	}
	for _, alias := range root.blocks {
		root.configurations = append(root.configurations, root.reference(alias))
	}
	root.write(0)
	if w.oneIn(8) && slices.Contains(root.blocks, "") {
		w.made.Files["override.tf"] = fmt.Sprintf("provider %q {\n  partner_id = %s\n}\n", root.local, w.literal())
	}
	w.environment("ARM_PARTNER_ID", "", "", "", TrackingID, other, "pid-"+other, "1234567")
	w.environment("ARM_DISABLE_TERRAFORM_PARTNER_ID", "", "", "", "", "true", "false")
	return w.made
}

// Write writes the files into a folder.
func (c Configuration) Write(folder string) error {
	for name, text := range c.Files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// madeName matches the names that are made up, and nothing else.
var madeName = regexp.MustCompile(`n\d+x`)

// Renamed is the configuration with other names for its variables, locals,
// aliases, module calls, outputs and resources.
func (c Configuration) Renamed(rename func(string) string) Configuration {
	renamed := Configuration{Files: make(map[string]string)}
	for name, text := range c.Files {
		renamed.Files[madeName.ReplaceAllStringFunc(name, rename)] = madeName.ReplaceAllStringFunc(text, rename)
	}
	all := func(entries []string) (renamed []string) {
		for _, entry := range entries {
			renamed = append(renamed, madeName.ReplaceAllStringFunc(entry, rename))
		}
		return renamed
	}
	renamed.Environment, renamed.Arguments = all(c.Environment), all(c.Arguments)
	return renamed
}

// String is the whole of it as text, for whoever has to look at it.
func (c Configuration) String() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(c.Files)) {
		fmt.Fprintf(&b, "-- %s --\n%s", name, c.Files[name])
	}
	fmt.Fprintf(&b, "-- environment %q, arguments %q --\n", c.Environment, c.Arguments)
	return b.String()
}

// other is another well-formed tracking ID.
const other = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"

// writer makes a configuration up.
type writer struct {
	*rand.Rand
	made  Configuration
	names int
}

func (w *writer) oneIn(n int) bool { return w.IntN(n) == 0 }

func (w *writer) pick(from []string) string { return from[w.IntN(len(from))] }

// environment sets a variable to one of the values, "" mostly being none.
func (w *writer) environment(name string, values ...string) {
	if value := w.pick(values); value != "" || w.oneIn(4) {
		w.made.Environment = append(w.made.Environment, name+"="+value)
	}
}

// name is a new name, told apart from all other text by its form.
func (w *writer) name() string {
	w.names++
	return fmt.Sprintf("n%dx", w.names)
}

// localName is what a module calls azurerm.
func (w *writer) localName() string {
	if w.oneIn(8) {
		return w.name()
	}
	return "azurerm"
}

// text is what may stand in partner_id, most of it well-formed.
func (w *writer) text() string {
	return w.pick([]string{
		TrackingID, TrackingID, TrackingID, other, other, strings.ToUpper(other), "", "pid-" + TrackingID,
		"pid-" + TrackingID + "-partnercenter", "222c6c49-1b0a-5959-a213-6608f9eb8820", "1234567",
	})
}

// literal is such a text as it is written, or null.
func (w *writer) literal() string {
	if w.oneIn(6) {
		return "null"
	}
	return fmt.Sprintf("%q", w.text())
}

// writtenModule is a module that is being written.
type writtenModule struct {
	*writer
	folder string // within the root module's, with a slash at its end
	local  string // what it calls azurerm
	// configurations are what its resources may name, blocks the aliases of its
	// own provider blocks, taken the aliases that its caller passes.
	configurations, blocks, taken []string
	repeated                      bool     // by a call with count or for_each: no module in it has its own blocks
	texts                         []string // expressions that give a text or null
	b                             strings.Builder
}

func (m *writtenModule) say(format string, values ...any) { fmt.Fprintf(&m.b, format, values...) }

// reference is how a configuration is named in the module.
func (m *writtenModule) reference(alias string) string {
	if alias == "" {
		return m.local
	}
	return m.local + "." + alias
}

// write writes the module's file, and those of the modules that it calls. What
// is written later refers to what was written before, and so to nothing that
// refers to it.
func (m *writtenModule) write(depth int) {
	m.require(depth)
	if depth == 0 {
		for range m.IntN(4) {
			m.rootVariable()
		}
	}
	if m.oneIn(8) {
		m.unknown()
	}
	for range m.IntN(3) {
		m.localValue()
	}
	if depth < 3 {
		for range m.IntN(3) {
			m.call(depth)
		}
	}
	for _, alias := range m.blocks {
		m.provider(alias)
	}
	for range 1 + m.IntN(2) {
		m.resource()
	}
	m.made.Files[m.folder+"main.tf"] = m.b.String()
}

func (m *writtenModule) require(depth int) {
	if depth > 0 && m.local == "azurerm" && len(m.taken) == 0 && m.oneIn(2) {
		return // it is implied
	}
	m.say("terraform {\n  required_providers {\n    %s = {\n      source = \"hashicorp/azurerm\"\n", m.local)
	if constraint := m.pick([]string{"", ">= 4.0", "~> 4.10", ">= 3.0, < 5.0", "4.10.0"}); constraint != "" {
		m.say("      version = %q\n", constraint)
	}
	if len(m.taken) > 0 {
		var aliases []string
		for _, alias := range m.taken {
			aliases = append(aliases, m.reference(alias))
		}
		m.say("      configuration_aliases = [%s]\n", strings.Join(aliases, ", "))
	}
	m.say("    }\n  }\n}\n")
}

// rootVariable declares a variable that is given a value in one of the ways
// that there are, or has its default.
func (m *writtenModule) rootVariable() {
	name := m.name()
	kind := m.pick([]string{"string", "string", "any", "object({ id = optional(string) })", "list(string)"})
	m.say("variable %q {\n", name)
	if kind != "any" {
		m.say("  type = %s\n", kind)
	}
	form := "%s"
	switch kind[0] {
	case 'o':
		form = "{ id = %s }"
		m.texts = append(m.texts, "var."+name+".id")
	case 'l':
		form = "[%s]"
		m.texts = append(m.texts, "var."+name+"[0]", "one(var."+name+")")
	default:
		m.texts = append(m.texts, "var."+name, "var."+name)
	}
	value := fmt.Sprintf(form, m.literal())
	m.say("  default = %s\n", value)
	m.perhapsNotNullable(value)
	if m.oneIn(8) {
		m.say("  sensitive = true\n")
	}
	m.say("}\n")
	for range m.IntN(3) {
		value := fmt.Sprintf(form, m.literal())
		switch file := m.pick([]string{"terraform.tfvars", "x.auto.tfvars", "terraform.tfvars.json", "", ""}); {
		case strings.HasSuffix(file, ".json"):
			value = strings.NewReplacer("{ id =", `{"id":`).Replace(value)
			if m.made.Files[file] == "" {
				m.made.Files[file] = fmt.Sprintf("{%q: %s}\n", name, value)
			}
		case file != "":
			if !strings.Contains(m.made.Files[file], name+" =") {
				m.made.Files[file] += name + " = " + value + "\n"
			}
		default:
			if form == "%s" {
				value = m.text() // as it is
			}
			if m.oneIn(2) {
				m.made.Environment = append(m.made.Environment, "TF_VAR_"+name+"="+value)
			} else {
				m.made.Arguments = append(m.made.Arguments, name+"="+value)
			}
		}
	}
}

// perhapsNotNullable says so of a variable with this default, which cannot be null.
func (m *writtenModule) perhapsNotNullable(fallback string) {
	if fallback != "null" && m.oneIn(5) {
		m.say("  nullable = false\n")
	}
}

// unknown declares what has a value at apply alone.
func (m *writtenModule) unknown() {
	name := m.name()
	m.say("resource \"terraform_data\" %q {\n  input = %q\n}\n", name, m.text())
	m.texts = append(m.texts, "terraform_data."+name+".output")
}

func (m *writtenModule) localValue() {
	name := m.name()
	m.say("locals {\n  %s = %s\n}\n", name, m.expression(2))
	m.texts = append(m.texts, "local."+name)
}

// expression gives a text or null.
func (m *writtenModule) expression(depth int) string {
	inner := func() string { return m.expression(depth - 1) }
	if depth == 0 || m.oneIn(3) {
		if len(m.texts) == 0 || m.oneIn(4) {
			return m.literal()
		}
		return m.pick(m.texts)
	}
	switch m.IntN(12) {
	case 0:
		return fmt.Sprintf("%s ? %s : %s", m.condition(), inner(), inner())
	case 1:
		return fmt.Sprintf("coalesce(%s, %q)", inner(), other)
	case 2:
		return fmt.Sprintf("try(%s, null)", inner())
	case 3:
		return fmt.Sprintf("{ prod = %s }[\"prod\"]", inner())
	case 4:
		return fmt.Sprintf("[%s][0]", inner())
	case 5:
		return fmt.Sprintf("\"${%s}\"", inner())
	case 6:
		return fmt.Sprintf("lower(coalesce(%s, %q))", inner(), other)
	case 7:
		return fmt.Sprintf("try(trimprefix(%s, \"pid-\"), null)", inner())
	case 8:
		return fmt.Sprintf("one([for x in [%s] : x])", inner())
	case 9:
		return fmt.Sprintf("(%s)", inner())
	}
	return m.pick(append(m.texts, m.literal()))
}

func (m *writtenModule) condition() string {
	conditions := []string{"true", "false", `terraform.workspace == "default"`, "length([]) == 0"}
	for _, text := range m.texts {
		conditions = append(conditions, text+" == null", "try("+text+", \"\") != \"\"")
	}
	return m.pick(conditions)
}

func (m *writtenModule) provider(alias string) {
	m.say("provider %q {\n", m.local)
	if alias != "" {
		m.say("  alias = %q\n", alias)
	}
	m.say("  features {}\n")
	if !m.oneIn(5) {
		m.say("  partner_id = %s\n", m.expression(2))
	}
	if m.oneIn(5) {
		m.say("  disable_terraform_partner_id = %s\n", m.pick([]string{"true", "false", "null", `"true"`, m.condition()}))
	}
	m.say("}\n")
}

// resource writes a resource group, some of them several or none.
func (m *writtenModule) resource() {
	name := m.name()
	m.say("resource \"azurerm_resource_group\" %q {\n", name)
	m.repeat()
	explicit := m.oneIn(2) || m.local != "azurerm" || !slices.Contains(m.configurations, m.local)
	if explicit && len(m.configurations) > 0 {
		m.say("  provider = %s\n", m.pick(m.configurations))
	}
	m.say("  name = %q\n  location = \"westeurope\"\n}\n", name)
}

// repeat makes a block several instances, or none.
func (m *writtenModule) repeat() bool {
	meta := m.pick([]string{"", "", "", "count = 0", "count = 1", "count = 2", `for_each = toset(["a", "b"])`, "for_each = {}"})
	if meta != "" {
		m.say("  %s\n", meta)
	}
	return meta != ""
}

// call writes a module call and the module that it calls.
func (m *writtenModule) call(depth int) {
	name := m.name()
	called := &writtenModule{writer: m.writer, folder: m.folder + name + "/", local: m.localName()}
	m.say("module %q {\n  source = \"./%s\"\n", name, name)
	passed := make(map[string]string)
	own := m.oneIn(5) && !m.repeated
	repeated := !own && m.repeat()
	called.repeated = m.repeated || repeated
	switch {
	case own:
		called.blocks = []string{m.pick([]string{"", called.name()})}
	case len(m.configurations) > 0 && m.oneIn(2):
		if m.oneIn(2) {
			passed[""] = m.pick(m.configurations)
			// Plan JSON names another one for what refers to it by the usual name.
			called.local = "azurerm"
		}
		for range m.IntN(3) {
			alias := called.name()
			called.taken = append(called.taken, alias)
			passed[alias] = m.pick(m.configurations)
		}
	}
	for _, alias := range slices.Concat(called.blocks, called.taken) {
		called.configurations = append(called.configurations, called.reference(alias))
	}
	if !slices.Contains(called.configurations, called.local) && (passed[""] != "" || slices.Contains(m.configurations, m.local)) {
		called.configurations = append(called.configurations, called.local)
	}
	if len(passed) > 0 {
		m.say("  providers = {\n")
		for _, alias := range slices.Sorted(maps.Keys(passed)) {
			m.say("    %s = %s\n", called.reference(alias), passed[alias])
		}
		m.say("  }\n")
	}
	for range m.IntN(3) {
		input := m.name()
		value := m.literal()
		called.say("variable %q {\n  default = %s\n", input, value)
		called.perhapsNotNullable(value)
		called.say("}\n")
		called.texts = append(called.texts, "var."+input)
		if !m.oneIn(3) {
			m.say("  %s = %s\n", input, m.expression(1))
		}
	}
	m.say("}\n")
	output := m.name()
	called.write(depth + 1)
	// An output that refers to what stands in the module.
	m.made.Files[called.folder+"outputs.tf"] = fmt.Sprintf("output %q {\n  value = %s\n  sensitive = true\n}\n", output, called.expression(1))
	if repeated {
		m.texts = append(m.texts, fmt.Sprintf("try(module.%s[0].%s, null)", name, output))
	} else {
		m.texts = append(m.texts, "module."+name+"."+output)
	}
}
