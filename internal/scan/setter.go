package scan

import (
	"slices"
	"strings"
)

// setter is a name that is given a user agent, or a partner ID: as a function, its
// first argument; as a property or a variable, what is assigned.
type setter struct {
	name string
	// methods are those of a property that add to it.
	methods []string
	// partnerID is set for what Terraform's providers read.
	partnerID bool
	// common is set for a name that is used for other things than Azure too.
	common bool
	// limit is how many characters it takes; 0 for any number.
	limit int
	// header is set where it is the name of a constant too that holds the header's.
	header bool
	// options are what the clients' options are called that hold it, where others
	// call something else so: unless one of them stands before the name in the
	// statement, only a text that starts with pid- counts.
	options []string
	// product is set where a second argument is the version of a product, so that
	// the two make one word: NAME/VERSION.
	product bool
	// source is where the name is from.
	source string
}

// The documents that more than one setter is from.
const (
	attribution = "Microsoft's partner documentation, customer usage attribution: https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution"
	guidelines  = "Azure SDK guidelines, telemetry policy, an application ID of 24 characters at most: https://azure.github.io/azure-sdk/general_azurecore.html#telemetry-policy"
)

// variables are the variables of the environment, in every language.
var variables = []setter{
	{name: "AZURE_HTTP_USER_AGENT", source: attribution},
	{name: "ARM_PARTNER_ID", partnerID: true, source: "azurerm's provider reference, partner_id: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs#partner_id"},
}

// header is what programs call the header itself.
var header = setter{name: "User-Agent", common: true, source: "RFC 9110, 10.1.5: https://www.rfc-editor.org/rfc/rfc9110#name-user-agent"}

