package gate

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/tfcua/tfcua"
)

// privateFolder is a folder that nobody else can look into: a saved plan holds
// secrets in clear text, and nobody may change what was checked.
type privateFolder string

// newPrivateFolder makes one where the captured environment wants temporary
// files. Its path is absolute: terraform may run in another folder.
func newPrivateFolder(environment tfcua.Environment) (privateFolder, error) {
	parent := os.TempDir()
	if wanted := environment["TMPDIR"]; wanted != "" && runtime.GOOS != "windows" {
		parent = wanted
	}
	parent, err := filepath.Abs(parent)
	if err != nil {
		return "", fmt.Errorf("no place for a private copy of the plan: %w", err)
	}
	path, err := os.MkdirTemp(parent, "tfcua-gate-") // its mode is 0700
	if err != nil {
		return "", fmt.Errorf("no place for a private copy of the plan: %w", err)
	}
	return privateFolder(path), nil
}

func (f privateFolder) file(name string) string { return filepath.Join(string(f), name) }

func (f privateFolder) remove() error { return os.RemoveAll(string(f)) }

// privateCopy is a copy of a saved plan that stays open, and the SHA-256 of what
// was written into it.
type privateCopy struct {
	*os.File
	sum []byte
}

// head is the beginning of the plan, by which its kind is told.
func (c *privateCopy) head() []byte {
	head := make([]byte, 64<<10)
	n, _ := c.ReadAt(head, 0) // what cannot be read, the reader of the plan says
	return head[:n]
}

// take copies a plan to its end.
func (f privateFolder) take(plan io.Reader) (*privateCopy, error) {
	file, err := os.OpenFile(f.file("tfplan"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	digest := sha256.New()
	if _, err := io.Copy(io.MultiWriter(file, digest), plan); err != nil {
		file.Close()
		return nil, err
	}
	return &privateCopy{file, digest.Sum(nil)}, nil
}

var errChanged = errors.New("the private copy of the plan was changed after the check: nothing was applied")

// verify makes sure that terraform will read under the copy's path what was
// checked: that the path leads to the file that was open all along, and that
// this file still holds the same bytes.
func (c *privateCopy) verify() error {
	there, err := os.Lstat(c.Name())
	if err != nil {
		return errChanged
	}
	mine, err := c.Stat()
	if err != nil || !os.SameFile(there, mine) {
		return errChanged
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, io.NewSectionReader(c, 0, mine.Size())); err != nil {
		return err
	}
	if !bytes.Equal(digest.Sum(nil), c.sum) {
		return errChanged
	}
	return nil
}
