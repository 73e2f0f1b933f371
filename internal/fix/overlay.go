package fix

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// texts are the contents of files that a mend would write, by where the files
// are on disk, symlinks followed.
type texts map[string][]byte

// realPath is where a file is on disk, symlinks followed; of a file that is not
// there yet, where it would be. "" where there is no such folder.
func realPath(name string) string {
	absolute, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		return ""
	}
	real, err := filepath.EvalSymlinks(absolute)
	if err == nil {
		return real
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(absolute))
	if err != nil {
		return ""
	}
	return filepath.Join(folder, filepath.Base(absolute))
}

// overlay is a file system in which some files hold what a mend would write.
type overlay struct {
	fs.FS
	top   string // where the file system is on disk
	texts texts
}

// Open implements [fs.FS].
func (o overlay) Open(name string) (fs.File, error) {
	if len(o.texts) > 0 && fs.ValidPath(name) {
		if text, ok := o.texts[realPath(filepath.Join(o.top, filepath.FromSlash(name)))]; ok {
			return &openText{Reader: bytes.NewReader(text), text: textInfo{filepath.Base(name), int64(len(text))}}, nil
		}
	}
	return o.FS.Open(name)
}

// Stat implements [fs.StatFS]: a named pipe is asked what it is, and not opened.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if len(o.texts) > 0 && fs.ValidPath(name) {
		if text, ok := o.texts[realPath(filepath.Join(o.top, filepath.FromSlash(name)))]; ok {
			return textInfo{filepath.Base(name), int64(len(text))}, nil
		}
	}
	return fs.Stat(o.FS, name)
}

// ReadDir implements [fs.ReadDirFS].
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil {
		return nil, err
	}
	folder := realPath(filepath.Join(o.top, filepath.FromSlash(name)))
	for file, text := range o.texts {
		base := filepath.Base(file)
		if filepath.Dir(file) == folder && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base }) {
			entries = append(entries, fs.FileInfoToDirEntry(textInfo{base, int64(len(text))}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

type openText struct {
	*bytes.Reader
	text textInfo
}

func (f *openText) Stat() (fs.FileInfo, error) { return f.text, nil }
func (f *openText) Close() error               { return nil }

type textInfo struct {
	name string
	size int64
}

func (i textInfo) Name() string     { return i.name }
func (i textInfo) Size() int64      { return i.size }
func (textInfo) Mode() fs.FileMode  { return 0o444 }
func (textInfo) ModTime() time.Time { return time.Time{} }
func (textInfo) IsDir() bool        { return false }
func (textInfo) Sys() any           { return nil }
