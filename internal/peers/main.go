// Command peers measures tfcua beside whatever of its peers is installed, as
// whole processes on the same generated inputs in one run, and prints ratios:
//
//	go run ./internal/peers
//
// It takes the peers' figures and tfcua's in turn, several times, and shows
// medians; the times of one machine say little, the ratios more.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/tfcua/tfcua/internal/generate"
)

func main() {
	runs := flag.Int("runs", 5, "how many runs the medians are of")
	small := flag.Bool("small", false, "small inputs, to try it out")
	flag.Parse()
	if err := measure(*runs, *small); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// contest is one job and those who do it, tfcua first.
type contest struct {
	title    string
	commands [][]string
	dir      string
}

func measure(runs int, small bool) error {
	work, err := os.MkdirTemp("", "tfcua-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for name, of := range map[string]string{"tfcua": "./cmd/tfcua", "terraform-json": "./internal/peers/terraformjson"} {
		if err := build(filepath.Join(work, name), of); err != nil {
			return err
		}
	}
	contests, err := prepare(work, small)
	if err != nil {
		return err
	}
	for _, c := range contests {
		if err := c.run(runs); err != nil {
			return err
		}
	}
	return nil
}

// prepare writes the inputs and says who is to read them.
func prepare(work string, small bool) ([]contest, error) {
	large, huge, files := 45_000, 222_000, 10_000
	if small {
		large, huge, files = 4_500, 9_000, 500
	}
	in := func(name string) string { return filepath.Join(work, name) }
	tfcua := in("tfcua")
	for _, input := range []struct {
		name      string
		resources int
		write     func(*os.File, int) error
	}{
		{"small.json", 440, func(f *os.File, n int) error { return generate.PlanJSON(f, n) }},
		{"large.json", large, func(f *os.File, n int) error { return generate.PlanJSON(f, n) }},
		{"huge.json", huge, func(f *os.File, n int) error { return generate.PlanJSON(f, n) }},
		{"saved.tfplan", 100_000, func(f *os.File, n int) error { return generate.SavedPlan(f, n) }},
	} {
		file, err := os.Create(in(input.name))
		if err != nil {
			return nil, err
		}
		if err := input.write(file, input.resources); err != nil {
			return nil, err
		}
		if err := file.Close(); err != nil {
			return nil, err
		}
	}
	repository := in("repository")
	if err := generate.Repository(repository, files); err != nil {
		return nil, err
	}
	module := in("module")
	if err := generate.Repository(module, 3); err != nil {
		return nil, err
	}
	policy := in("policy.rego")
	if err := os.WriteFile(policy, []byte("package main\n\ndeny contains msg if {\n\tinput.configuration.provider_config.azurerm.expressions.partner_id.constant_value == \"\"\n\tmsg := \"no partner_id\"\n}\n"), 0o644); err != nil {
		return nil, err
	}
	hello := in("hello")
	if err := os.WriteFile(hello+".go", []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"), 0o644); err != nil {
		return nil, err
	}
	if err := build(hello, hello+".go"); err != nil {
		return nil, err
	}
	planJSON := func(name string) [][]string {
		return [][]string{
			{tfcua, "check", "--no-env", in(name)},
			{"wc", "-l", in(name)},
			{in("terraform-json"), in(name)},
			{"jq", ".configuration.provider_config", in(name)},
			{"conftest", "test", "--policy", policy, in(name)},
			{"opa", "eval", "--data", policy, "--input", in(name), "data.main.deny"},
		}
	}
	return []contest{
		{title: "plan JSON, small", commands: planJSON("small.json")},
		{title: "plan JSON, large", commands: planJSON("large.json")},
		{title: "plan JSON, huge", commands: planJSON("huge.json")},
		{title: "saved plan, 100,000 resources", commands: [][]string{
			{tfcua, "check", "--no-env", in("saved.tfplan")},
			{"unzip", "-p", in("saved.tfplan")},
		}},
		{title: fmt.Sprintf("repository of %d .tf files", files), dir: repository, commands: [][]string{
			{tfcua, "check", "--no-env", "--recursive", "."},
			{"grep", "-rl", "provider", "."},
			{"terraform", "fmt", "-check", "-recursive", "."},
			{"tflint", "--recursive"},
			{"conftest", "test", "--policy", policy, "."},
		}},
		{title: "start: one root module", dir: filepath.Join(module, "stack000", "root00"), commands: [][]string{
			{tfcua, "check", "--no-env"},
			{hello},
		}},
	}, nil
}

func build(path, of string) error {
	if output, err := exec.Command("go", "build", "-trimpath", "-o", path, of).CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %s", of, output)
	}
	return nil
}

// figure is what one run of a command took.
type figure struct {
	wall time.Duration
	peak int64 // bytes
}

func (c contest) run(runs int) error {
	fmt.Printf("\n%s\n%-14s %10s %10s %14s\n", c.title, "command", "wall s", "peak MB", "times tfcua")
	figures := make([][]figure, len(c.commands))
	for range runs {
		for i, command := range c.commands {
			if _, err := exec.LookPath(command[0]); err != nil {
				continue
			}
			one, err := c.time(command)
			if err != nil {
				return err
			}
			figures[i] = append(figures[i], one)
		}
	}
	for i, command := range c.commands {
		name := filepath.Base(command[0])
		if figures[i] == nil {
			fmt.Printf("%-14s %10s\n", name, "absent")
			continue
		}
		wall := median(figures[i], func(f figure) float64 { return f.wall.Seconds() })
		peak := median(figures[i], func(f figure) float64 { return float64(f.peak) / 1e6 })
		own := median(figures[0], func(f figure) float64 { return f.wall.Seconds() })
		fmt.Printf("%-14s %10.4f %10.1f %14.2f\n", name, wall, peak, wall/own)
	}
	return nil
}

// time runs a command once. What it prints, and its exit code, are its own
// affair: a linter finds things.
func (c contest) time(command []string) (figure, error) {
	process := exec.Command(command[0], command[1:]...)
	process.Dir = c.dir
	process.Env = slices.DeleteFunc(os.Environ(), func(entry string) bool { return len(entry) > 19 && entry[:19] == "TF_CLI_CONFIG_FILE=" })
	start := time.Now()
	if err := process.Start(); err != nil {
		return figure{}, err
	}
	_ = process.Wait()
	return figure{time.Since(start), peakMemory(process.ProcessState)}, nil
}

func median(figures []figure, of func(figure) float64) float64 {
	values := make([]float64, len(figures))
	for i, f := range figures {
		values[i] = of(f)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
