package tfcua

import "strings"

// Registration is a tracking ID that the partner has registered, as the policy
// lists it. Partners register one for each offer and channel.
type Registration struct {
	ID          string `json:"id"`
	Offer       string `json:"offer,omitempty"`
	SKU         string `json:"sku,omitempty"`
	Channel     string `json:"channel,omitempty"`
	Description string `json:"description,omitempty"`
}

// Kind is what kind of tracking ID it is: [BareGUID] or [Marketplace].
func (r Registration) Kind() Form { return FormOf(r.ID) }

// Words name what the tracking ID stands for: "offer backup, channel
// marketplace"; "" where the entry does not say.
func (r Registration) Words() string {
	var parts []string
	for _, part := range []struct{ name, value string }{
		{"offer ", r.Offer}, {"SKU ", r.SKU}, {"channel ", r.Channel}, {"", r.Description},
	} {
		if part.value != "" {
			parts = append(parts, part.name+part.value)
		}
	}
	return strings.Join(parts, ", ")
}
