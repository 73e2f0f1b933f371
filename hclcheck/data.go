package hclcheck

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/tfcua/tfcua"
)

// dataFolder is Terraform's data folder, .terraform unless TF_DATA_DIR names
// another: the module manifest, installed modules and the chosen workspace.
type dataFolder struct {
	folder
	given string // as Terraform writes it into the manifest's paths
}

// dataFolder finds the data folder. The environment is the user's own, so a
// TF_DATA_DIR outside the repository is read.
func (s Source) dataFolder(top folder, environment tfcua.Environment) dataFolder {
	given := environment["TF_DATA_DIR"]
	if given == "" {
		given = ".terraform"
	}
	given = path.Clean(filepath.ToSlash(given))
	if !path.IsAbs(given) && !filepath.IsAbs(given) {
		if data := top.join(given); data.inside() {
			return dataFolder{data, given}
		}
		given = path.Join(s.absolute, given)
	}
	if s.absolute == "" {
		return dataFolder{folder{fs: emptyFS{}, dir: "."}, given}
	}
	if inside, ok := s.within(given); ok {
		return dataFolder{folder{fs: s.FS, dir: inside, shown: given}, given}
	}
	return dataFolder{folder{fs: outsideFS(given), dir: ".", shown: given}, given}
}

// moduleFolder is the folder of an installed module: relative to the root
// module's, or within the data folder where that is absolute.
func (d dataFolder) moduleFolder(top folder, installed ModuleDir) folder {
	if rest, ok := strings.CutPrefix(installed.Dir, d.given+"/"); ok {
		return d.join(rest)
	}
	return top.join(installed.Dir)
}

// workspace is the workspace that is selected, as Terraform finds it.
func (d dataFolder) workspace(options Options) string {
	if options.Workspace != "" {
		return options.Workspace
	}
	if name := options.Environment["TF_WORKSPACE"]; name != "" {
		return name
	}
	if selected, err := d.read("environment"); err == nil {
		if name := strings.TrimSpace(string(selected)); name != "" {
			return name
		}
	}
	return "default"
}

// readManifest reads modules/modules.json, where terraform init writes down
// which module it installed where. Without one nothing is installed.
func (d dataFolder) readManifest(top folder) (map[string]ModuleDir, error) {
	const name = "modules/modules.json"
	text, err := d.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &Error{File: d.show(name), Message: "cannot be read: " + why(err)}
	}
	var manifest struct {
		Modules []struct{ Key, Source, Version, Dir string }
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return nil, &Error{File: d.show(name), Message: "is no module manifest; run terraform init again"}
	}
	installed := make(map[string]ModuleDir, len(manifest.Modules))
	for _, module := range manifest.Modules {
		dir := strings.ReplaceAll(module.Dir, `\`, "/")
		installed[module.Key] = ModuleDir{Dir: dir, Shown: dir, source: module.Source, version: module.Version}
	}
	return installed, nil
}
