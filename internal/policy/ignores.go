package policy

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"

	"github.com/tfcua/tfcua"
)

// ignore is an ignore block; its path is a pattern.
type ignore struct {
	tfcua.Ignore
	path string
}

// ignoreWithoutEffect is the rule on ignores themselves.
const ignoreWithoutEffect = "CUA601"

// isAddress matches the addresses that findings have, and those of modules. It is
// compiled when it is first needed: most policies have no address.
var isAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.NewReplacer("NAME", `[\pL_][\pL\pN_-]*`, "KEY", `\[("[^"]*"|\d+|\*)\]`).Replace(
		`^((provider|deployment)\["[^"]+"\]|(module\.NAME(KEY)?\.)*(module\.NAME(KEY)?|provider\.NAME(\.NAME)?(KEY)?|(data\.)?NAME\.NAME(KEY)?(\.deployment\["[^"]+"\])?)|NAME\["[^"]+"\](\[\d+\])?)$`))
})

// ignore reads an ignore block.
func (d *decoder) ignore(block *hcl.Block) ignore {
	content := d.content(block.Body, &ignoreSchema)
	i := ignore{Ignore: tfcua.Ignore{Written: tfcua.Location{
		File:  block.DefRange.Filename,
		Start: tfcua.Position{Line: block.DefRange.Start.Line, Column: block.DefRange.Start.Column},
		End:   tfcua.Position{Line: block.DefRange.End.Line, Column: block.DefRange.End.Column},
	}}}
	for _, of := range []struct {
		name  string
		field *string
	}{{"rule", &i.Rule}, {"reason", &i.Reason}, {"path", &i.path}, {"address", &i.Address}, {"until", &i.Until}} {
		attribute := content.Attributes[of.name]
		if attribute == nil {
			continue
		}
		text, ok := d.text(attribute.Expr)
		if ok && strings.TrimSpace(text) == "" {
			d.wrong(attribute.Expr.Range(), "Nothing in it", "The "+of.name+" of an ignore cannot be empty.")
		}
		*of.field = text
	}
	i.Reason = strings.Join(strings.Fields(i.Reason), " ") // one line, whatever a heredoc makes of it
	if attribute := content.Attributes["rule"]; attribute != nil && i.Rule != "" {
		if i.Rule = d.rule(i.Rule, attribute.Expr.Range()); i.Rule == ignoreWithoutEffect {
			d.wrong(attribute.Expr.Range(), "Not to be ignored", "An ignore without effect is corrected or removed. Give the rule another severity where it is to count less.")
		}
	}
	if attribute := content.Attributes["address"]; attribute != nil && i.Address != "" && !isAddress().MatchString(i.Address) {
		d.wrong(attribute.Expr.Range(), "No address", "An address is that of a provider configuration, provider.azurerm.west or module.net.provider.azurerm; of a module with all that is in it, module.net; of a provider, provider[\"registry.terraform.io/hashicorp/azurerm\"]; of the resource that deploys a template; or of a setting in code, AZURE_HTTP_USER_AGENT[\"deploy.sh\"].")
	}
	if attribute := content.Attributes["path"]; attribute != nil && i.path != "" {
		i.path = d.pattern(i.path, attribute.Expr.Range())
	}
	if attribute := content.Attributes["until"]; attribute != nil && i.Until != "" {
		last, err := time.Parse(time.DateOnly, i.Until)
		if err != nil {
			d.wrong(attribute.Expr.Range(), "No date", "The last day of an ignore is written as 2027-01-31.")
		}
		i.Expired = last.AddDate(0, 0, 1).Before(d.today) || last.AddDate(0, 0, 1).Equal(d.today)
	}
	if content.Attributes["path"] == nil && content.Attributes["address"] == nil {
		d.wrong(block.DefRange, "Ignored everywhere", "An ignore needs a path or an address. A rule that is to count less everywhere gets another severity.")
	}
	return i
}

// pattern is a pattern of paths, relative to the folder of the file, as it is
// matched.
func (d *decoder) pattern(pattern string, at hcl.Range) string {
	components := strings.Split(pattern, "/")
	switch {
	case strings.Contains(pattern, `\`):
		d.wrong(at, "No pattern", "Paths are written with forward slashes, on Windows too.")
	case strings.HasPrefix(pattern, "/") || slices.Contains(components, ".."):
		d.wrong(at, "Outside", "Paths start at the folder of the policy file, and do not lead out of it.")
	case strings.Count(pattern, "{") > 1: // each of them multiplies the work
		d.wrong(at, "No pattern", "A pattern has one pair of braces, as in \"{dev,test}/**\".")
	case !doublestar.ValidatePattern(pattern):
		d.wrong(at, "No pattern", "A pattern of paths is such as \"modules/legacy/**\" or \"*/main.tf\".")
	}
	components = slices.DeleteFunc(components, func(c string) bool { return c == "" || c == "." })
	if len(components) == 0 {
		return "**"
	}
	return strings.Join(components, "/")
}

// covers reports whether a pattern matches a path, or a folder that it is in.
func covers(pattern, path string) bool {
	return doublestar.MatchUnvalidated(pattern, path) || doublestar.MatchUnvalidated(pattern+"/**", path)
}
