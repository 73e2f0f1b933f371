package tfcua

import "fmt"

var providerVersionTooOld = Rule{
	ID: "CUA201", Name: "provider-version-too-old", Severity: Error,
	When:   "the selected provider version, or every version that the constraints admit, is older than the first with partner_id (azurerm 1.21.0), or than the policy accepts",
	Why:    "Older releases have neither partner_id nor ARM_PARTNER_ID: the first is refused, the second is ignored, and the usage is credited to nobody.",
	Source: "azurerm's change log, 1.21.0 (11 January 2019)",
	Bad: `tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm + "~> 1.20.0" + endRequires + `
provider "azurerm" {}
` + createsApp,
	Good: `tfcua check --no-env --env ARM_PARTNER_ID=a1b2c3d4-e5f6-4711-8899-aabbccddeeff
-- main.tf --
` + requiresAzurerm + "~> 1.21" + endRequires + `
provider "azurerm" {}
` + createsApp,
	check: forEachProvider(func(p *providerView) *Finding {
		minimum, byPolicy := p.policy.minimum(p.provider)
		if !p.tags || p.version.reached(minimum) {
			return nil
		}
		which, at := p.admits(), p.place()
		if p.version.selected != nil {
			which, at = "the lock file selects "+p.version.selected.String(), p.version.selection.Written
		}
		finding := &Finding{
			Message: fmt.Sprintf("%s is too old: %s, and partner_id came with %s. At apply it refuses partner_id in a block, does not read ARM_PARTNER_ID, and sends no tracking ID.", p.provider.Type, which, p.provider.PartnerIDSince),
			Fix:     p.raise(minimum),
		}
		if p.version.reached(p.provider.PartnerIDSince) && byPolicy {
			finding.Message = fmt.Sprintf("%s is too old: %s, and the policy wants %s at least.", p.provider.Type, which, minimum)
		}
		finding.at(at)
		return finding
	}),
}

var providerVersionUnproven = Rule{
	ID: "CUA202", Name: "provider-version-unproven", Severity: Warning,
	When:   "no selected version is known, and the constraints (or none) admit one that is older than the first with partner_id",
	Why:    "Terraform selects the newest version that the constraints admit, unless a lock file, a mirror or a cache holds an older one. A constraint or the lock file proves that the version knows partner_id.",
	Source: "Terraform's dependency lock file documentation; azurerm's change log, 1.21.0",
	Bad: checkFolder + `terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
` + createsApp,
	Good: checkFolder + `terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}

provider "azurerm" {
  features {}
  partner_id = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
}
` + createsApp + `-- .terraform.lock.hcl --
provider "registry.terraform.io/hashicorp/azurerm" {
  version = "4.10.0"
}
`,
	check: forEachProvider(func(p *providerView) *Finding {
		minimum, byPolicy := p.policy.minimum(p.provider)
		if !p.tags || p.version.selected != nil || !p.version.reached(minimum) || p.version.admitted.Intersection(below(minimum)).Empty() {
			return nil
		}
		which := "the first with partner_id"
		if byPolicy {
			which = "the oldest that the policy accepts"
		}
		finding := &Finding{
			Message: fmt.Sprintf("No selected version of %s is known, and %s: that includes versions before %s, %s.", p.provider.Type, p.admits(), minimum, which),
			Fix:     p.raise(minimum) + ", or commit .terraform.lock.hcl",
		}
		finding.at(p.place())
		return finding
	}),
}

var providerVersionRefusesID = Rule{
	ID: "CUA203", Name: "provider-version-refuses-id", Severity: Error,
	When:   "the form of the tracking ID is refused by the selected version (error), or by one that the constraints admit (warning): a marketplace ID before azurerm 3.21.0",
	Why:    "Until 3.21.0 azurerm takes nothing but a bare GUID, and a marketplace tracking ID is none: the provider refuses to start.",
	Source: "azurerm's change log, 3.21.0",
	Bad: checkFolder + requiresAzurerm + "~> 3.0, < 3.20" + endRequires + `
provider "azurerm" {
  features {}
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-partnercenter"
}
` + createsApp,
	Good: checkFolder + requiresAzurerm + "~> 3.21" + endRequires + `
