package starter

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/display"
)

// shownPlaces is at how many places a tracking ID is said to be found.
const shownPlaces = 3

// Policy is the text of a first policy for a folder, made of what its root
// modules hold, and how many tracking IDs it lists. The errors are those of
// [hclcheck.FindRoots] and [hclcheck.Load].
func Policy(folder string) (text []byte, ids int, err error) {
	s, err := look(folder)
	if err != nil {
		return nil, 0, err
	}
	var b bytes.Buffer
	b.WriteString(`# What tfcua holds the configurations and plans in this folder and below against.
# What is commented out is either the default or an example.

`)
	s.writeIDs(&b)
	s.writeVersions(&b)
	s.writeMirrors(&b)
	b.WriteString(rest)
	return hclwrite.Format(b.Bytes()), len(s.ids), nil
}

func (s *survey) writeIDs(b *bytes.Buffer) {
	b.WriteString(`# The tracking IDs that you have registered in Partner Center, one for each offer
# and channel. As soon as one is listed, every other one is an error (CUA107).
`)
	if len(s.ids) == 0 {
		b.WriteString(`# None was found here. tfcua id new --write makes one.
#
# tracking_id "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" {
#   offer       = "backup"
#   sku         = "standard"
#   channel     = "azure-marketplace"
#   description = "who asked for it, and when"
# }

`)
		return
	}
	b.WriteString("# Those below were found in use. Whether they are yours only Partner Center knows.\n\n")
	for _, u := range s.ids {
		places := strings.Join(u.places[:min(len(u.places), shownPlaces)], ", ")
		if more := len(u.places) - shownPlaces; more > 0 {
			places += fmt.Sprintf(" and %d more", more)
		}
		fmt.Fprintf(b, `# Found at %s. Confirm in Partner Center.
tracking_id %q {
  # offer       = "backup"
  # sku         = "standard"
  # channel     = "azure-marketplace"
  # description = "who asked for it, and when"
}

`, display.Harmless(places), u.id)
	}
}

func (s *survey) writeVersions(b *bytes.Buffer) {
	b.WriteString("# The oldest provider versions that are accepted. The default is the first of each\n# that knows partner_id.\n")
	var entries []string
	defaults := []string{"# minimum_versions = {\n"}
	for i := range tfcua.Catalogue {
		provider := &tfcua.Catalogue[i]
		if oldest, ok := s.oldest[provider.Type]; ok && provider.PartnerIDSince.LessThan(oldest) {
			entries = append(entries, fmt.Sprintf("  %s = %q\n", provider.Type, oldest))
		}
		if (tfcua.Version{}).LessThan(provider.PartnerIDSince) { // else none knows it, or every one does
			defaults = append(defaults, fmt.Sprintf("#   %s = %q\n", provider.Type, provider.PartnerIDSince))
		}
	}
	if len(entries) == 0 {
		b.WriteString(strings.Join(append(defaults, "# }\n\n"), ""))
		return
	}
	b.WriteString("# These are the oldest that the version constraints admit.\n")
	b.WriteString("minimum_versions = {\n" + strings.Join(entries, "") + "}\n\n")
}

func (s *survey) writeMirrors(b *bytes.Buffer) {
	b.WriteString("# Private sources that serve one of the providers under another namespace.\n")
	if len(s.mirrors) == 0 {
		b.WriteString("# mirrors = {\n#   \"terraform.example.com/platform/azurerm\" = \"azurerm\"\n# }\n\n")
		return
	}
	b.WriteString("# These were found, and are not looked at as long as they are not listed: a mirror,\n# or a fork of its own?\n# mirrors = {\n")
	for _, source := range slices.Sorted(maps.Keys(s.mirrors)) {
		fmt.Fprintf(b, "#   %q = %q\n", source, s.mirrors[source])
	}
	b.WriteString("# }\n\n")
}

// rest is what no configuration tells.
const rest = `# The kinds of tracking IDs that are accepted (CUA106): registered GUIDs, and those
# of offers in the commercial marketplace.
# accept = ["guid", "marketplace"]

# The providers on whose configurations a tracking ID is wanted.
# required = ["azurerm", "azapi"]

# What counts more or less than by itself, by the ID or the name of the rule.
# severity = {
#   CUA202 = "error"
# }

# What the rules count on what cannot be determined or seen (CUA108, CUA112,
# CUA202 and CUA304): by themselves an error and three warnings.
# unknown = "error"

# Whether comments in the sources accept findings: # tfcua:ignore CUA105 reason
# (with --policy FILE the default is false).
# allow_ignores = true

# What is accepted, where, why and until when.
# ignore {
#   rule   = "CUA105"
#   path   = "sandbox/**"
#   reason = "nobody pays for the sandbox"
#   until  = "2027-01-31"
# }

# What else holds for some folders; all of the above but allow_ignores can stand here.
# for "sandbox/**" {
#   unknown = "note"
# }
`
