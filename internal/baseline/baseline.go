// Package baseline reads and writes the findings that are accepted as they are
// today, so that a check fails on new ones alone.
package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/files"
)

// What a baseline is called unless its user says otherwise: one of configurations
// and plans, and one of sources.
const (
	FileName     = ".tfcua-baseline.json"
	ScanFileName = ".tfcua-scan-baseline.json"
)

const (
	schemaVersion = 1
	// maxSize bounds a baseline, in bytes: that of a hundred thousand findings.
	maxSize = 32 << 20
)

type document struct {
	SchemaVersion int     `json:"schema_version"`
	Findings      []entry `json:"findings"`
}

// entry is a finding that is accepted. The fingerprint decides; the rest tells
// people what it is.
type entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Address     string `json:"address"`
	File        string `json:"file"`
}

// Write writes the findings of a report, in its order. path is how the paths of
// the report are written from the repository's root.
func Write(w io.Writer, report tfcua.Report, path func(string) string) error {
	d := document{SchemaVersion: schemaVersion, Findings: []entry{}}
	for _, f := range report.Findings {
		file := f.File
		if file == "" {
			file = f.Input
		}
		d.Findings = append(d.Findings, entry{f.Fingerprint, f.Rule, f.Address, path(file)})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Read reads the fingerprints of a baseline. The error says what is wrong with
// the file.
func Read(name string) (map[string]bool, error) {
	text, err := read(name)
	if err != nil {
		return nil, err
	}
	var d document
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&d)
	if _, after := decoder.Token(); err != nil || !errors.Is(after, io.EOF) {
		return nil, fmt.Errorf("%s: is no baseline: write one with tfcua baseline", name)
	}
	if d.SchemaVersion != schemaVersion {
		return nil, fmt.Errorf("%s: is a baseline of another version of tfcua (schema_version %d, not %d): write it anew with tfcua baseline", name, d.SchemaVersion, schemaVersion)
	}
	fingerprints := make(map[string]bool, len(d.Findings))
	for i, finding := range d.Findings {
		if len(finding.Fingerprint) != 32 || strings.Trim(finding.Fingerprint, "0123456789abcdef") != "" {
			return nil, fmt.Errorf("%s: finding %d has no fingerprint: write the baseline anew with tfcua baseline", name, i+1)
		}
		fingerprints[finding.Fingerprint] = true
	}
	return fingerprints, nil
}

func read(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, cannotRead(name, err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxSize+1))
	if err != nil {
		return nil, cannotRead(name, err)
	}
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: is larger than %d MiB: no baseline is", name, maxSize>>20)
	}
	return text, nil
}

func cannotRead(name string, err error) error {
	return fmt.Errorf("%s: the baseline cannot be read: %w", name, files.Reason(err))
}
