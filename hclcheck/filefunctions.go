package hclcheck

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// fileFunctions are the functions that read files, confined to the Source's
// file system. What lies outside of it, or cannot be read, is unknown; what is
// absent within it is an error, as it is for Terraform.
type fileFunctions struct {
	source Source
	budget *budget
	// refusal says why the last unknown result is unknown.
	refusal string
}

// confined is the functions by name; templatefile, which needs the others, is
// apart.
func (f *fileFunctions) confined() map[string]function.Function {
	base64Of := base64.StdEncoding.EncodeToString
	return map[string]function.Function{
		"file":             f.content(cty.String, utf8Text),
		"filebase64":       f.content(cty.String, func(content []byte) (string, error) { return base64Of(content), nil }),
		"filemd5":          f.digest(md5.New, hex.EncodeToString),
		"filesha1":         f.digest(sha1.New, hex.EncodeToString),
		"filesha256":       f.digest(sha256.New, hex.EncodeToString),
		"filesha512":       f.digest(sha512.New, hex.EncodeToString),
		"filebase64sha256": f.digest(sha256.New, base64Of),
		"filebase64sha512": f.digest(sha512.New, base64Of),
		"fileexists":       f.exists(),
		"fileset":          f.set(),
		"abspath":          f.absolutePath(),
		"pathexpand":       f.expandedPath(),
	}
}

var errNotUTF8 = errors.New("the file is not valid UTF-8")

func utf8Text(content []byte) (string, error) {
	if !utf8.Valid(content) {
		return "", errNotUTF8
	}
	return string(content), nil
}

var pathParameter = function.Parameter{Name: "path", Type: cty.String}

func (f *fileFunctions) content(of cty.Type, make func([]byte) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParameter},
		Type:   function.StaticReturnType(of),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			content, known, err := f.read(arguments[0].AsString())
			if err != nil || !known {
				return cty.UnknownVal(of), err
			}
			text, err := make(content)
			if err != nil {
				return cty.UnknownVal(of), err
			}
			return cty.StringVal(text), nil
		},
	})
}

func (f *fileFunctions) digest(algorithm func() hash.Hash, encode func([]byte) string) function.Function {
	return f.content(cty.String, func(content []byte) (string, error) {
		sum := algorithm()
		sum.Write(content)
		return encode(sum.Sum(nil)), nil
	})
}

func (f *fileFunctions) exists() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParameter},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			name, known := f.locate(arguments[0].AsString())
			if !known {
				return cty.UnknownVal(cty.Bool), nil
			}
			info, err := fs.Stat(f.source.FS, name)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return cty.False, nil
			case err != nil:
				f.refuse("it cannot be read, or leads out of the repository")
				return cty.UnknownVal(cty.Bool), nil
			case !info.Mode().IsRegular():
				return cty.UnknownVal(cty.Bool), errors.New("it is no regular file")
			}
			return cty.True, nil
		},
	})
}

func (f *fileFunctions) set() function.Function {
	kind := cty.Set(cty.String)
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParameter, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(kind),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			name, known := f.locate(arguments[0].AsString())
			if !known {
				return cty.UnknownVal(kind), nil
			}
			within, err := fs.Sub(countedFS{f.source.FS, f.budget}, name)
			if err != nil {
				return cty.UnknownVal(kind), err
			}
			if _, err := fs.Stat(f.source.FS, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				f.refuse("it cannot be read, or leads out of the repository")
				return cty.UnknownVal(kind), nil
			}
			pattern := strings.TrimPrefix(path.Clean(arguments[1].AsString()), "./")
			matches, err := doublestar.Glob(within, pattern, doublestar.WithFilesOnly(), doublestar.WithFailOnIOErrors())
			switch {
			case errors.Is(err, doublestar.ErrBadPattern):
				return cty.UnknownVal(kind), errors.New("the pattern does not parse")
			case err != nil:
				f.refuse("something in the folder cannot be read, or leads out of the repository")
				return cty.UnknownVal(kind), nil
			}
			if len(matches) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			names := make([]cty.Value, len(matches))
			for i, match := range matches {
				names[i] = cty.StringVal(match)
			}
			return cty.SetVal(names), nil
		},
	})
}

func (f *fileFunctions) templateFile(functions map[string]function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParameter, {Name: "vars", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			content, known, err := f.read(arguments[0].AsString())
			if err != nil || !known {
				return cty.DynamicVal, err
			}
			if !utf8.Valid(content) {
				return cty.DynamicVal, errNotUTF8
			}
			return f.render(content, arguments[1], functions)
		},
	})
}

func (f *fileFunctions) absolutePath() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParameter},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			name := arguments[0].AsString()
			switch {
			case path.IsAbs(name):
				return cty.StringVal(path.Clean(name)), nil
			case f.source.absolute == "":
				f.refuse("it depends on the folder that Terraform runs in")
				return cty.UnknownVal(cty.String), nil
			}
			return cty.StringVal(path.Join(f.source.absolute, name)), nil
		},
	})
}

func (f *fileFunctions) expandedPath() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{pathParameter},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			if strings.HasPrefix(arguments[0].AsString(), "~") {
				f.refuse("it depends on the home folder of whoever applies")
				return cty.UnknownVal(cty.String), nil
			}
			return arguments[0], nil
		},
	})
}

// read is the content of a file. It is not known where the file lies outside
// of what may be read, and an error where there is none.
func (f *fileFunctions) read(name string) (content []byte, known bool, err error) {
	located, known := f.locate(name)
	if !known {
		return nil, false, nil
	}
	content, err = readFile(f.source.FS, located)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, errors.New("there is no such file")
	case err != nil:
		f.refuse("it cannot be read, or leads out of the repository")
		return nil, false, nil
	case len(content) > maxValueSize:
		f.refuse("the file is larger than tfcua evaluates")
		return nil, false, nil
	case !f.budget.spend(len(content) / bytesOfStep):
		return nil, false, nil
	}
	return content, true, nil
}

// locate is a path as Terraform takes it, from the root module's folder, as a
// path within the file system.
func (f *fileFunctions) locate(name string) (string, bool) {
	if !f.budget.spend(stepsOfFile) {
		return "", false
	}
	if f.source.OnlyConfiguration {
		f.refuse("a saved plan holds configuration files only; give the folder beside it")
		return "", false
	}
	var located string
	inside := false
	switch {
	case strings.HasPrefix(name, "~"):
	case path.IsAbs(name):
		located, inside = f.source.within(path.Clean(name))
	default:
		located = path.Join(f.source.Dir, name)
		inside = fs.ValidPath(located)
	}
	if !inside {
		f.refuse("the file lies outside the repository, which is all that is read")
	}
	return located, inside
}

// countedFS is a file system whose every file and folder that is opened is paid
// for.
type countedFS struct {
	files  fs.FS
	budget *budget
}

// Open implements [fs.FS].
func (c countedFS) Open(name string) (fs.File, error) {
	if !c.budget.spend(stepsOfFile) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("it takes more steps than tfcua takes")}
	}
	return c.files.Open(name)
}

func (f *fileFunctions) refuse(reason string) { f.refusal = reason }
