package fix

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// root is the folder of a root module that is open.
type root struct {
	Root
	source  hclcheck.Source
	files   fs.FS  // of the source, as it is on disk
	top     string // where that is
	policy  tfcua.Policy
	options hclcheck.Options
}

// reading is what one root module is with some texts in place of files.
type reading struct {
	root          *root
	configuration tfcua.Configuration
	findings      []tfcua.Finding
	graph         *graph
	folders       map[string]bool // that its files are in
	loaded        *hclcheck.Root
}

// open opens the folders and reads them as they are.
func (f *fixer) open() error {
	for _, given := range f.request.Roots {
		opened, err := f.openRoot(given)
		if err != nil {
			return err
		}
		f.roots = append(f.roots, opened)
	}
	var assigned hclcheck.Assigned
	for _, r := range f.roots {
		read, err := r.read(f.texts)
		if err != nil {
			return err
		}
		f.readings = append(f.readings, read)
		assigned.Add(read.loaded)
	}
	_, err := assigned.Undeclared()
	return err
}

func (f *fixer) openRoot(given Root) (*root, error) {
	source, err := hclcheck.OpenFolderBelow(given.Path, given.Given)
	if err != nil {
		return nil, err
	}
	r := &root{Root: given, source: source, files: source.FS, top: realPath(given.Path), options: f.request.Evaluation}
	if source.Dir != "." {
		r.top = strings.TrimSuffix(r.top, string(filepath.Separator)+filepath.FromSlash(source.Dir))
	}
	if f.request.Policies != nil {
		if r.policy, err = f.request.Policies(given.Path, true); err != nil {
			_ = source.Close()
			return nil, err
		}
	}
	r.options.Mirrors = r.policy.Mirrors
	return r, nil
}

func (f *fixer) close() {
	for _, r := range f.roots {
		_ = r.source.Close() // it was only read
	}
}

// read reads and checks the root module.
func (r *root) read(texts texts) (*reading, error) {
	loaded, configuration, err := r.load(texts, r.options)
	if err != nil {
		return nil, err
	}
	read := &reading{root: r, configuration: configuration, folders: make(map[string]bool), loaded: loaded}
	read.findings = tfcua.Check(configuration, r.options.Environment, tfcua.Options{Policy: r.policy}).Findings
	if read.graph, err = newGraph(loaded, realPath); err != nil {
		return nil, err
	}
	for _, m := range read.graph.modules {
		for _, file := range m.Files {
			// Of a file that is a symlink both folders count: where it is read, and
			// where its text is.
			read.folders[realPath(filepath.Dir(file.Name))] = true
			read.folders[filepath.Dir(realPath(file.Name))] = true
		}
	}
	return read, nil
}

func (r *root) load(texts texts, options hclcheck.Options) (*hclcheck.Root, tfcua.Configuration, error) {
	source := r.source
	source.FS = overlay{r.files, r.top, texts}
	options.InPlace = func(name string) ([]byte, bool) {
		text, ok := texts[realPath(name)]
		return text, ok
	}
	loaded, err := hclcheck.Load(source, options)
	if err != nil {
		return nil, tfcua.Configuration{}, err
	}
	configuration := loaded.Configuration()
	configuration.Input = tfcua.Input{Path: r.Path, Kind: tfcua.Folder}
	return loaded, configuration, nil
}

// config is the provider configuration that a finding is about; nil if it is
// about another thing.
func (r *reading) config(finding tfcua.Finding) *tfcua.ProviderConfig {
	for i := range r.configuration.Providers {
		if config := &r.configuration.Providers[i]; config.Address() == finding.Address && config.Use == tfcua.Used {
			return config
		}
	}
	return nil
}

// blocks are the provider blocks that a configuration is written in: the block,
// and those of override files.
func (r *reading) blocks(config *tfcua.ProviderConfig) []*providerBlock {
	var blocks []*providerBlock
	if m := r.graph.byName[config.Module]; m != nil {
		for _, block := range m.providers {
			if block.name == config.LocalName && block.alias == config.Alias {
				blocks = append(blocks, block)
			}
		}
	}
	return blocks
}

// definitions are what partner_id of a configuration may be made of, the
// nearest first.
func (r *reading) definitions(config *tfcua.ProviderConfig) []*definition {
	var all []*definition
	for _, block := range r.blocks(config) {
		if block.partnerID != nil {
			all = append(all, block.partnerID.origins()...)
		}
	}
	return all
}

// heldByFiles reports whether partner_id has its value from files alone: it has
// it without the TF_VAR_… and -var of whoever runs the command, too.
func (r *reading) heldByFiles(texts texts, config *tfcua.ProviderConfig) bool {
	options := r.root.options
	options.Environment, options.Arguments = make(tfcua.Environment), nil
	for name, value := range r.root.options.Environment {
		if !strings.HasPrefix(name, "TF_VAR_") && !strings.HasPrefix(name, "TF_CLI_ARGS") {
			options.Environment[name] = value
		}
	}
	for _, given := range r.root.options.Arguments {
		if given.File {
			options.Arguments = append(options.Arguments, given)
		}
	}
	_, configuration, err := r.root.load(texts, options)
	if err != nil {
		return false
	}
	for _, other := range configuration.Providers {
		if other.Address() == config.Address() {
			return other.PartnerID.State() == config.PartnerID.State() && other.PartnerID.Value() == config.PartnerID.Value()
		}
	}
	return false
}

// untouchable says why a file is not written; "" if it may be.
func (f *fixer) untouchable(s *source, in *module) string {
	switch {
	case in != nil && in.Installed && !s.Variables:
		return fmt.Sprintf("it is written in %s, an installed module: mend it at its source", s.Name)
	case s.real == "":
		return fmt.Sprintf("it is written in %s, which cannot be found from here", s.Name)
	}
	for _, r := range f.roots {
		relative, err := filepath.Rel(realPath(r.Given), s.real)
		if err != nil || !filepath.IsLocal(relative) {
			continue
		}
		for part := range strings.SplitSeq(filepath.ToSlash(filepath.Dir(relative)), "/") {
			if part == ".terraform" || part == ".git" {
				return fmt.Sprintf("it is written in %s, which is not the user's own", s.Name)
			}
		}
		return ""
	}
	return fmt.Sprintf("it is written in %s, outside of the folder: run tfcua fix where that is inside", s.Name)
}
