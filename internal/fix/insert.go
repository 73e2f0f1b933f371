package fix

import (
	"bytes"
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/tfcua/tfcua/hclcheck"
)

// native is the block in native syntax, nil in JSON.
func (b *block) native() *hclsyntax.Block {
	body, ok := b.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	root, ok := b.source.body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	return findBlock(root, body)
}

func findBlock(in, of *hclsyntax.Body) *hclsyntax.Block {
	for _, candidate := range in.Blocks {
		if candidate.Body == of {
			return candidate
		}
		if nested := findBlock(candidate.Body, of); nested != nil {
			return nested
		}
	}
	return nil
}

// setAttribute is the edit that adds an attribute with a literal text to a
// provider block: after features {}, else at the top of the block.
func (b *block) setAttribute(name, text string) edit {
	if b.source.IsJSON() {
		return b.source.addMember(b.Body.MissingItemRange().Start.Byte, quote(name)+": "+quote(text), name, text)
	}
	native, line := b.native(), name+" = "+quote(text)
	for _, nested := range native.Body.Blocks {
		if nested.Type == "features" {
			s := b.source
			at := s.restOfLine(nested.CloseBraceRange.End.Byte)
			return s.insert(at, s.lineEnd()+s.indent(nested.TypeRange.Start.Byte)+line, text)
		}
	}
	return b.addLines(true, []string{line}, text)
}

// addLines is the edit that adds lines to a block in native syntax, at its top
// or at its end.
func (b *block) addLines(top bool, lines []string, shown ...string) edit {
	s, native := b.source, b.native()
	opened, closing := native.OpenBraceRange.End.Byte, native.CloseBraceRange.Start.Byte
	indent, eol := s.indent(native.TypeRange.Start.Byte), s.lineEnd()
	added := ""
	for _, line := range lines {
		added += eol + indent + "  " + line
	}
	inner := s.Text[opened:closing]
	if !bytes.Contains(inner, []byte("\n")) {
		if held := strings.TrimSpace(string(inner)); held != "" {
			added = eol + indent + "  " + held + added
		}
		e := s.insert(opened, added+eol+indent, shown...)
		e.end = closing
		return e
	}
	if top {
		return s.insert(s.restOfLine(opened), added, shown...)
	}
	return s.insert(opened+len(bytes.TrimRight(inner, " \t\r\n")), added, shown...)
}

// addBlock is the edit that adds a block at the end of a file.
func (s *source) addBlock(lines []string, shown ...string) edit {
	eol, text := s.lineEnd(), ""
	if held := bytes.TrimPrefix(s.Text, byteOrderMark); len(held) > 0 {
		if held[len(held)-1] != '\n' {
			text = eol
		}
		text += eol
	}
	return s.insert(len(s.Text), text+strings.Join(lines, eol)+eol, shown...)
}

// fileOf is the root module's file of a name, one that is not there yet if need
// be.
func (r *reading) fileOf(name string) *source {
	shown := path.Join(filepath.ToSlash(r.root.Path), name)
	for _, seen := range r.graph.modules[0].sources {
		if seen.Name == shown {
			return seen
		}
	}
	return &source{File: hclcheck.File{Name: shown}, real: realPath(shown)}
}
