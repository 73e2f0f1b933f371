package input

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/armcheck"
	"github.com/tfcua/tfcua/hclcheck"
	"github.com/tfcua/tfcua/plancheck"
)

// headSize is how much of a file tells what it is.
const headSize = 64 << 10

// maxPiped bounds a zip archive that comes from a pipe and so has to be held in
// memory: an archive is read from its end.
const maxPiped = 256 << 20

// isTemplate reports whether a regular file is an ARM template or a package with
// one. What cannot be opened is none: its reader says why.
func isTemplate(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	template, _ := look(file)
	return template
}

// isPackage reports whether it is a package, a zip archive.
func isPackage(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	_, archive := look(file)
	return archive != nil
}

// look says whether a regular file is an ARM template or a package with one, and
// of a package the archive.
func look(file *os.File) (template bool, archive *zip.Reader) {
	head := make([]byte, headSize)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, nil // its reader says why
	}
	if head = head[:n]; !armcheck.SniffArchive(head) {
		return armcheck.Sniff(head), nil
	}
	info, err := file.Stat()
	if err != nil {
		return false, nil
	}
	if archive, err = zip.NewReader(file, info.Size()); err != nil || !armcheck.IsPackage(archive) {
		return false, nil
	}
	return true, archive
}

// readTemplate reads a template or a package.
func (r Request) readTemplate(path string, _ hclcheck.Options) (tfcua.Configuration, error) {
	file, err := os.Open(path)
	if err != nil {
		return tfcua.Configuration{}, cannotOpen(path, err)
	}
	defer file.Close()
	if _, archive := look(file); archive != nil {
		return armcheck.ReadPackage(path, archive)
	}
	return armcheck.Read(path, r.watch(file))
}

// readStream reads a plan or a template from standard input or a named pipe. A
// file that standard input is redirected from is read where it is.
func readStream(path string, stream io.Reader, beside *hclcheck.Source, options hclcheck.Options) (tfcua.Configuration, error) {
	var template bool
	var archive *zip.Reader
	var err error
	if file, ok := stream.(*os.File); ok && isRegular(file) {
		template, archive = look(file)
	} else if template, archive, stream, err = lookAhead(stream); err != nil {
		return tfcua.Configuration{}, fmt.Errorf("%s: %w", name(path), err)
	}
	switch {
	case template && beside != nil:
		return tfcua.Configuration{}, errors.New(name(path) + ": is an ARM template, which no folder stands beside: give the template and the folder each by itself")
	case archive != nil:
		return armcheck.ReadPackage(path, archive)
	case template:
		return armcheck.Read(path, stream)
	}
	return plancheck.Read(path, stream, beside, options)
}

func isRegular(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode().IsRegular()
}

// lookAhead is look for what can be read once only, and the whole of it.
func lookAhead(stream io.Reader) (template bool, archive *zip.Reader, whole io.Reader, err error) {
	buffered := bufio.NewReaderSize(stream, headSize)
	head, _ := buffered.Peek(headSize) // an error comes again
	if !armcheck.SniffArchive(head) {
		return armcheck.Sniff(head), nil, buffered, nil
	}
	content, err := io.ReadAll(io.LimitReader(buffered, maxPiped+1))
	if err != nil {
		return false, nil, nil, err
	}
	if len(content) > maxPiped {
		return false, nil, nil, fmt.Errorf("is a zip archive of more than %d MiB, too large for a pipe: give the file itself", maxPiped>>20)
	}
	if archive, err = zip.NewReader(bytes.NewReader(content), int64(len(content))); err != nil || !armcheck.IsPackage(archive) {
		return false, nil, bytes.NewReader(content), nil
	}
	return true, archive, nil, nil
}

// name is a path in a message.
func name(path string) string {
	if path == Standard {
		return "standard input"
	}
	return path
}
