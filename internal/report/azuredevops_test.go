package report_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// loggingCommand is a command as the agent of Azure Pipelines parses it, after its
// Command.TryParse: it may begin anywhere in a line.
type loggingCommand struct {
	name, data string
	properties map[string]string
}

func parseLoggingCommand(line string) (loggingCommand, bool) {
	_, rest, ok := strings.Cut(line, "##vso[")
	if !ok {
		return loggingCommand{}, false
	}
	info, data, ok := strings.Cut(rest, "]")
	if !ok {
		return loggingCommand{}, false
	}
	escapes := []string{"%3B", ";", "%0D", "\r", "%0A", "\n", "%5D", "]", "%AZP25", "%"}
	command := loggingCommand{properties: make(map[string]string)}
	command.name, info, _ = strings.Cut(info, " ")
	for _, property := range strings.Split(info, ";") {
		name, value, _ := strings.Cut(property, "=")
		if value = strings.TrimLeft(value, "="); value != "" {
			command.properties[name] = unescape(value, escapes...)
		}
	}
	command.data = unescape(data, escapes...)
	return command, true
}

func readAzureDevOps(t testing.TB, output []byte) []named {
	var all []named
	var rest []string
	for _, line := range linesOf(output) {
		command, ok := parseLoggingCommand(line)
		switch {
		case ok && command.name == "task.logissue" && (command.properties["type"] == "error" || command.properties["type"] == "warning"):
			all = append(all, named{rule: command.properties["code"], says: command.properties["sourcepath"] + " " + command.data})
		case ok || commandIn(line):
			t.Errorf("somebody wrote the command %q", line)
		default:
			rest = append(rest, line)
		}
	}
	lines, others := readLines(rest)
	if len(others) != 1 {
		t.Errorf("there is more than the verdict: %q", others)
	}
	return append(all, lines...)
}

func FuzzAzureDevOps(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, severity uint8, file, input, address, message, fix string, line int) {
		r, finding := fuzzed(severity, file, input, address, message, fix, line)
		first, second, third := threeLines(t, render(t, "azuredevops", r, inRepository))
		command, ok := parseLoggingCommand(first)
		if ok != (finding.Severity != tfcua.Note) {
			t.Fatalf("the agent sees a command in %q: %v", first, ok)
		}
		others := []string{second, third}
		if !ok {
			others = append(others, first)
		}
		for _, line := range others {
			if commandIn(line) {
				t.Errorf("the agent sees a command in %q", line)
			}
		}
		if !ok {
			return
		}
		if want := "tracking-id-prefixed: " + remarked(finding); command.name != "task.logissue" || command.data != want {
			t.Errorf("the command is %s and the message\n%q, want\n%q", command.name, command.data, want)
		}
		want := map[string]string{"type": string(finding.Severity), "code": "CUA103"}
		if file != "" {
			if path := strings.TrimLeft(display.Harmless(inRepository.FromRoot(file)), "="); path != "" {
				want["sourcepath"] = path
			}
			if line > 0 {
				want["linenumber"], want["columnnumber"] = strconv.Itoa(line), "3"
			}
		}
		if len(command.properties) != len(want) {
			t.Errorf("the properties are %q, want %q", command.properties, want)
		}
		for name, value := range want {
			if command.properties[name] != value {
				t.Errorf("%s is %q, want %q", name, command.properties[name], value)
			}
		}
	})
}
