package tfcua

import "strings"

// Kind is the kind of an input.
type Kind string

// The kinds of input.
const (
	Folder      Kind = "folder"
	PlanJSON    Kind = "plan_json"
	SavedPlan   Kind = "saved_plan"
	ARMTemplate Kind = "template" // a file, a folder or a package for the marketplace
	Sources     Kind = "sources"  // scripts, pipelines and programs: a file or a folder
)

// Input names what a configuration was read from.
type Input struct {
	Path string `json:"path"` // as it was given; "-" for standard input
	Kind Kind   `json:"kind"`
	// TerraformVersion is the version of the Terraform that made the plan; ""
	// where the input does not say.
	TerraformVersion string `json:"terraform_version"`
	// Policy is the policy file that the check went by; "" where there is none.
	Policy string `json:"policy"`
	// Folder is set where plan JSON shows what a setting refers to, and the folder
	// beside it gave the value: locals and outputs of the two can differ unseen.
	Folder bool `json:"-"`
}

// Configuration is what a reader made of one root module, whatever it read: the
// provider configurations that tag Azure usage, and what is known of the
// providers' versions, or the ARM templates that are deployed.
type Configuration struct {
	Input Input
	// Providers are the provider configurations of the [Catalogue]'s providers.
	Providers []ProviderConfig
	// Requirements are the version constraints of every module that takes part,
	// and Selections what the dependency lock file selected.
	Requirements []Requirement
	Selections   []Selection
	// Reusable is set for a module that is made to be called: no provider block
	// and nothing else that only a root module has. Its caller configures the
	// providers.
	Reusable bool
	// MadeUp are the provider configurations that Terraform would make up if a
	// Reusable module were applied by itself, which one of azapi can be: it needs no
	// block. There are none where the module cannot.
	MadeUp []ProviderConfig
	// Templates are the ARM templates that are deployed.
	Templates []Template
	// Tags are the places in scripts, pipelines and programs that set a user agent
	// or ARM_PARTNER_ID.
	Tags []Tag
	// Unseen is what the input names and the reader could not see.
	Unseen []Unseen
	// Unexplained are the providers that the plan creates or updates resources
	// through while the input shows no configuration of them.
	Unexplained []Unexplained
	// Pooled is what the plan does through one of several instances of a provider
	// configuration, without saying which.
	Pooled []Pooled
	// Plan is what a plan says of itself; nil for a folder alone.
	Plan *Plan
	// Comments are the comments in the sources that accept findings.
	Comments []IgnoreComment
	// Differs says in what a folder given beside the plan is another revision
	// than the one that was planned, and so was not used; "" where it was used
	// or none was given.
	Differs string
}

// ProviderConfig is one provider configuration: a provider block, one instance
// of it under OpenTofu's for_each, or the empty one that Terraform makes up
// where a provider is used without a block.
type ProviderConfig struct {
	Source    Source
	Module    string // the module's address, such as "module.net"; "" for the root module
	LocalName string // the name that the module gives the provider
	Alias     string // "" for the default configuration
	Key       string // OpenTofu's for_each: the instance key in brackets, such as `["eu"]`

	PartnerID                 Setting
	DisableTerraformPartnerID Setting // "true" or "false" where known
	// SubscriptionID, TenantID and ClientID are read only to notice when one of
	// them was pasted in as the tracking ID; they are never shown.
	SubscriptionID, TenantID, ClientID Setting

	// Implied is set where no block is written.
	Implied bool
	// Use says whether Terraform would start the provider with this configuration.
	Use Use
	// OnlyReads is set where everything that uses the configuration was seen, and
	// is a data source.
	OnlyReads bool
	// Resources is what the plan does through this configuration; nil where the
	// input is no plan.
	Resources *Resources
	// Written is where the block is.
	Written Location
}

// Use says whether anything uses a provider configuration. Terraform neither
// starts nor validates one that nothing uses.
type Use int

// The uses. The zero value is Used: use is denied only when everything was seen.
const (
	Used Use = iota
	Unused
)

// Address is the configuration's address, after Terraform's own way of naming
// one: provider.azurerm, provider.azurerm.west, module.net.provider.azurerm,
// provider.azurerm.by_region["eu"].
func (p ProviderConfig) Address() string {
	parts := make([]string, 0, 4)
	if p.Module != "" {
		parts = append(parts, p.Module)
	}
	parts = append(parts, "provider", p.LocalName)
	if p.Alias != "" {
		parts = append(parts, p.Alias)
	}
	return strings.Join(parts, ".") + p.Key
}

