// Command provider stands in for hashicorp/azurerm in tests with the real
// terraform: it has the arguments that decide what is sent, and a resource group
// that is only written down. It asks nobody and contacts nothing.
//
// The environment of the provider says what it does besides:
//
//	STANDIN_LOG    the file that gets a line for each resource that is created:
//	               the word that the User-Agent would have, and the name
//	STANDIN_SLEEP  how long a create takes once it is written down; terraform's
//	               own stop ends it
package main

import (
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

func main() {
	server := &provider{stopped: make(chan struct{})}
	err := tf5server.Serve("registry.terraform.io/hashicorp/azurerm", func() tfprotov5.ProviderServer { return server })
	if err != nil {
		log.Fatal(err)
	}
}
