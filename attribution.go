package tfcua

// Origin says where the pid- word that a provider configuration sends comes from.
type Origin string

// The origins.
const (
	FromBlock       Origin = "block"
	FromEnvironment Origin = "environment"
	FromUserAgent   Origin = "user_agent" // AZURE_HTTP_USER_AGENT alone
	FromTemplate    Origin = "template"   // a tracking deployment in an ARM template
	FromDefault     Origin = "default"    // HashiCorp's own, as nothing is set
	FromNothing     Origin = "none"       // no word is sent
	FromInference   Origin = "inferred"   // the value, if the expression is only a reference
	RefusedOrigin   Origin = "refused"    // the provider, or Terraform, refuses
	UnknownOrigin   Origin = "unknown"    // this input cannot tell
	UnusedOrigin    Origin = "unused"     // Terraform would not start it
)

// Attribution is a row of the attribution table: what one provider
// configuration would send, or what one tracking deployment of an ARM template
// stands for.
type Attribution struct {
	Address string `json:"address"`
	Input   string `json:"input"`
	Source  string `json:"source"`
	// Required is set where the policy wants a tracking ID on the provider.
	Required bool `json:"required"`
	// SelectedVersion is the lock file's, Constraint all the constraints
	// together; "" where there is none.
	SelectedVersion string `json:"selected_version"`
	Constraint      string `json:"constraint"`
	// TrackingID is the ID as it is set; nil where there is none, or none that
	// may be shown.
	TrackingID *string `json:"tracking_id"`
	// Registration is the entry of the policy for the tracking ID; nil where
	// there is none, or the value is not to be shown.
	Registration *Registration `json:"registration,omitempty"`
	// Sent is the pid- word that the provider would put into the User-Agent,
	// letter for letter; two words with a space between where
	// AZURE_HTTP_USER_AGENT adds one; "" where none is sent or it is not known.
	Sent   string `json:"sent"`
	Origin Origin `json:"origin"`
	// Reason says why the origin is refused, unknown or unused, or on what an
	// attribution hangs.
	Reason string `json:"reason,omitempty"`
	// Resources counts what the plan does through the configuration; nil where
	// the input is no plan.
	Resources *ResourceCounts `json:"resources"`
}

// Coverage is how much of what a plan creates is attributed.
type Coverage struct {
	// Create counts the resource instances that are created or replaced through
	// azurerm and azapi.
	Create int `json:"create"`
	// Attributed counts those whose requests carry a tracking ID that no finding
	// of severity error is about, by the pid- word; Unattributed the others, by
	// the address of their module, the root module's being "".
	Attributed   map[string]int `json:"attributed"`
	Unattributed map[string]int `json:"unattributed"`
	Input        string         `json:"input"`
}
