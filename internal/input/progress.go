package input

import (
	"io"
	"io/fs"
	"os"
)

// Progress hears how far the reading has come, in bytes of plans or in folders.
// Its methods are called by several readers at once.
type Progress interface {
	Expect(n int64) // so much more is to be done
	Done(n int64)   // so much more of it is done
}

func (r Request) expect(n int64) {
	if r.Progress != nil {
		r.Progress.Expect(n)
	}
}

func (r Request) done(n int64) {
	if r.Progress != nil {
		r.Progress.Done(n)
	}
}

// watched is a plan file whose bytes are counted as they are read.
type watched struct {
	file *os.File
	done func(int64)
}

// watch is the file, counted where anybody wants to hear of it.
func (r Request) watch(file *os.File) io.Reader {
	if r.Progress == nil {
		return file
	}
	if info, err := file.Stat(); err == nil {
		r.Progress.Expect(info.Size())
	}
	return watched{file, r.Progress.Done}
}

func (w watched) Read(p []byte) (int, error) {
	n, err := w.file.Read(p)
	w.done(int64(n))
	return n, err
}

func (w watched) ReadAt(p []byte, offset int64) (int, error) {
	n, err := w.file.ReadAt(p, offset)
	w.done(int64(n))
	return n, err
}

func (w watched) Stat() (fs.FileInfo, error) { return w.file.Stat() }
