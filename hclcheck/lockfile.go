package hclcheck

import (
	"errors"
	"io/fs"

	"github.com/hashicorp/hcl/v2"

	"github.com/tfcua/tfcua"
)

const lockFileName = ".terraform.lock.hcl"

var (
	lockFileSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "provider", LabelNames: []string{"source"}}}}
	lockSchema     = attributes("version")
)

// readLockFile reads the dependency lock file's selections of the catalogue's
// providers, and reports whether there is such a file.
func (r *Root) readLockFile(top folder) (bool, error) {
	text, err := top.read(lockFileName)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, &Error{File: top.show(lockFileName), Message: "cannot be read: " + why(err)}
	}
	lock, err := parse(top.show(lockFileName), text)
	if err != nil {
		return false, err
	}
	content, _, diagnostics := lock.body.PartialContent(lockFileSchema)
	if err := firstError(lock.name, diagnostics); err != nil {
		return false, err
	}
	for _, block := range content.Blocks {
		address, ok := tfcua.ParseSource(block.Labels[0])
		if !ok || r.options.Mirrors.Provider(address) == nil {
			continue
		}
		found, err := lock.arguments(block.Body, lockSchema)
		if err != nil {
			return false, err
		}
		version := found["version"]
		if version.Attribute == nil {
			return false, errorAt(block.DefRange, "the lock file's entry has no version; run terraform init")
		}
		selected, ok := literalString(version.Expr)
		if !ok {
			return false, errorAt(version.Expr.Range(), "the lock file's version is no literal text; run terraform init")
		}
		r.selections = append(r.selections, tfcua.Selection{
			Source: address, Version: selected, Written: locateRange(version.Expr.Range(), versionExcerpt(selected)),
		})
	}
	return true, nil
}
