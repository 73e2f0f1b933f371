package tfcua

// Setting is the value of one argument of a provider configuration, as far as
// the input can tell. It is never a bare string: "not written", "" and "cannot
// be known here" lead to different words on the wire.
//
// The zero value is invalid; it reads as unknown, so that what a reader forgot
// is never taken for "not set".
type Setting struct {
	state  SettingState
	value  string
	reason string

	// Sensitive is set where Terraform treats the value as sensitive: it is
	// checked, but not shown.
	Sensitive bool
	// Written is where the value is written: the literal in the provider block,
	// the variable's default, the line of a tfvars file. The zero Location where
	// it is written in no file.
	Written Location
	// Via leads from the provider block to the value, the outermost step last:
	// "var.partner_id of module.net", "var.partner_id", "terraform.tfvars".
	Via []string
}

// SettingState says what is known of a [Setting].
type SettingState int

// The states of a setting.
const (
	unread   SettingState = iota
	Unset                 // not written, or null: the provider looks further
	Known                 // the value, which may be ""
	Inferred              // the value if the expression is nothing but a reference to it, which plan JSON cannot tell
	Unknown               // cannot be determined from this input
	Refused               // Terraform refuses what is written: it is no text
)

// UnsetSetting is a setting that is not written, or null.
func UnsetSetting() Setting { return Setting{state: Unset} }

// KnownSetting is a setting with this value.
func KnownSetting(value string) Setting { return Setting{state: Known, value: value} }

// InferredSetting is a setting whose expression refers to this value and may
// change it on the way.
func InferredSetting(value string) Setting { return Setting{state: Inferred, value: value} }

// UnknownSetting is a setting that this input cannot tell. The reason completes
// "unknown: …" and says what would tell it.
func UnknownSetting(reason string) Setting { return Setting{state: Unknown, reason: reason} }

// RefusedSetting is a setting that Terraform itself refuses, for the reason.
func RefusedSetting(reason string) Setting { return Setting{state: Refused, reason: reason} }

// State is the setting's state; [Unknown] for the zero value.
func (s Setting) State() SettingState {
	if s.state == unread {
		return Unknown
	}
	return s.state
}

// Value is the value of a known or inferred setting and "" of any other.
func (s Setting) Value() string { return s.value }

// Reason says why the setting is unknown or refused.
func (s Setting) Reason() string {
	if s.state == unread {
		return "it was not read"
	}
	return s.reason
}

// Position is a place in a file: line and column from 1, the column counted in
// Unicode characters as HCL counts them. The zero Position is no place.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Location is a piece of a file.
type Location struct {
	// File is the path as it can be opened from where the input's path was
	// given; for a saved plan, the path within the configuration that was planned.
	File       string
	Start, End Position
	// Excerpt is the piece of the source line that is fit to be shown: what is
	// not made of what tracking IDs are made of is left out of it.
	Excerpt string
}