// Resources is what a plan does through one provider configuration.
type Resources struct {
	ResourceCounts
	// CreatedIn counts the instances that are created or replaced, by the address
	// of their module without instance keys; the root module's is "".
	CreatedIn map[string]int
	// UnderReported counts those of services that under-report, by service.
	UnderReported map[string]int
}

// Add counts instances of a resource, given its configuration address.
func (r *Resources) Add(address string, counts ResourceCounts) {
	r.Create += counts.Create
	r.Update += counts.Update
	r.Replace += counts.Replace
	r.Delete += counts.Delete
	r.NoOp += counts.NoOp
	created := counts.Create + counts.Replace
	if created == 0 {
		return
	}
	if r.CreatedIn == nil {
		r.CreatedIn, r.UnderReported = make(map[string]int), make(map[string]int)
	}
	module, kind := splitAddress(address)
	r.CreatedIn[module] += created
	if service := underReporting[kind]; service != "" {
		r.UnderReported[service] += created
	}
}

// splitAddress is the module and the resource type of a configuration address.
func splitAddress(address string) (module, kind string) {
	parts := strings.Split(address, ".")
	if len(parts) < 2 {
		return "", ""
	}
	return strings.Join(parts[:len(parts)-2], "."), parts[len(parts)-2]
}

// underReporting are the resource types whose usage Azure is known to attribute
// in part only, by Microsoft's partner documentation: AKS, virtual machine scale
// sets and Batch.
var underReporting = map[string]string{
	"azurerm_kubernetes_cluster":                     "AKS",
	"azurerm_kubernetes_cluster_node_pool":           "AKS",
	"azurerm_kubernetes_automatic_cluster":           "AKS",
	"azurerm_linux_virtual_machine_scale_set":        "VM scale sets",
	"azurerm_windows_virtual_machine_scale_set":      "VM scale sets",
	"azurerm_orchestrated_virtual_machine_scale_set": "VM scale sets",
	"azurerm_virtual_machine_scale_set":              "VM scale sets",
	"azurerm_virtual_machine_scale_set_standby_pool": "VM scale sets",
	"azurerm_batch_account":                          "Batch",
	"azurerm_batch_pool":                             "Batch",
	"azurerm_batch_job":                              "Batch",
}

// ResourceCounts counts resource instances by what a plan does to them.
type ResourceCounts struct {
	Create  int `json:"create"`
	Update  int `json:"update"`
	Replace int `json:"replace"`
	Delete  int `json:"delete"`
	NoOp    int `json:"no_op"`
}

// Requirement is one version constraint on a provider.
type Requirement struct {
	Source     Source
	Module     string // the module that requires it; "" for the root module
	Constraint string // as it is written
	Written    Location
}

// Selection is the provider version that a dependency lock file selected.
type Selection struct {
	Source  Source
	Version string // as it is written
	Written Location
}

// Unseen is a part of the configuration that the reader could not see.
type Unseen struct {
	Address string `json:"address"` // such as "module.net"
	Reason  string `json:"reason"`  // why
	Input   string `json:"input"`
	// Module is set for a module call: what it configures is not known.
	Module bool `json:"-"`
	// Fix is what would show it; "" for the usual.
	Fix string `json:"-"`
	// Written is where the part is named.
	Written Location `json:"-"`
}

// Unexplained is what a plan does through a provider of which the input shows no
// configuration.
type Unexplained struct {
	Source    Source
	Resources Resources
}

// Pooled is what a plan does through the instances of one provider block with
// OpenTofu's for_each. OpenTofu's plans name the block and not the instance.
type Pooled struct {
	Address   string   // the block's: provider.azurerm.by_region
	Instances []string // the addresses of the provider configurations
	Resources Resources
}

// Plan is what a plan says of itself.
type Plan struct {
	// Errored is set where planning failed; Complete is false where the plan
	// leaves something out, as after -target; Deferred counts the changes that
	// it leaves to a later plan.
	Errored  bool
	Complete bool
	Deferred int
	// Empty is set where the plan says that there is nothing to apply. Terraform
	// before 1.8 and OpenTofu do not write that down.
	Empty bool
}