// The functions and properties of the languages.
var (
	powerShellSetters = []setter{
		{name: "AddUserAgent", product: true, source: attribution},
		{name: "UserAgent", methods: []string{"Add", "ParseAdd", "TryParseAdd"}, common: true, source: "Invoke-RestMethod, -Headers and -UserAgent: https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-restmethod"},
	}
	pythonSetters = []setter{
		{name: "add_user_agent", source: attribution},
		{name: "user_agent", common: true, source: "azure-core, UserAgentPolicy: https://learn.microsoft.com/python/api/azure-core/azure.core.pipeline.policies.useragentpolicy"},
		{name: "UserAgentPolicy", common: true, source: "azure-core, UserAgentPolicy: https://learn.microsoft.com/python/api/azure-core/azure.core.pipeline.policies.useragentpolicy"},
		{name: "base_user_agent", common: true, source: "azure-core, UserAgentPolicy: https://learn.microsoft.com/python/api/azure-core/azure.core.pipeline.policies.useragentpolicy"},
	}
	dotNETSetters = []setter{
		{name: "WithUserAgent", common: true, product: true, source: attribution},
		{name: "AddUserAgent", common: true, product: true, source: "ClientFactory.AddUserAgent: https://learn.microsoft.com/dotnet/api/microsoft.azure.commands.common.authentication.factories.clientfactory.adduseragent"},
		{name: "SetUserAgent", common: true, product: true, source: "ServiceClient<T>.SetUserAgent: https://learn.microsoft.com/dotnet/api/microsoft.rest.serviceclient-1.setuseragent"},
		{name: "UserAgent", methods: []string{"Add", "ParseAdd", "TryParseAdd"}, common: true, header: true, source: "ServiceClient<T>.UserAgent: https://learn.microsoft.com/dotnet/api/microsoft.rest.serviceclient-1.useragent"},
		{name: "ProductHeaderValue", common: true, product: true, source: "ProductHeaderValue: https://learn.microsoft.com/dotnet/api/system.net.http.headers.productheadervalue"},
		{name: "ProductInfoHeaderValue", common: true, product: true, source: "ServiceClient<T>.UserAgent: https://learn.microsoft.com/dotnet/api/microsoft.rest.serviceclient-1.useragent"},
		{name: "ApplicationId", common: true, limit: 24, options: []string{"Diagnostics", "DiagnosticsOptions"}, source: "DiagnosticsOptions.ApplicationId: https://learn.microsoft.com/dotnet/api/azure.core.diagnosticsoptions.applicationid"},
	}
	goSetters = []setter{
		{name: "AddToUserAgent", common: true, source: "go-autorest, Client.AddToUserAgent: https://pkg.go.dev/github.com/Azure/go-autorest/autorest#Client.AddToUserAgent"},
		{name: "NewClientWithUserAgent", common: true, source: "go-autorest, NewClientWithUserAgent: https://pkg.go.dev/github.com/Azure/go-autorest/autorest#NewClientWithUserAgent"},
		{name: "UserAgent", common: true, source: "go-autorest, Client.UserAgent: https://pkg.go.dev/github.com/Azure/go-autorest/autorest#Client"},
		{name: "ApplicationID", common: true, limit: 24, options: []string{"Telemetry", "TelemetryOptions"}, source: guidelines},
	}
	javaSetters = []setter{
		{name: "withUserAgent", common: true, source: "com.microsoft.rest.RestClient.Builder: https://azure.github.io/ref-docs/java/com/microsoft/rest/RestClient.Builder.html"},
		{name: "setUserAgent", common: true, source: "Apache HttpClient, HttpClientBuilder: https://hc.apache.org/httpcomponents-client-5.4.x/current/httpclient5/apidocs/org/apache/hc/client5/http/impl/classic/HttpClientBuilder.html"},
		{name: "USER_AGENT", common: true, header: true, source: "azure-core, HttpHeaderName: https://learn.microsoft.com/java/api/com.azure.core.http.httpheadername"},
		{name: "UserAgentPolicy", common: true, source: "azure-core, UserAgentPolicy: https://learn.microsoft.com/java/api/com.azure.core.http.policy.useragentpolicy"},
		{name: "setApplicationId", common: true, limit: 24, options: []string{"HttpLogOptions", "ClientOptions", "HttpClientOptions"}, source: guidelines},
	}
	javaScriptSetters = []setter{
		{name: "userAgentPrefix", common: true, source: "@azure/core-rest-pipeline, UserAgentPolicyOptions: https://learn.microsoft.com/javascript/api/@azure/core-rest-pipeline/useragentpolicyoptions"},
		{name: "userAgent", common: true, source: "@azure/ms-rest-js, ServiceClientOptions: https://learn.microsoft.com/javascript/api/@azure/ms-rest-js/serviceclientoptions"},
		{name: "addUserAgentInfo", common: true, source: "@azure/ms-rest-js, ServiceClient: https://learn.microsoft.com/javascript/api/@azure/ms-rest-js/serviceclient"},
	}
)

// callers are what a script sends requests of its own with, or their headers.
var callers = []string{"curl", "wget", "User-Agent", "user-agent"}

// mentions reports whether a text holds any of the names, so that it is worth to be
// read: most files hold none. A pipeline may hold those of every language that
// stands in one.
func (l *language) mentions(text string) bool {
	if l.fold() {
		text = strings.ToLower(text)
	}
	if l.code == nil && slices.ContainsFunc(callers, func(word string) bool { return strings.Contains(text, word) }) {
		return true
	}
	return l.anyIn(text, variables) || l.anyIn(text, l.setters) || l.code != nil && l.anyIn(text, []setter{header}) ||
		l.pipeline && slices.ContainsFunc(languages, func(other language) bool { return len(other.marks) > 0 && l.anyIn(text, other.setters) })
}

func (l *language) fold() bool { return l.code != nil && l.code.fold }

func (l *language) anyIn(text string, setters []setter) bool {
	return slices.ContainsFunc(setters, func(s setter) bool {
		name := s.name
		if l.fold() {
			name = strings.ToLower(name)
		}
		return strings.Contains(text, name)
	})
}
