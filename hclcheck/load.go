package hclcheck

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/tfcua/tfcua"
)

// maxModules bounds the tree of module calls: modules that call themselves
// through others would never end.
const maxModules = 10_000

// Root is a root module that was read, with all modules that it calls.
type Root struct {
	source     Source
	options    Options
	node       *node
	selections []tfcua.Selection
	unseen     []tfcua.Unseen
	evaluator  *evaluator
	reusable   bool
}

// node is a module at one place in the tree of module calls.
type node struct {
	*module
	name     string // of the call; "" for the root module
	call     *moduleCall
	parent   *node
	children map[string]*node // by the name of the call; absent where unseen
	scope    *scope           // with the count and each of a call unknown
	blocks   map[sourceAlias]*providerBlock
}

// address is the module's address without instance keys: module.net.module.subnet.
func (n *node) address() string {
	if n.parent == nil {
		return ""
	}
	return joinAddress(n.parent.address(), "module."+n.name)
}

func joinAddress(parent, child string) string {
	if parent == "" {
		return child
	}
	return parent + "." + child
}

// key is what the module manifest calls the module: net.subnet.
func (n *node) key() string {
	if n.parent == nil {
		return ""
	}
	if parent := n.parent.key(); parent != "" {
		return parent + "." + n.name
	}
	return n.name
}

// walk calls visit for the node and every module below it, a parent before its
// children and the children in byte order.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, name := range sortedKeys(n.children) {
		n.children[name].walk(visit)
	}
}

// Load reads the root module and the modules that it calls. The error, an
// [*Error], says which file cannot be read or parsed, and where.
func Load(source Source, options Options) (*Root, error) {
	root := &Root{source: source, options: options}
	top := folder{fs: source.FS, dir: path.Clean(source.Dir), shown: source.Shown, terraform: options.Terraform}
	if top.shown == "." {
		top.shown = ""
	}
	declared, err := loadModule(top)
	if err != nil {
		return nil, err
	}
	if declared.files == 0 {
		return nil, &Error{File: cmp.Or(source.Shown, "."), Message: "holds no configuration files (.tf, .tf.json, .tofu, .tofu.json)"}
	}
	data := source.dataFolder(top, options.Environment)
	lock, err := root.readLockFile(top)
	if err != nil {
		return nil, err
	}
	root.evaluator = newEvaluator(source, data.workspace(options))
	given, tfvars, err := root.rootVariables(declared)
	if err != nil {
		return nil, err
	}
	root.node = &node{module: declared, children: make(map[string]*node)}
	root.node.scope = root.evaluator.rootScope(root.node, given)
	installed := source.Modules
	if installed == nil {
		if installed, err = data.readManifest(top); err != nil {
			return nil, err
		}
	}
	loader := &loader{root: root, installed: installed, data: data, modules: make(map[folderKey]*module)}
	if err := loader.children(root.node); err != nil {
		return nil, err
	}
	root.reusable = !declared.root && !lock && !tfvars
	return root, nil
}

// loader reads the modules that are called. A folder that is called several
// times is read once.
type loader struct {
	root      *Root
	installed map[string]ModuleDir
	data      dataFolder
	modules   map[folderKey]*module
	count     int
}

func (l *loader) children(n *node) error {
	for _, name := range sortedKeys(n.calls) {
		call := n.calls[name]
		child := &node{name: name, call: call, parent: n, children: make(map[string]*node)}
		where, reason := l.locate(child)
		if reason == "" {
			reason = l.refuse(child, where)
		}
		if reason != "" {
			l.root.unseen = append(l.root.unseen, child.unseen(reason))
			continue
		}
		if l.modules[where.key()] == nil {
			read, err := loadModule(where)
			if err != nil {
				return err
			}
			l.modules[where.key()] = read
		}
		child.module = l.modules[where.key()]
		child.scope = l.root.evaluator.childScope(n.scope, child, unknownInstance)
		n.children[name] = child
		if err := l.children(child); err != nil {
			return err
		}
	}
	return nil
}

// The reasons that terraform init takes away.
const (
	notInstalled   = "it is not installed"
	installedOther = "what is installed is another source or version of it"
	// As in a modules.json that somebody wrote.
	installedElsewhere = "the folder that is installed for it is not the one that it names"
)

