// Command mutate changes a package in one small way after the other, a condition
// turned round, a bound moved by one, and runs the tests of the package against
// each change. A change that no test notices is printed, and there must be none.
//
// Building the tests for each change would take most of an hour. So all changes
// are compiled into one test binary, and a variable of its environment says which
// of them is made.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// patience is how long a run of the tests may take: a change can make a loop that
// never ends.
const patience = 30 * time.Second

func main() {
	folder := "."
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	survivors, all, err := survey(folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	for _, m := range survivors {
		fmt.Println(m)
	}
	fmt.Printf("%d changes, %d of them noticed by the tests\n", all, all-len(survivors))
	if len(survivors) > 0 {
		os.Exit(1)
	}
}

// survey tries all changes of the package in a folder, and returns those that its
// tests do not notice, and how many there are in all.
func survey(folder string) (survivors []mutant, all int, err error) {
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, 0, err
	}
	scratch, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(scratch)
	mutants, overlay, err := mutate(folder, scratch)
	if err != nil {
		return nil, 0, err
	}
	tests := filepath.Join(scratch, "tests")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", tests, ".")
	build.Dir = folder
	if output, err := build.CombinedOutput(); err != nil {
		return nil, 0, fmt.Errorf("the changed package does not build: %s", output)
	}
	if !passes(tests, folder, 0) {
		return nil, 0, errors.New("the tests fail without any change")
	}
	var work sync.WaitGroup
	lived := make([]bool, len(mutants))
	next := make(chan int)
	for range runtime.NumCPU() {
		work.Go(func() {
			for i := range next {
				lived[i] = passes(tests, folder, mutants[i].number)
			}
		})
	}
	for i := range mutants {
		next <- i
	}
	close(next)
	work.Wait()
	for i, m := range mutants {
		if lived[i] {
			survivors = append(survivors, m)
		}
	}
	return survivors, len(mutants), nil
}

// passes reports whether the tests pass with a change made; 0 is none.
func passes(tests, folder string, number int) bool {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	run := exec.CommandContext(ctx, tests, "-test.failfast")
	run.Dir = folder
	run.Env = append(os.Environ(), fmt.Sprintf("MUTANT=%d", number))
	return run.Run() == nil
}
