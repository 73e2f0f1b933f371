// Command fuzz runs every fuzz target of the module, each as long as -time says,
// and prints a line for each: how often it ran, and what it found. Each package
// is built once. It ends with 1 where a target failed; what failed is then
// written below the package's testdata/fuzz, to be a case of the ordinary tests.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	length := flag.String("time", "30s", "how long each target runs, or how often: 30s, 300x")
	parallel := flag.Int("parallel", runtime.GOMAXPROCS(0), "how many processes run a target")
	only := flag.String("run", ".", "the targets to run, a regular expression of their names")
	flag.Parse()
	targets, err := regexp.Compile(*only)
	if err == nil {
		f := fuzzing{length: *length, parallel: *parallel, targets: targets}
		err = f.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type fuzzing struct {
	length   string
	parallel int
	targets  *regexp.Regexp

	binaries string // a folder for the tests that are built
	corpus   string // a folder for inputs that reached something new
	failed   []string
}

func (f *fuzzing) run() error {
	var err error
	if f.binaries, err = os.MkdirTemp("", "tfcua-fuzz-"); err != nil {
		return err
	}
	defer os.RemoveAll(f.binaries)
	// A count would go to what earlier runs kept: it starts from the seeds alone.
	f.corpus = f.binaries
	if !strings.HasSuffix(f.length, "x") {
		cache, err := output("go", "env", "GOCACHE")
		if err != nil {
			return err
		}
		f.corpus = filepath.Join(strings.TrimSpace(cache), "fuzz")
	}
	packages, err := output("go", "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}} {{.Dir}}{{end}}", "./...")
	if err != nil {
		return err
	}
	for line := range strings.Lines(packages) {
		if path, dir, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			if err := f.fuzzPackage(path, dir); err != nil {
				return err
			}
		}
	}
	if len(f.failed) > 0 {
		return fmt.Errorf("failed: %s", strings.Join(f.failed, ", "))
	}
	return nil
}

var declaration = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

func (f *fuzzing) fuzzPackage(path, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return err
	}
	var names []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, found := range declaration.FindAllSubmatch(text, -1) {
			if f.targets.Match(found[1]) {
				names = append(names, string(found[1]))
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	binary := filepath.Join(f.binaries, "package.test")
	// With -fuzz the package is built to tell what an input reaches.
	if _, err := output("go", "test", "-c", "-fuzz", ".", "-o", binary, path); err != nil {
		return err
	}
	for _, name := range names {
		if !f.fuzzTarget(binary, path, dir, name) {
			f.failed = append(f.failed, path+" "+name)
		}
	}
	return nil
}

var (
	status = regexp.MustCompile(`(?m)^fuzz: elapsed: \S+, execs: (\d+) .*new interesting: (\d+)`)
	// Where time runs out while a worker is told so, Go may fail the target with
	// this and nothing else.
	outOfTime = regexp.MustCompile(`(?m)^\s+context deadline exceeded$`)
	atFault   = regexp.MustCompile(`Failing input written to|failure while testing seed corpus|panic: |fuzzing process`)
)

// fuzzTarget runs one target and reports whether nothing was found.
func (f *fuzzing) fuzzTarget(binary, path, dir, name string) bool {
	// An input that reached something new is kept as it is rather than minimized
	// for a minute.
	command := exec.Command(binary, "-test.run=^$", "-test.fuzz=^"+name+"$", "-test.fuzztime="+f.length, "-test.fuzzminimizetime=20x",
		"-test.parallel="+strconv.Itoa(f.parallel), "-test.fuzzcachedir="+filepath.Join(f.corpus, filepath.FromSlash(path)))
	command.Dir = dir
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	err := command.Run()
	executions, interesting := "0", "0"
	if all := status.FindAllSubmatch(said.Bytes(), -1); len(all) > 0 {
		executions, interesting = string(all[len(all)-1][1]), string(all[len(all)-1][2])
	}
	sound := err == nil || outOfTime.Match(said.Bytes()) && !atFault.Match(said.Bytes())
	verdict := "ok"
	switch {
	case !sound:
		verdict = "FAILED"
	case executions == "0":
		verdict = "no time was left after the inputs of earlier runs"
	}
	fmt.Printf("%-44s %-26s %10s executions %6s new inputs  %s\n", path, name, executions, interesting, verdict)
	if !sound {
		copyLines(os.Stdout, &said)
	}
	return sound
}

// copyLines copies what a target said, without the status of each few seconds.
func copyLines(to io.Writer, from io.Reader) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if !strings.HasPrefix(lines.Text(), "fuzz: elapsed:") {
			fmt.Fprintln(to, lines.Text())
		}
	}
}

// output runs a command; the error has what it said.
func output(name string, arguments ...string) (string, error) {
	command := exec.Command(name, arguments...)
	var failure bytes.Buffer
	command.Stderr = &failure
	text, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(command.Args, " "), err, cmp.Or(failure.String(), string(text)))
	}
	return string(text), nil
}
