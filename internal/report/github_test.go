package report_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// workflowCommand is a command as GitHub's runner parses it, after its
// ActionCommand.TryParseV2.
type workflowCommand struct {
	name, data string
	properties map[string]string
}

func parseWorkflowCommand(line string) (workflowCommand, bool) {
	line = strings.TrimSpace(line)
	rest, ok := strings.CutPrefix(line, "::")
	if !ok {
		return workflowCommand{}, false
	}
	info, data, ok := strings.Cut(rest, "::")
	if !ok {
		return workflowCommand{}, false
	}
	command := workflowCommand{properties: make(map[string]string)}
	command.name, info, _ = strings.Cut(info, " ")
	for _, property := range strings.Split(strings.TrimSpace(info), ",") {
		name, value, _ := strings.Cut(property, "=")
		if value = strings.TrimLeft(value, "="); value != "" {
			command.properties[name] = unescape(value, "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
		}
	}
	command.data = unescape(data, "%0D", "\r", "%0A", "\n", "%25", "%")
	return command, true
}

// unescape replaces one after the other, as the runners do.
func unescape(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

func readGitHub(t testing.TB, output []byte) []named {
	var all []named
	var rest []string
	for _, line := range linesOf(output) {
		command, ok := parseWorkflowCommand(line)
		if !ok {
			if commandIn(line) {
				t.Errorf("there is a command in %q", line)
			}
			rest = append(rest, line)
			continue
		}
		switch command.name {
		case "error", "warning", "notice":
			rule, _, _ := strings.Cut(command.properties["title"], " ")
			all = append(all, named{rule: rule, says: command.properties["file"] + " " + command.data})
		default:
			t.Errorf("somebody wrote the command %q", line)
		}
	}
	ignored, others := readLines(rest)
	if len(others) != 1 {
		t.Errorf("there is more than the verdict: %q", others)
	}
	return append(all, ignored...)
}

func TestGitHubColumns(t *testing.T) {
	r := warned()
	r.Findings[0].Start, r.Findings[0].End = tfcua.Position{Line: 12, Column: 3}, tfcua.Position{Line: 14, Column: 2}
	command, ok := parseWorkflowCommand(linesOf(render(t, "github", r, inRepository))[0])
	if !ok || command.properties["line"] != "12" || command.properties["endLine"] != "14" {
		t.Errorf("the command is %v", command)
	}
	for _, name := range []string{"col", "endColumn"} {
		if command.properties[name] != "" {
			t.Errorf("%s is set, which GitHub refuses for several lines", name)
		}
	}
}

func FuzzGitHub(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, severity uint8, file, input, address, message, fix string, line int) {
		r, finding := fuzzed(severity, file, input, address, message, fix, line)
		first, second, third := threeLines(t, render(t, "github", r, inRepository))
		command, ok := parseWorkflowCommand(first)
		if !ok {
			t.Fatalf("the runner sees no command in %q", first)
		}
		if want := map[tfcua.Severity]string{tfcua.Error: "error", tfcua.Warning: "warning", tfcua.Note: "notice"}[finding.Severity]; command.name != want {
			t.Errorf("the command is %q, want %q", command.name, want)
		}
		// The runner takes the spaces off a message.
		if want := remarked(finding); strings.TrimSpace(command.data) != strings.TrimSpace(want) {
			t.Errorf("the message is\n%q, want\n%q", command.data, want)
		}
		want := map[string]string{"title": "CUA103 tracking-id-prefixed"}
		if file != "" {
			if path := strings.TrimLeft(display.Harmless(inRepository.FromRoot(file)), "="); path != "" {
				want["file"] = path
			}
			if line > 0 {
				want["line"], want["endLine"] = strconv.Itoa(line), strconv.Itoa(line)
			}
			want["col"], want["endColumn"] = "3", "9"
		}
		if len(command.properties) != len(want) {
			t.Errorf("the properties are %q, want %q", command.properties, want)
		}
		for name, value := range want {
			if command.properties[name] != value {
				t.Errorf("%s is %q, want %q", name, command.properties[name], value)
			}
		}
		for _, line := range []string{second, third} {
			if commandIn(line) {
				t.Errorf("the runner sees a command in %q", line)
			}
		}
	})
}
