package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// hashiCorpID is what azurerm sends where nothing is set.
const hashiCorpID = "222c6c49-1b0a-5959-a213-6608f9eb8820"

// provider is the stand-in. What of the protocol it does not have, terraform
// does not ask of it in the tests.
type provider struct {
	tfprotov5.ProviderServer
	word    string // of the User-Agent, "" for none
	stop    sync.Once
	stopped chan struct{}
}

func (*provider) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	return &tfprotov5.GetMetadataResponse{}, nil
}

func (*provider) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return &tfprotov5.GetProviderSchemaResponse{
		Provider:        providerSchema,
		ResourceSchemas: map[string]*tfprotov5.Schema{"azurerm_resource_group": resourceGroupSchema},
	}, nil
}

func (*provider) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (*provider) PrepareProviderConfig(_ context.Context, r *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: r.Config}, nil
}

// ConfigureProvider decides as azurerm does which ID is sent.
func (p *provider) ConfigureProvider(_ context.Context, r *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	configured, err := attributes(r.Config, providerSchema.ValueType())
	if err != nil {
		return nil, err
	}
	var id *string
	if configured["partner_id"].IsKnown() {
		if err := configured["partner_id"].As(&id); err != nil {
			return nil, err
		}
	}
	var disabled *bool
	if err := configured["disable_terraform_partner_id"].As(&disabled); err != nil {
		return nil, err
	}
	if disabled == nil {
		set := os.Getenv("ARM_DISABLE_TERRAFORM_PARTNER_ID")
		if set != "" && set != "true" && set != "1" && set != "false" && set != "0" {
			return refused("ARM_DISABLE_TERRAFORM_PARTNER_ID is no truth value"), nil
		}
		disabled = new(bool)
		*disabled = set == "true" || set == "1"
	}
	sent := os.Getenv("ARM_PARTNER_ID")
	if id != nil {
		sent = *id
	}
	if !accepted.MatchString(sent) {
		return refused("partner_id is no tracking ID"), nil
	}
	if !*disabled {
		sent = cmp.Or(sent, hashiCorpID)
	}
	if sent != "" {
		p.word = "pid-" + strings.TrimPrefix(sent, "pid-")
	}
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

// accepted is azurerm's rule since 3.21.0.
var accepted = regexp.MustCompile("^(pid-" + guid + "(-partnercenter)?|" + guid + "|)$")

const guid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

func refused(summary string) *tfprotov5.ConfigureProviderResponse {
	return &tfprotov5.ConfigureProviderResponse{Diagnostics: []*tfprotov5.Diagnostic{{Severity: tfprotov5.DiagnosticSeverityError, Summary: summary}}}
}

func (p *provider) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	p.stop.Do(func() { close(p.stopped) })
	return &tfprotov5.StopProviderResponse{}, nil
}

func (*provider) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (*provider) UpgradeResourceState(_ context.Context, r *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	value, err := r.RawState.Unmarshal(resourceGroup)
	if err != nil {
		return nil, err
	}
	upgraded, err := tfprotov5.NewDynamicValue(resourceGroup, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &upgraded}, err
}

func (*provider) ReadResource(_ context.Context, r *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: r.CurrentState}, nil
}

func (*provider) PlanResourceChange(_ context.Context, r *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: r.ProposedNewState}, nil
}

// ApplyResourceChange writes a create down, takes its time, and has done it.
func (p *provider) ApplyResourceChange(_ context.Context, r *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	before, err := r.PriorState.Unmarshal(resourceGroup)
	if err != nil {
		return nil, err
	}
	if before.IsNull() {
		planned, err := attributes(r.PlannedState, resourceGroup)
		if err != nil {
			return nil, err
		}
		var name string
		if err := planned["name"].As(&name); err != nil {
			return nil, err
		}
		if err := p.created(name); err != nil {
			return nil, err
		}
	}
	return &tfprotov5.ApplyResourceChangeResponse{NewState: r.PlannedState}, nil
}

func (p *provider) created(name string) error {
	if path := os.Getenv("STANDIN_LOG"); path != "" {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		defer file.Close()
		if _, err := fmt.Fprintf(file, "%s %s\n", cmp.Or(p.word, "-"), name); err != nil {
			return err
		}
	}
	if text := os.Getenv("STANDIN_SLEEP"); text != "" {
		duration, err := time.ParseDuration(text)
		if err != nil {
			return err
		}
		select {
		case <-time.After(duration):
		case <-p.stopped:
		}
	}
	return nil
}

// attributes are the attributes of an object.
func attributes(encoded *tfprotov5.DynamicValue, of tftypes.Type) (map[string]tftypes.Value, error) {
	value, err := encoded.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	var all map[string]tftypes.Value
	return all, value.As(&all)
}
