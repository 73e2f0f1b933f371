// Package files writes files as a whole or not at all.
package files

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write puts content into the file of that name, whole or not at all: what was
// there before stays until all is written. The file keeps its mode, a new one
// gets the usual; a symlink stays one, and what it leads to is written, unless
// that is outside of the symlink's folder. What is
// no regular file, such as /dev/stderr, is written to as it is.
//
// The error names the file, and why it cannot be written.
func Write(name string, content []byte) error {
	if err := write(name, content); err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, Reason(err))
	}
	return nil
}

func write(name string, content []byte) error {
	mode := fs.FileMode(0o666) // less the umask
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(name); err == nil {
			return errors.New("it is a link that leads nowhere")
		}
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a folder")
	case !info.Mode().IsRegular():
		return through(name, content)
	default:
		if name, err = resolve(name); err != nil {
			return err
		}
		mode = info.Mode().Perm()
	}
	beside := name + ".tfcua-" + rand.Text()
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil && info != nil {
		err = file.Chmod(mode) // whatever the umask is
	}
	if err == nil {
		err = file.Sync() // or a crash could leave an empty file behind the new name
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(beside, name)
	}
	if err != nil {
		_ = os.Remove(beside) // the first error is the one that matters
	}
	return err
}

// Create puts content into a new file of that name. It never replaces one, nor
// follows a link: the error is then an [fs.ErrExist].
func Create(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		_, err = file.Write(content)
		if closing := file.Close(); err == nil {
			err = closing
		}
		if err != nil {
			_ = os.Remove(name) // the first error is the one that matters
		}
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, Reason(err))
	}
	return nil
}

// resolve is the file that a name leads to. A symlink may lead to a file beside it
// or below: who checks a stranger's repository overwrites nothing outside of it.
func resolve(name string) (string, error) {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "", err
	}
	if info, err := os.Lstat(name); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return real, err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(name))
	if err != nil {
		return "", err
	}
	if inside, err := filepath.Rel(folder, real); err != nil || !filepath.IsLocal(inside) {
		return "", errors.New("it is a link that leads out of its folder")
	}
	return real, nil
}

// through writes to what is there.
func through(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}
