// Command docs writes what of the documentation is made from the code. It is run
// in the root of the repository, by make docs.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := os.WriteFile("docs/rules.md", []byte(rules()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}
