// Command terraformjson reads plan JSON as most tools do, into terraform-json's
// types: a peer to measure tfcua against.
package main

import (
	"fmt"
	"os"

	tfjson "github.com/hashicorp/terraform-json"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err == nil {
		var plan tfjson.Plan
		if err = plan.UnmarshalJSON(text); err == nil {
			fmt.Println(len(plan.ResourceChanges))
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
