package jsonscan_test

import (
	"fmt"
	"strings"

	"github.com/tfcua/tfcua/internal/jsonscan"
)

func Example() {
	const plan = `{
		"format_version": "1.2",
		"planned_values": {"much": ["that", "nobody", "asks", "for"]},
		"resource_changes": [
			{"address": "azurerm_subnet.a", "change": {"actions": ["create"]}},
			{"address": "azurerm_subnet.b", "change": {"actions": ["delete", "create"]}}
		]
	}`
	s := jsonscan.New(strings.NewReader(plan))
	err := s.Object([]string{"resource_changes"}, func(int) error {
		return s.Array(func(i int) error {
			return s.Object([]string{"address", "change"}, func(name int) error {
				if name == 0 {
					address, err := s.String(1000)
					fmt.Print(i, " ", address)
					return err
				}
				change, err := s.Raw(1000)
				fmt.Printf(" %s\n", change)
				return err
			})
		})
	})
	if err == nil {
		err = s.End()
	}
	fmt.Println(err)

	s = jsonscan.New(strings.NewReader(plan[:100]))
	fmt.Println(s.Skip())
	// Output:
	// 0 azurerm_subnet.a {"actions": ["create"]}
	// 1 azurerm_subnet.b {"actions": ["delete", "create"]}
	// <nil>
	// at byte 100: unexpected end of input: the document is truncated
}
