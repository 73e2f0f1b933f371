// Package files writes files as a whole or not at all.
package files

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
)

// Write puts content into the file of that name, whole or not at all: what was
// there before stays until all is written. The file keeps its mode, a new one
// gets the usual; a symlink stays one, and what it leads to is written, unless
// that is outside of the symlink's folder. Other names of the file (hard links)
// keep what was there before. What is no regular file, such as /dev/stderr, is
// written to as it is.
//
// The error names the file, and why it cannot be written: a signal that would end
// this process meanwhile is one such reason.
func Write(name string, content []byte) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM}, signal.Ignored)...)
	err := write(name, content, signals)
	signal.Stop(signals)
	select {
	case late := <-signals: // all is written; what comes next is not begun
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			_ = self.Signal(late) // where there are signals
		}
	default:
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, Reason(err))
	}
	return nil
}

var errInterrupted = errors.New("interrupted")

func write(name string, content []byte, signals <-chan os.Signal) error {
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
		if mode = info.Mode().Perm(); mode&0o222 == 0 {
			return errors.New("it is read-only")
		}
		// Who may not write to a file may still put another in its place.
		if err := through(name, nil); err != nil {
			return err
		}
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
		select {
		case <-signals:
			err = errInterrupted
		default:
			err = os.Rename(beside, name)
		}
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

// through writes to what is there, in place.
func through(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}
