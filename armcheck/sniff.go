package armcheck

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Sniff reports whether a file that starts with head is a document of Azure
// Resource Manager's: a template, or one of the files that stand beside one and
// are given by mistake, which are then refused with a word on what they are. The
// first 64 KiB tell.
func Sniff(head []byte) bool {
	text, ok := asUTF8(head)
	if !ok || !bytes.Contains(text, []byte(`"`)) {
		return false
	}
	p := parser{document: &document{text: text}}
	_ = p.parse() // the head may end anywhere
	for _, m := range p.root.members {
		switch strings.ToLower(m.name) {
		case "$schema":
			return kindOf(m.value.string()) != otherFile
		case "contentversion":
			return true
		case "format_version", "terraform_version":
			return false
		}
	}
	return false
}

// fileKind is what a file is by its $schema.
type fileKind uint8

const (
	otherFile fileKind = iota
	templateFile
	parametersFile
	interfaceFile
	unknownFile // of Azure's, and none of these
)

func kindOf(schema string) fileKind {
	schema = strings.ToLower(schema)
	switch {
	case strings.Contains(schema, "deploymenttemplate.json"):
		return templateFile
	case strings.Contains(schema, "deploymentparameters.json"):
		return parametersFile
	case strings.Contains(schema, "createuidefinition"):
		return interfaceFile
	case strings.Contains(schema, "schema.management.azure.com"):
		return unknownFile
	}
	return otherFile
}

// isTemplate refuses what is no template, with a word on what it is.
func isTemplate(d *document) error {
	if d.root.kind != object {
		return d.fault("is no ARM template: a template is a JSON object")
	}
	schema := d.root.get("$schema")
	if schema == nil {
		return d.fault(`is no ARM template: it has no "$schema", such as "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"`)
	}
	switch kindOf(schema.string()) {
	case templateFile:
		return nil
	case parametersFile:
		return d.fault("is a file of parameters, no template: give the template that it is for")
	case interfaceFile:
		return d.fault("is the user interface of a marketplace package (createUiDefinition.json), no template: give mainTemplate.json, or the folder or the zip archive that both are in")
	}
	return d.faultAt(schema.at, "is no ARM template: its $schema is that of something else")
}

// SniffArchive reports whether a zip archive that starts with head may be a
// package for the marketplace. A saved plan of Terraform's starts with its tfplan.
func SniffArchive(head []byte) bool {
	const header = 30 // bytes before the name of the first file
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) || len(head) < header {
		return false
	}
	length := int(binary.LittleEndian.Uint16(head[26:]))
	return len(head) < header+length || string(head[header:header+length]) != "tfplan"
}
