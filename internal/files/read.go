package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Read reads the whole of a file of at most limit bytes, a multiple of a MiB. The
// error may name the file: see [Reason].
func Read(name string, limit int) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, int64(limit)+1))
	if err == nil && len(text) > limit {
		err = fmt.Errorf("it is larger than %d MiB", limit>>20)
	}
	return text, err
}

// Reason is an error of the file system without the path, which whoever shows it
// names before it.
func Reason(err error) error {
	var failure *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &failure):
		return failure.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
