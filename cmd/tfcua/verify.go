package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"
)

// verifier is the program that asks Azure.
const verifier = "tfcua-verify"

func verifyCommand(environ []string) *cobra.Command {
	return &cobra.Command{
		Use:   "verify --subscription GUID --resource-group NAME [flags] ID",
		Short: "Ask Azure what was deployed under a tracking ID",
		Long: `Verify asks Azure, after an ARM template was deployed, which resources were created
under the tracking ID. It runs the program tfcua-verify, which stands beside tfcua in
a release: tfcua itself has no code that asks anybody anything.

What Terraform itself creates cannot be verified so: Terraform leaves no deployment,
it tags its requests. For that there is tfcua gate, before the apply.

Exit code: 0 where a deployment is named for the tracking ID, 1 where none is, 2 where
Azure could not be asked.`,
		Example: `  tfcua verify --subscription 5f3d8a52-9d0c-4c8e-8f0e-0f6d3c1b2a49 --resource-group web a1b2c3d4-e5f6-4711-8899-aabbccddeeff`,
		RunE:    func(cmd *cobra.Command, args []string) error { return runVerifier(cmd, args, environ) },

		DisableFlagParsing:    true, // the flags are the other program's
		DisableFlagsInUseLine: true,
	}
}

// runVerifier runs the program with the arguments as they are, and ends as it
// ends.
func runVerifier(cmd *cobra.Command, args []string, environ []string) error {
	path, err := findVerifier()
	if err != nil {
		return err
	}
	program := exec.Command(path, args...)
	program.Env = environ
	program.Stdout, program.Stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
	// Ctrl-C reaches both from the terminal, and the other program says how it
	// ends; what reaches this one alone is handed on.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	if err := program.Start(); err != nil {
		return fmt.Errorf("%s cannot be run: %w", path, err)
	}
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		for {
			select {
			case <-ended:
				return
			case s := <-signals:
				if s != os.Interrupt {
					_ = program.Process.Signal(s) // it may be over
				}
			}
		}
	}()
	var failed *exec.ExitError
	switch err := program.Wait(); {
	case errors.As(err, &failed) && failed.ExitCode() == exitNotAllowed:
		return errNotAllowed
	case errors.As(err, &failed):
		return errSaid
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// findVerifier looks beside this program, then on the PATH.
func findVerifier() (string, error) {
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), verifier)
		if runtime.GOOS == "windows" {
			beside += ".exe"
		}
		if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
			return beside, nil
		}
	}
	path, err := exec.LookPath(verifier)
	if err != nil {
		return "", fmt.Errorf("%s is neither beside tfcua nor on the PATH: go install github.com/tfcua/tfcua/cmd/%s@latest brings it, and so does a release", verifier, verifier)
	}
	return path, nil
}
