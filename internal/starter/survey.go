// Package starter makes a first policy out of what a folder's root modules hold.
// It makes no tracking ID up.
package starter

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// survey is what the root modules of a folder hold that a policy speaks of.
type survey struct {
	folder  string
	ids     []used
	oldest  map[string]tfcua.Version // that the constraints admit, by the provider's type
	mirrors map[string]string        // the provider's type, by the source
}

// used is a tracking ID with the places where it is written.
type used struct {
	id     string
	places []string
}

// look reads every root module at and below a folder.
func look(folder string) (*survey, error) {
	s := &survey{folder: folder, oldest: make(map[string]tfcua.Version), mirrors: make(map[string]string)}
	roots, err := hclcheck.FindRoots(folder)
	if err != nil {
		return nil, err
	}
	for _, root := range roots {
		if err := s.read(root); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *survey) read(folder string) error {
	source, err := hclcheck.OpenFolderBelow(folder, s.folder)
	if err != nil {
		return err
	}
	defer source.Close()
	root, err := hclcheck.Load(source, hclcheck.Options{})
	if err != nil {
		return err
	}
	configuration := root.Configuration()
	configuration.Input = tfcua.Input{Path: folder, Kind: tfcua.Folder}
	s.noticeIDs(configuration)
	s.noticeVersions(configuration)
	for _, provider := range root.Shape().Providers {
		s.noticeMirror(provider.Source)
	}
	return nil
}

// noticeIDs takes down the tracking IDs that would be sent and are no
// placeholders. A sensitive one stays where it is.
func (s *survey) noticeIDs(configuration tfcua.Configuration) {
	nobodys := make(map[string]bool) // by the address
	for _, finding := range tfcua.Check(configuration, nil, tfcua.Options{}).Findings {
		nobodys[finding.Address] = nobodys[finding.Address] || finding.Rule == "CUA105"
	}
	for _, config := range configuration.Providers {
		setting := config.PartnerID
		if config.Use == tfcua.Unused || setting.State() != tfcua.Known || setting.Sensitive || nobodys[config.Address()] {
			continue
		}
		id := setting.Value()
		switch tfcua.FormOf(id) {
		case tfcua.PrefixedGUID:
			id = strings.TrimPrefix(id, "pid-") // as it is registered
		case tfcua.BareGUID, tfcua.Marketplace:
		default:
			continue
		}
		at := setting.Written
		if at.File == "" {
			at = config.Written
		}
		s.notice(id, s.place(at))
	}
}

func (s *survey) notice(id, place string) {
	i := slices.IndexFunc(s.ids, func(u used) bool { return strings.EqualFold(u.id, id) })
	if i < 0 {
		s.ids = append(s.ids, used{id: id})
		i = len(s.ids) - 1
	}
	if !slices.Contains(s.ids[i].places, place) {
		s.ids[i].places = append(s.ids[i].places, place)
	}
}

// place is "prod/main.tf:9", from the folder of the policy on.
func (s *survey) place(at tfcua.Location) string {
	file := at.File
	if relative, err := filepath.Rel(s.folder, filepath.FromSlash(file)); err == nil {
		file = filepath.ToSlash(relative)
	}
	return fmt.Sprintf("%s:%d", file, at.Start.Line)
}

// noticeVersions takes down the oldest version of each provider in use that the
// constraints of the root module admit.
func (s *survey) noticeVersions(configuration tfcua.Configuration) {
	admitted := make(map[tfcua.Source]tfcua.VersionSet)
	for _, config := range configuration.Providers {
		if config.Use == tfcua.Used {
			admitted[config.Source] = tfcua.AllVersions()
		}
	}
	for _, requirement := range configuration.Requirements {
		set, err := tfcua.ParseConstraint(requirement.Constraint)
		if known, ok := admitted[requirement.Source]; ok && err == nil {
			admitted[requirement.Source] = known.Intersection(set)
		}
	}
	for source, set := range admitted {
		oldest, ok := set.Oldest()
		if known, seen := s.oldest[source.Type]; ok && (!seen || oldest.LessThan(known)) {
			s.oldest[source.Type] = oldest
		}
	}
}

// noticeMirror takes down a source that has the type of a provider of the
// catalogue, and is another's.
func (s *survey) noticeMirror(source tfcua.Source) {
	for i := range tfcua.Catalogue {
		if known := &tfcua.Catalogue[i]; source.Type == known.Type && source.Provider() == nil {
			s.mirrors[source.String()] = known.Type
		}
	}
}