provider "azurerm" {
  features {}
  partner_id = "pid-a1b2c3d4-e5f6-4711-8899-aabbccddeeff-partnercenter"
}
` + createsApp,
	check: forEach(func(_ *view, s *subject) *Finding {
		p := providerView{source: s.Source, provider: s.provider, version: s.version}
		since := s.provider.PrefixedSince
		if since == (Version{}) || FormOf(s.value) != Marketplace || s.version.conflict != "" {
			return nil
		}
		refusing := s.version.possible().Intersection(from(s.provider.PartnerIDSince)).Intersection(below(since))
		if refusing.Empty() {
			return nil
		}
		finding := &Finding{Fix: p.raise(since), about: s.about() + "\x00" + s.version.about()}
		switch {
		case s.version.selected != nil:
			finding.Message = fmt.Sprintf("%s: a marketplace tracking ID, which %s takes since %s, and the lock file selects %s. %s", s.says(), s.provider.Type, since, s.version.selected, s.consequence())
		case !s.version.reached(since):
			finding.Message = fmt.Sprintf("%s: a marketplace tracking ID, which %s takes since %s, and %s. %s", s.says(), s.provider.Type, since, p.admits(), s.consequence())
		default:
			finding.Severity = Warning
			finding.Message = fmt.Sprintf("%s: a marketplace tracking ID, which %s takes since %s, and %s: that includes versions that refuse it.", s.says(), s.provider.Type, since, p.admits())
		}
		return finding
	}),
}

var providerVersionConflict = Rule{
	ID: "CUA204", Name: "provider-version-conflict", Severity: Error,
	When:   "a version constraint does not parse, no version meets all constraints, or the lock file does not meet them",
	Why:    "terraform init fails, so nothing can be said of the version that would run. Nothing else is said about the provider's version until this is mended.",
	Source: "Terraform's documentation of version constraints and of the dependency lock file",
	Bad:    checkFolder + requiresAzurerm + ">= 4.0, < 3.0" + endRequires + azurermTagged + createsApp,
	Good:   checkFolder + requiresAzurerm + ">= 3.0, < 4.0" + endRequires + azurermTagged + createsApp,
	check: func(v *view) []Finding {
		var findings []Finding
		for i := range v.providers {
			p := &v.providers[i]
			if p.version.conflict == "" {
				continue
			}
			finding := Finding{
				Address: providerAddress(p.source), about: providerAddress(p.source) + "\x00" + p.version.about(),
				Message: fmt.Sprintf("The version of %s cannot be selected: %s. terraform init refuses.", p.provider.Type, p.version.conflict),
				Fix:     "make the constraints agree, then run terraform init -upgrade",
			}
			finding.at(p.version.conflictAt)
			findings = append(findings, finding)
		}
		return findings
	},
}

// forEachProvider makes a check of a function that looks at one provider in
// use. A provider whose version cannot be selected is left to the rule on that:
// an empty set of versions satisfies everything.
func forEachProvider(look func(*providerView) *Finding) func(*view) []Finding {
	return func(v *view) []Finding {
		var findings []Finding
		for i := range v.providers {
			p := &v.providers[i]
			if p.version.conflict != "" {
				continue
			}
			if finding := look(p); finding != nil {
				finding.Address = providerAddress(p.source)
				finding.about = finding.Address + "\x00" + p.version.about()
				findings = append(findings, *finding)
			}
		}
		return findings
	}
}

// admits is "the constraint >= 3.0 admits >=3.0.0", or that there is none.
func (p *providerView) admits() string {
	if p.version.constraint() == "" {
		return "there is no version constraint"
	}
	return fmt.Sprintf("the constraint %s admits %s", p.version.constraint(), p.version.admitted)
}

func (p *providerView) raise(to Version) string {
	return fmt.Sprintf("require %s >= %s in required_providers and run terraform init -upgrade", p.provider.Type, to)
}

// place is where the first constraint is written, or else the first block.
func (p *providerView) place() Location {
	for _, requirement := range p.version.requirements {
		if requirement.Written.File != "" {
			return requirement.Written
		}
	}
	return p.block
}
