package verify

import (
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

// Cloud is one of the clouds that Azure is: each has its own sign-in and its own
// subscriptions.
type Cloud struct {
	Name string
	// CLI is the name that az cloud set has for it.
	CLI           string
	configuration cloud.Configuration
}

// clouds are the clouds, the default first.
func clouds() []Cloud {
	return []Cloud{
		{"public", "AzureCloud", cloud.AzurePublic},
		{"government", "AzureUSGovernment", cloud.AzureGovernment},
		{"china", "AzureChinaCloud", cloud.AzureChina},
	}
}

// CloudNames are the names of the clouds, the default first.
func CloudNames() []string {
	var names []string
	for _, c := range clouds() {
		names = append(names, c.Name)
	}
	return names
}

// CloudList lists the clouds: "public, government or china".
func CloudList() string {
	names := CloudNames()
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// CloudByName is the cloud of that name; false if there is none.
func CloudByName(name string) (Cloud, bool) {
	for _, c := range clouds() {
		if c.Name == name {
			return c, true
		}
	}
	return Cloud{}, false
}

// host is the name of the server that is asked.
func (c Cloud) host() string {
	endpoint, err := url.Parse(c.configuration.Services[cloud.ResourceManager].Endpoint)
	if err != nil {
		return "Azure Resource Manager"
	}
	return endpoint.Host
}
