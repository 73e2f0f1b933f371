package plancheck

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/msgpack"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/hclcheck"
)

// knownFormat is the version of the saved plan's format, of Terraform 0.12 to
// 1.15 and of OpenTofu.
const knownFormat = 3

// The bounds of what is kept of a plan's variables.
const (
	maxValue     = 256 << 10
	maxValues    = 16 << 20 // all together
	maxVariables = 10_000
	maxName      = 4 << 10
)

// tfplan is what is read of a saved plan's own entry.
type tfplan struct {
	format           uint64
	terraformVersion string
	workspace        string
	errored          bool
	applyable        bool
	complete         bool
	targeted         bool
	deferred         int
	variables        hclcheck.PlannedVariables
	changes          changes // by the address of the provider configuration
	kept             int     // bytes of values

	// provider and concerns are the provider of the last change, and whether it
	// is one of the catalogue's.
	provider []byte
	concerns bool
}

// isComplete says whether the plan leaves nothing out. Terraform before 1.8 and
// OpenTofu do not write that down: there -target is all that makes a difference.
func (p *tfplan) isComplete() bool {
	return p.complete || !p.applyable && !p.errored && !p.targeted && p.deferred == 0
}

// readTfplan reads the entry as a stream, one change at a time and never the
// values in it.
func readTfplan(r io.Reader, mirrors tfcua.Mirrors) (*tfplan, error) {
	p := &tfplan{variables: hclcheck.PlannedVariables{Values: make(map[string]cty.Value), Unknown: make(map[string]string)}}
	offset, err := fields(bufio.NewReaderSize(r, headSize), wantedOfPlan, p.varint, p.message)
	var plain fault
	switch {
	case errors.As(err, &plain):
		return nil, err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, faultf("is no complete saved plan: tfplan in it is cut off at byte %d; make it again with terraform plan -out", offset)
	case err != nil:
		return nil, faultf("is no saved plan that can be read: tfplan in it is damaged at byte %d; make it again with terraform plan -out", offset)
	case p.format != knownFormat:
		return nil, faultf("is a saved plan of format %d, and tfcua knows format %d alone: give the JSON of terraform show -json, or use a tfcua that knows it", p.format, knownFormat)
	}
	return p, nil
}

func wantedOfPlan(number protowire.Number) bool {
	switch number {
	case planVariables, planResourceChanges, planTargets, planBackend, planTerraformVersion, planDeferred, planApplyTime, planStateStore:
		return true
	}
	return false
}

func (p *tfplan) varint(number protowire.Number, value uint64) {
	switch number {
	case planVersion:
		p.format = value
	case planErrored:
		p.errored = value != 0
	case planApplyable:
		p.applyable = value != 0
	case planComplete:
		p.complete = value != 0
	}
}

func (p *tfplan) message(number protowire.Number, message []byte) error {
	switch number {
	case planVariables:
		return p.variable(message)
	case planResourceChanges:
		return p.change(message)
	case planTargets:
		p.targeted = true
	case planDeferred:
		p.deferred++
	case planTerraformVersion:
		p.terraformVersion = versionText(string(message))
	case planApplyTime:
		if len(message) <= maxName && len(p.variables.Unknown) < maxVariables {
			name := string(message)
			p.variables.Unknown[name] = "var." + name + " is ephemeral: no plan holds its value, it is given again at apply"
		}
	case planBackend, planStateStore:
		workspace, err := bytesOf(message, workspaceName)
		if err == nil && len(workspace) > 0 && len(workspace) <= maxName {
			p.workspace = string(workspace)
		}
		return err
	}
	return nil
}

// variable reads the value that a root variable was given. A variable that is
// not there has its default.
func (p *tfplan) variable(message []byte) error {
	name, err := bytesOf(message, entryKey)
	if err != nil {
		return err
	}
	dynamic, err := bytesOf(message, entryValue)
	if err != nil {
		return err
	}
	value, err := bytesOf(dynamic, dynamicMsgpack)
	if err != nil {
		return err
	}
	if len(name) > maxName || len(p.variables.Values) >= maxVariables {
		return faultf("has more root variables, or longer names of them, than tfcua keeps")
	}
	if len(value) > maxValue || p.kept+len(value) > maxValues {
		p.variables.Unknown[string(name)] = tooLarge("var." + string(name))
		return nil
	}
	p.kept += len(value)
	decoded, ok := decodeMsgpack(value)
	if !ok {
		p.variables.Unknown[string(name)] = "the value of var." + string(name) + " in the saved plan cannot be decoded"
		return nil
	}
	p.variables.Values[string(name)] = decoded
	return nil
}

func tooLarge(variable string) string {
	return "the value of " + variable + " is larger than tfcua keeps of a plan"
}

// decodeMsgpack decodes a value with its type. The decoder is written for what
// Terraform itself encodes; anything else must not be the end of tfcua.
func decodeMsgpack(encoded []byte) (value cty.Value, ok bool) {
	defer func() {
		if recover() != nil {
			value, ok = cty.NilVal, false
		}
	}()
	if !soundMsgpack(encoded) {
		return cty.NilVal, false
	}
	value, err := msgpack.Unmarshal(encoded, cty.DynamicPseudoType)
	return value, err == nil && tame(value)
}

// change counts what happens to one resource instance, under the provider
// configuration that does it.
func (p *tfplan) change(message []byte) error {
	var address, provider, inner []byte
	err := eachField(message, func(f field) error {
		switch f.number {
		case changeAddress:
			address = f.bytes
		case changeProvider:
			provider = f.bytes
		case changeChange:
			inner = f.bytes
		}
		return nil
	})
	if err != nil {
		return err
	}
	var what uint64
	err = eachField(inner, func(f field) error {
		if f.number == changeAction {
			what = f.varint
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !bytes.Equal(provider, p.provider) {
		of, ok := parseProviderAddress(string(provider))
		p.provider, p.concerns = bytes.Clone(provider), ok && p.changes.mirrors.Provider(of.source) != nil
	}
	if p.concerns {
		p.changes.add(address, provider, savedActions[what])
	}
	return nil
}

// savedActions are the values of planproto's Action. READ and FORGET do nothing
// to the resource itself.
var savedActions = map[uint64]action{
	0: noOp, 1: create, 3: update, 5: remove, 6: replace, 7: replace, 9: create,
}

// versionText is a version as a plan writes it, "" if it is none.
func versionText(text string) string {
	if _, err := tfcua.ParseVersion(text); err != nil || len(text) > 64 {
		return ""
	}
	return text
}
