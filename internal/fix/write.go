package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/tfcua/tfcua/internal/files"
)

// changed is a file with what it held and what it is to hold.
type changed struct {
	name  string // as it is shown
	real  string
	isNew bool
	before,
	after []byte
	shown []string // the texts of the edits that may be shown
}

// changes are the files that the mends change.
func (f *fixer) changes() []*changed {
	var all []*changed
	for _, real := range sortedKeys(f.texts) {
		was := f.were[real]
		all = append(all, &changed{was.Name, real, was.body == nil, was.Text, f.texts[real], f.shown[real]})
	}
	return all
}

// Write writes the files, each at once or not at all, with the mode that it
// has. A file that was changed meanwhile is left alone. The error says which
// files were written before it.
func (r *Result) Write() error {
	var written []string
	for _, c := range r.files {
		if err := c.unchanged(); err != nil {
			return err // before anything is written
		}
	}
	for _, c := range r.files {
		if err := c.write(); err != nil {
			if len(written) > 0 {
				return fmt.Errorf("%w (written before that: %s)", err, strings.Join(written, ", "))
			}
			return fmt.Errorf("%w (nothing was written)", err)
		}
		written = append(written, c.name)
	}
	return nil
}

func (c *changed) unchanged() error {
	now, err := os.ReadFile(c.real)
	switch {
	case c.isNew && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s: cannot be read any more: %w", c.name, files.Reason(err))
	case c.isNew || !bytes.Equal(now, c.before):
		return fmt.Errorf("%s: was changed while it was read; run tfcua fix again", c.name)
	}
	return nil
}

func (c *changed) write() error {
	if err := c.unchanged(); err != nil {
		return err
	}
	return files.Write(c.real, c.after)
}
