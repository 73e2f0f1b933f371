package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change of the source.
type mutant struct {
	number int
	at     token.Position
	change string // "< for <="
	line   string // as it is in the source
}

// String is a line for people and editors.
func (m mutant) String() string {
	return fmt.Sprintf("%s:%d:%d: no test notices %s: %s", filepath.Base(m.at.Filename), m.at.Line, m.at.Column, m.change, m.line)
}

// switches is the source of the functions that make the changes, to be a file of
// the package's tests.
//
//go:embed switches.go.txt
var switches string

// mutate writes the package in a folder with all changes in it to the scratch
// folder. It returns the changes, and the file that go build's -overlay takes.
func mutate(folder, scratch string) ([]mutant, string, error) {
	p, err := load(folder)
	if err != nil {
		return nil, "", err
	}
	replaced := make(map[string]string)
	write := func(name string, text []byte) error {
		replaced[filepath.Join(folder, name)] = filepath.Join(scratch, name)
		return os.WriteFile(filepath.Join(scratch, name), text, 0o600)
	}
	for _, file := range p.files {
		name := p.set.Position(file.Package).Filename
		source, err := os.ReadFile(name)
		if err != nil {
			return nil, "", err
		}
		if err := write(filepath.Base(name), p.rewrite(file, source)); err != nil {
			return nil, "", err
		}
	}
	if err := write("mutate_switches_test.go", []byte("package "+p.files[0].Name.Name+"\n\n"+switches)); err != nil {
		return nil, "", err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return nil, "", err
	}
	path := filepath.Join(scratch, "overlay.json")
	return p.mutants, path, os.WriteFile(path, overlay, 0o600)
}

// pack is a package with what is found in it.
type pack struct {
	set     *token.FileSet
	files   []*ast.File
	types   map[ast.Expr]types.TypeAndValue
	mutants []mutant
}

// load parses a package and finds the types of its expressions, with what the
// compiler wrote down of the packages that it imports.
func load(folder string) (*pack, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}\t{{.DepOnly}}\t{{.GoFiles}}", ".")
	list.Dir = folder
	output, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	p := &pack{set: token.NewFileSet(), types: make(map[ast.Expr]types.TypeAndValue)}
	exports := make(map[string]string)
	for line := range strings.Lines(string(output)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		exports[fields[0]] = fields[1]
		if fields[2] == "true" {
			continue
		}
		for _, name := range strings.Fields(strings.Trim(fields[3], "[]")) {
			file, err := parser.ParseFile(p.set, filepath.Join(folder, name), nil, 0)
			if err != nil {
				return nil, err
			}
			p.files = append(p.files, file)
		}
	}
	if len(p.files) == 0 {
		return nil, fmt.Errorf("%s holds no package", folder)
	}
	config := types.Config{Importer: importer.ForCompiler(p.set, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	_, err = config.Check(p.files[0].Name.Name, p.set, p.files, &types.Info{Types: p.types})
	return p, err
}

// edit is a piece of text to be put into the source, in place of what is cut.
type edit struct {
	at, cut int
	text    string
	// rank orders what is put at one place: what ends there, the innermost first;
	// then what begins, the outermost first; then what stands there itself.
	rank int
}

// rewrite is the source of a file with all changes in it, each for its number to
// switch on.
func (p *pack) rewrite(file *ast.File, source []byte) []byte {
	r := rewriting{pack: p, source: source}
	ast.Inspect(file, r.visit)
	slices.SortStableFunc(r.edits, func(a, b edit) int { return cmp.Or(a.at-b.at, a.rank-b.rank) })
	var text bytes.Buffer
	done := 0
	for _, e := range r.edits {
		text.Write(source[done:e.at])
		text.WriteString(e.text)
		done = e.at + e.cut
	}
	text.Write(source[done:])
	return text.Bytes()
}

type rewriting struct {
	*pack
	source []byte
	edits  []edit
}

// opposites are the changes that turn a comparison round, and bounds those that
// move its bound.
var (
	opposites = map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR}
	bounds    = map[token.Token]token.Token{token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR}
	inverses  = map[token.Token]token.Token{token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL}
)

