package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	goldtext "github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"
)

// snippet is a script that a document shows.
type snippet struct {
	text    string   // by which a test names it
	shell   []string // what runs the script
	script  string
	environ []string // what is written beside it
	ran     bool
}

var (
	shell    = []string{"sh", "-e", "-c"}
	runsHere = regexp.MustCompile(`(?m)^\s*(- )?(\$ )?tfcua(-verify)? `)
)

// snippets are the scripts in the blocks of a document: shell blocks, and what
// the YAML of pipelines says to run. Those in console blocks are left to
// [TestConsole]. No other block may hold a command.
func snippets(t *testing.T, document string) []*snippet {
	t.Helper()
	source := []byte(document)
	var all []*snippet
	err := ast.Walk(goldmark.New().Parser().Parse(goldtext.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		block, ok := n.(*ast.FencedCodeBlock)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		text := string(block.Lines().Value(source))
		switch language := string(block.Language(source)); language {
		case "console":
		case "sh":
			all = append(all, &snippet{text: text, shell: shell, script: text})
		case "yaml":
			var root yaml.Node
			if err := yaml.Unmarshal([]byte(text), &root); err != nil {
				return ast.WalkStop, fmt.Errorf("%w:\n%s", err, text)
			}
			all = append(all, pipeline(t, &root, nil)...)
		default:
			if runsHere.MatchString(text) {
				t.Errorf("a block of %q holds a command, which no test runs:\n%s", language, text)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// pipeline is what the YAML of a pipeline says to run: under run (GitHub
// Actions, Atlantis), script (GitLab, Azure Pipelines) or after_plan
// (Spacelift), by this repository's action and by its pre-commit hooks.
func pipeline(t *testing.T, node *yaml.Node, environ []string) []*snippet {
	t.Helper()
	var all []*snippet
	if node.Kind != yaml.MappingNode {
		for _, child := range node.Content {
			all = append(all, pipeline(t, child, environ)...)
		}
		return all
	}
	var step struct {
		Uses      string
		With      map[string]string
		Arguments string // of a piece of a step
		Env       map[string]string
		Hooks     []struct {
			ID   string
			Args []string
		}
	}
	_ = node.Decode(&step) // what has other types is not one
	environ = environ[:len(environ):len(environ)]
	for name, value := range step.Env {
		environ = append(environ, name+"="+value)
	}
	if step.Arguments != "" {
		return []*snippet{actionSnippet(t, "arguments: "+step.Arguments, map[string]string{"arguments": step.Arguments}, environ)}
	}
	if strings.HasPrefix(step.Uses, "tfcua/tfcua@") {
		return []*snippet{actionSnippet(t, "uses: "+step.Uses, step.With, environ)}
	}
	for _, hook := range step.Hooks {
		script := hookEntry(t, hook.ID) + " " + strings.Join(hook.Args, " ")
		all = append(all, &snippet{text: "id: " + hook.ID, shell: shell, script: script})
	}
	for i := 0; i < len(node.Content); i += 2 {
		value := node.Content[i+1]
		switch node.Content[i].Value {
		case "run", "script", "after_plan":
			lines := []string{value.Value}
			if value.Kind == yaml.SequenceNode {
				lines = nil
				for _, line := range value.Content {
					lines = append(lines, line.Value)
				}
			}
			script := strings.Join(lines, "\n")
			all = append(all, &snippet{text: script, shell: shell, script: script, environ: environ})
		case "hooks", "env":
		default:
			all = append(all, pipeline(t, value, environ)...)
		}
	}
	return all
}

// actionSnippet is what this repository's action runs with such inputs.
func actionSnippet(t *testing.T, text string, inputs map[string]string, environ []string) *snippet {
	t.Helper()
	script, own := readAction(t).check(inputs)
	return &snippet{
		text:    text,
		shell:   []string{"bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c"},
		script:  script,
		environ: append(environ, own...),
	}
}

// hookEntry is the command of a pre-commit hook of this repository.
func hookEntry(t *testing.T, id string) string {
	t.Helper()
	var hooks []struct{ ID, Entry string }
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	for _, hook := range hooks {
		if hook.ID == id {
			return hook.Entry
		}
	}
	t.Fatalf("there is no hook %s", id)
	return ""
}

var expression = regexp.MustCompile(`\$\{\{ *([\w.]+) *\}\}|\$\(([\w.]+)\)`)

// expanded is text with the pipeline's own expressions replaced by the values of
// variables: ${{ vars.NAME }} of GitHub, which is empty where there is no such
// variable, and $(NAME) of Azure Pipelines, which stays as it is then.
func expanded(text string, variable func(string) string) string {
	return expression.ReplaceAllStringFunc(text, func(written string) string {
		names := expression.FindStringSubmatch(written)
		if names[1] != "" {
			return variable(names[1])
		}
		if value := variable(names[2]); value != "" {
			return value
		}
		return written
	})
}
