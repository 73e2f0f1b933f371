package generate

import (
	"archive/zip"
	"fmt"
	"io"

	"google.golang.org/protobuf/encoding/protowire"
)

// SavedPlan writes a saved plan, as terraform plan -out makes it, that creates
// so many resources: the plan, the sources and the lock file.
func SavedPlan(w io.Writer, resources int) error {
	archive := zip.NewWriter(w)
	entry := func(name string, write func(io.Writer) error) error {
		out, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		return write(out)
	}
	content := func(text string) func(io.Writer) error {
		return func(out io.Writer) error {
			_, err := io.WriteString(out, text)
			return err
		}
	}
	for _, each := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"tfplan", func(out io.Writer) error { return tfplan(out, resources) }},
		{"tfstate", content("{}")},
		{"tfstate-prev", content("{}")},
		{"tfconfig/m-/main.tf", content(fmt.Sprintf(mainFile, 0) + variablesFile)},
		{"tfconfig/modules.json", content(`[{"Key":"","Dir":"."}]`)},
		{".terraform.lock.hcl", content("provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version = \"4.10.0\"\n}\n")},
	} {
		if err := entry(each.name, each.write); err != nil {
			return err
		}
	}
	return archive.Close()
}

// tfplan writes the plan message: field numbers of Terraform's planfile.proto.
func tfplan(out io.Writer, resources int) error {
	header := protowire.AppendVarint(protowire.AppendTag(nil, 1, protowire.VarintType), 3) // version
	header = protowire.AppendString(protowire.AppendTag(header, 14, protowire.BytesType), "1.11.4")
	header = protowire.AppendVarint(protowire.AppendTag(header, 25, protowire.VarintType), 1) // applyable
	header = protowire.AppendVarint(protowire.AppendTag(header, 26, protowire.VarintType), 1) // complete
	if _, err := out.Write(header); err != nil {
		return err
	}
	for n := range resources {
		r := resourceAt(n)
		value := message(1, []byte(r.values())) // a DynamicValue; its encoding is nobody's concern here
		change := protowire.AppendVarint(protowire.AppendTag(nil, 1, protowire.VarintType), 1)
		change = append(change, message(2, value)...)
		var planned []byte
		planned = append(planned, message(8, []byte(`provider["registry.terraform.io/hashicorp/azurerm"]`))...)
		planned = append(planned, message(9, change)...)
		planned = append(planned, message(13, []byte(r.address()))...)
		if _, err := out.Write(message(3, planned)); err != nil {
			return err
		}
	}
	return nil
}

func message(number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), content)
}
