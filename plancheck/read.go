package plancheck

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// maxPipedArchive bounds a saved plan that comes from a pipe and so has to be
// held in memory: a zip archive is read from its end. A file has no such bound.
const maxPipedArchive = 256 << 20

// headSize is how much of the input is looked at to tell what it is. It bounds
// what may stand before the JSON document, as a CI wrapper's line.
const headSize = 64 << 10

// Read reads a plan, whichever kind it is, told by content. path names it ("-"
// for standard input). folder, where not nil, is a root module folder that was
// given beside the plan: it tells what plan JSON does not show, unless it
// differs from what was planned. The Input of the result is filled in.
//
// Plan JSON may have a byte order mark and may be UTF-16 with one, as
// PowerShell's redirection writes it. Lines that are no JSON may stand before
// it, within the first 64 KiB; behind it nothing may stand but, where one
// of those lines is the setup-terraform action's wrapper's ([command]…), that
// wrapper's own workflow commands (::debug::…).
//
// A saved plan in a regular file is read where it is; from a pipe it is read
// into memory, up to 256 MiB.
//
// The error, an [*Error] or one of package hclcheck's, says what cannot be
// read, where, and how to mend it.
func Read(path string, r io.Reader, folder *hclcheck.Source, options hclcheck.Options) (tfcua.Configuration, error) {
	configuration, err := read(path, r, folder, options)
	var plain fault
	if errors.As(err, &plain) {
		return tfcua.Configuration{}, &Error{Path: path, Message: string(plain)}
	}
	if err != nil {
		return tfcua.Configuration{}, err
	}
	for i := range configuration.Unseen {
		configuration.Unseen[i].Input = path
	}
	return configuration, nil
}

// plan is what both kinds of plan are made into.
type plan struct {
	configuration tfcua.Configuration
	// shape is the configuration's, to be compared with a folder's.
	shape hclcheck.Shape
	// unnamed are the configurations of plan JSON whose use a folder knows better.
	unnamed []string
	// root is the saved plan's own configuration; nil for plan JSON.
	root *hclcheck.Root
	// variables and workspace are what the folder is evaluated with.
	variables hclcheck.PlannedVariables
	workspace string
}

func read(path string, r io.Reader, folder *hclcheck.Source, options hclcheck.Options) (tfcua.Configuration, error) {
	file, size, err := regular(r)
	if err != nil {
		return tfcua.Configuration{}, err
	}
	if file != nil {
		r = io.NewSectionReader(file, 0, size)
	}
	buffered := bufio.NewReaderSize(r, headSize)
	head, err := buffered.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return tfcua.Configuration{}, faultf("cannot be read: %s", why(err))
	}
	var p *plan
	switch Sniff(head) {
	case tfcua.SavedPlan:
		var archive *zip.Reader
		if archive, err = openArchive(buffered, file, size); err == nil {
			p, err = readSaved(path, archive, options)
		}
	case tfcua.PlanJSON:
		p, err = readJSON(buffered, head, options.Mirrors)
	default:
		err = fault(refusal(head))
	}
	if err != nil {
		return tfcua.Configuration{}, err
	}
	p.configuration.Input.Path = path
	if folder != nil {
		if err := p.take(*folder, options); err != nil {
			return tfcua.Configuration{}, err
		}
	}
	return p.configuration, nil
}

// regular is the file behind r if it is a regular one, which need not be read
// from the start to the end.
func regular(r io.Reader) (io.ReaderAt, int64, error) {
	file, ok := r.(interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	})
	if !ok {
		return nil, 0, nil
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, 0, faultf("cannot be read: %s", why(err))
	case info.IsDir():
		return nil, 0, fault("is a folder, no plan: give it as a folder, or a plan of it")
	case !info.Mode().IsRegular():
		return nil, 0, nil
	}
	return file, info.Size(), nil
}

// openArchive opens a saved plan where it is, or reads it into memory.
func openArchive(r io.Reader, file io.ReaderAt, size int64) (*zip.Reader, error) {
	if file == nil {
		content, err := io.ReadAll(io.LimitReader(r, maxPipedArchive+1))
		if err != nil {
			return nil, faultf("cannot be read: %s", why(err))
		}
		if len(content) > maxPipedArchive {
			return nil, faultf("is a saved plan of more than %d MiB, too large for a pipe: give the file itself", maxPipedArchive>>20)
		}
		file, size = bytes.NewReader(content), int64(len(content))
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, fault("is no complete saved plan: its zip archive is damaged or cut off; make it again with terraform plan -out")
	}
	return archive, nil
}