// unseen is what is said of a module that cannot be read.
func (n *node) unseen(reason string) tfcua.Unseen {
	u := tfcua.Unseen{Address: n.address(), Reason: reason, Module: true, Written: locateRange(n.call.place, fmt.Sprintf("module %q", n.name))}
	if reason == notInstalled || reason == installedOther || reason == installedElsewhere {
		u.Fix = "run terraform init (with -backend=false it needs no state), and check again"
	}
	return u
}

// locate is the folder of the module that a call names, or the reason why it
// is not known.
func (l *loader) locate(child *node) (folder, string) {
	if l.root.source.Modules != nil {
		installed, ok := l.installed[child.key()]
		if !ok {
			return folder{}, "its sources are not in the saved plan"
		}
		top := folder{fs: l.root.source.FS, shown: l.root.source.Shown}
		return folder{fs: top.fs, dir: installed.Dir, shown: top.show(installed.Shown)}, ""
	}
	address, ok := child.sourceAddress()
	if !ok {
		return folder{}, "its source cannot be determined"
	}
	if isLocal(address) {
		where := child.parent.folder.join(address)
		// Terraform reads the folder that terraform init wrote down.
		if installed, ok := l.installed[child.key()]; ok && installed.source == address && l.data.moduleFolder(l.root.node.folder, installed).dir != where.dir {
			return folder{}, installedElsewhere
		}
		return where, ""
	}
	installed, ok := l.installed[child.key()]
	if !ok {
		return folder{}, notInstalled
	}
	if !installed.serves(address, child.call.version) {
		return folder{}, installedOther
	}
	return l.data.moduleFolder(l.root.node.folder, installed), ""
}

// serves reports whether what was installed is what the call asks for, as far as
// that can be told: terraform init writes sources down in a form of its own.
func (m ModuleDir) serves(address string, version argument) bool {
	if wanted, ok := registryModule(address); ok {
		if got, ok := registryModule(m.source); ok && got != wanted {
			return false
		}
	} else if strings.Contains(address, "::") && strings.Contains(m.source, "::") && address != m.source {
		return false
	}
	if version.Attribute == nil || m.version == "" {
		return true
	}
	text, ok := literalString(version.Expr)
	if !ok {
		return true
	}
	constraint, err := tfcua.ParseConstraint(text)
	selected, versionErr := tfcua.ParseVersion(m.version)
	return err != nil || versionErr != nil || constraint.Has(selected)
}

// registryModule is the address of a module in a registry, without the host of
// the default one.
func registryModule(address string) (string, bool) {
	if strings.ContainsAny(address, ":?@") {
		return "", false
	}
	inPackage, sub, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(address), tfcua.DefaultHost+"/"), "//")
	parts := strings.Count(inPackage, "/")
	return inPackage + "//" + sub, parts == 2 || parts == 3
}

// sourceAddress is the source argument, which OpenTofu takes as an expression.
func (n *node) sourceAddress() (string, bool) {
	if n.call.source.Attribute == nil {
		return "", false
	}
	if text, ok := literalString(n.call.source.Expr); ok {
		return text, true
	}
	value, _ := n.parent.scope.evaluate(n.call.source.Expr)
	return asString(value)
}

func isLocal(address string) bool {
	return strings.HasPrefix(address, "./") || strings.HasPrefix(address, "../") || address == "." || address == ".."
}

// refuse says why a module's folder is not read; "" if it is.
func (l *loader) refuse(child *node, where folder) string {
	if !where.inside() {
		return "its folder lies outside the repository, which is all that is read"
	}
	for ancestor := child.parent; ancestor != nil; ancestor = ancestor.parent {
		if ancestor.folder.key() == where.key() {
			return "it calls itself, which Terraform refuses"
		}
	}
	if l.count++; l.count > maxModules {
		return "there are more module calls than tfcua follows"
	}
	if primary, overrides, err := where.configurationFiles(); err != nil {
		return "its folder cannot be read: " + why(err)
	} else if len(primary)+len(overrides) == 0 {
		return "its folder holds no configuration files"
	}
	return ""
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

// asString is the text of a known value that is one or converts to one.
func asString(value cty.Value) (string, bool) {
	value, _ = value.Unmark()
	if value == cty.NilVal || !value.IsKnown() || value.IsNull() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}