func (r *rewriting) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok != token.CONST
	case *ast.BinaryExpr:
		r.binary(n)
	case *ast.UnaryExpr:
		if n.Op == token.SUB {
			r.wrap(n, fmt.Sprintf("mutantNegative(%d, ", r.add(n.OpPos, "+ for -")), ")")
			r.replace(n.OpPos, n.Op, "")
		}
	case *ast.IncDecStmt:
		steps, other := "1", token.DEC
		if n.Tok == token.DEC {
			steps, other = "-1", token.INC
		}
		r.replace(n.TokPos, n.Tok, fmt.Sprintf(" = mutantStep(%d, %s, %s)", r.add(n.TokPos, other.String()+" for "+n.Tok.String()), r.text(n.X), steps))
	case *ast.AssignStmt:
		if n.Tok == token.ADD_ASSIGN {
			r.wrap(n.Rhs[0], fmt.Sprintf("mutantSum(%d, %s, ", r.add(n.TokPos, "another for +="), r.text(n.Lhs[0])), ")")
			r.replace(n.TokPos, n.Tok, "=")
		}
	case *ast.BranchStmt:
		if n.Tok == token.CONTINUE && n.Label == nil {
			r.wrap(n, fmt.Sprintf("if mutant(%d) { break }; ", r.add(n.TokPos, "break for continue")), "")
		}
	}
	return true
}

func (r *rewriting) binary(n *ast.BinaryExpr) {
	change := func(to token.Token) int { return r.add(n.OpPos, to.String()+" for "+n.Op.String()) }
	switch n.Op {
	case token.EQL, token.NEQ:
		r.wrap(n, "((", fmt.Sprintf(") != mutant(%d))", change(opposites[n.Op])))
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		r.wrap(n, fmt.Sprintf("mutantOrder(%d, %d, %q, ", change(opposites[n.Op]), change(bounds[n.Op]), n.Op), ")")
		r.replace(n.OpPos, n.Op, ",")
	case token.LAND, token.LOR:
		function, to := "mutantAnd", token.LOR
		if n.Op == token.LOR {
			function, to = "mutantOr", token.LAND
		}
		r.wrap(n, fmt.Sprintf("%s(%d, ", function, change(to)), ") })")
		r.replace(n.OpPos, n.Op, ", func() bool { return (")
	case token.ADD, token.SUB, token.MUL, token.QUO, token.REM:
		if kind, ok := r.types[n].Type.Underlying().(*types.Basic); ok && kind.Info()&types.IsString == 0 {
			r.wrap(n, fmt.Sprintf("mutantArithmetic(%d, %q, ", change(inverses[n.Op]), n.Op), ")")
			r.replace(n.OpPos, n.Op, ",")
		}
	}
}

// add notes a change and returns its number.
func (r *rewriting) add(at token.Pos, change string) int {
	position := r.set.Position(at)
	line, _, _ := strings.Cut(string(r.source[position.Offset-position.Column+1:]), "\n")
	r.mutants = append(r.mutants, mutant{len(r.mutants) + 1, position, change, strings.TrimSpace(line)})
	return len(r.mutants)
}

// wrap puts text before and after a piece of the source.
func (r *rewriting) wrap(n ast.Node, before, after string) {
	size := int(n.End() - n.Pos())
	r.edits = append(r.edits,
		edit{at: r.offset(n.Pos()), text: before, rank: len(r.source)*2 - size},
		edit{at: r.offset(n.End()), text: after, rank: size})
}

// replace puts text in place of an operator.
func (r *rewriting) replace(at token.Pos, operator token.Token, text string) {
	r.edits = append(r.edits, edit{at: r.offset(at), cut: len(operator.String()), text: text, rank: len(r.source) * 2})
}

func (r *rewriting) offset(at token.Pos) int { return r.set.Position(at).Offset }

func (r *rewriting) text(n ast.Node) string {
	return string(r.source[r.offset(n.Pos()):r.offset(n.End())])
}
