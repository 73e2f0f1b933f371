package plancheck

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
)

// The entries of a saved plan that are read. Everything else, the states among
// it, is never opened.
const (
	planEntry     = "tfplan"
	manifestEntry = "tfconfig/modules.json"
	modulePrefix  = "tfconfig/m-"
	lockFileName  = ".terraform.lock.hcl"
)

// The bounds of what is read of a saved plan, inflated. The zip reader holds an
// entry to the size that the archive's directory says it has.
const (
	maxEntries       = 200_000
	maxPlanEntry     = 2 << 30 // read as a stream
	maxManifest      = 16 << 20
	maxConfiguration = 256 << 20 // all source files together
)

// savedPlan is a saved plan's archive, which is known to be harmless.
type savedPlan struct {
	files map[string]*zip.File
	fs    fs.FS
}

// inspect refuses an archive that Terraform would not have written.
func inspect(archive *zip.Reader) (*savedPlan, error) {
	if len(archive.File) > maxEntries {
		return nil, faultf("is a zip archive of %d entries, more than any saved plan has", len(archive.File))
	}
	files := make(map[string]*zip.File, len(archive.File))
	var configuration uint64
	for i, file := range archive.File {
		name := strings.TrimSuffix(file.Name, "/")
		switch {
		case !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\\x00"):
			return nil, faultf("is a zip archive whose entry %d has an unsafe name, as Terraform gives none: it was not read", i+1)
		case !file.Mode().IsRegular() && !strings.HasSuffix(file.Name, "/"):
			// Terraform reads it as a file whatever its mode says: a folder would hide it.
			return nil, faultf("is a zip archive whose entry %d is no regular file, as Terraform writes none: it was not read", i+1)
		case files[name] != nil:
			return nil, faultf("is a zip archive that has two entries of one name (entry %d repeats an earlier one), as Terraform writes none: it was not read", i+1)
		}
		files[name] = file
		if strings.HasPrefix(name, modulePrefix) {
			configuration += min(file.UncompressedSize64, maxConfiguration+1)
		}
	}
	if configuration > maxConfiguration {
		return nil, faultf("holds more than %d MiB of configuration, more than tfcua reads", maxConfiguration>>20)
	}
	switch {
	case files[planEntry] == nil && holdsJSON(files):
		return nil, fault("is a zip archive without a tfplan in it, no saved plan, and without a mainTemplate.json (in these letters), no package of ARM templates: give what terraform plan -out wrote, or a package with mainTemplate.json at its top")
	case files[planEntry] == nil:
		return nil, fault("is a zip archive without a tfplan in it, no saved plan: give what terraform plan -out wrote")
	case files[manifestEntry] == nil:
		return nil, fault("is a saved plan without a configuration in it (" + manifestEntry + "): make it again with terraform plan -out")
	case files[planEntry].UncompressedSize64 > maxPlanEntry:
		return nil, faultf("has a tfplan of more than %d MiB, more than tfcua reads", maxPlanEntry>>20)
	case files[manifestEntry].UncompressedSize64 > maxManifest:
		return nil, faultf("has a %s of more than %d MiB, more than tfcua reads", manifestEntry, maxManifest>>20)
	}
	return &savedPlan{files: files, fs: archive}, nil
}

// holdsJSON reports whether a JSON file is at the top of an archive, as in a
// package of templates.
func holdsJSON(files map[string]*zip.File) bool {
	for name := range files {
		if !strings.Contains(name, "/") && strings.HasSuffix(name, ".json") {
			return true
		}
	}
	return false
}

// open opens an entry.
func (s *savedPlan) open(name string) (io.ReadCloser, error) {
	entry, err := s.files[name].Open()
	if err != nil {
		return nil, damaged(name)
	}
	return entry, nil
}

// read reads a whole entry.
func (s *savedPlan) read(name string) ([]byte, error) {
	entry, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer entry.Close()
	content, err := io.ReadAll(entry)
	if err != nil {
		return nil, damaged(name)
	}
	return content, nil
}

// damaged names one of the entries that every saved plan has.
func damaged(entry string) error {
	return faultf("is no complete saved plan: %s in it is damaged or cut off; make it again with terraform plan -out", entry)
}

// sources is the archive with the dependency lock file where hclcheck looks for
// it: in the root module's folder. Terraform puts it at the archive's top.
type sources struct{ archive fs.FS }

// Open implements [fs.FS]. Only the configuration and the lock file are there.
func (s sources) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if name == path.Join(modulePrefix, lockFileName) {
		name = lockFileName
	} else if !strings.HasPrefix(name, modulePrefix) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	file, err := s.archive.Open(name)
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("it is compressed in a way that Terraform does not use")}
	}
	return file, err
}
