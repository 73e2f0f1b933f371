package plancheck

import (
	"bytes"
	"regexp"

	"github.com/tfcua/tfcua"
)

// Sniff says which kind of plan a file that starts with head may be: plan JSON
// for anything that may turn out to be a JSON object, a byte order mark, UTF-16
// and a CI wrapper's leading line included; "" for what is no plan at all. The
// first 64 KiB tell.
func Sniff(head []byte) tfcua.Kind {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return tfcua.SavedPlan
	case hasAnyPrefix(head, utf16Marks):
		return tfcua.PlanJSON
	}
	head = bytes.TrimPrefix(head, utf8Mark)
	if trimmed := bytes.TrimLeft(head, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '{' {
		if bytes.HasPrefix(trimmed, []byte("{\x00")) {
			return "" // UTF-16 that does not say so
		}
		return tfcua.PlanJSON
	}
	if start, _ := documentStart(head); start > 0 && !looksLike(written, head[:start]) {
		return tfcua.PlanJSON
	}
	return ""
}

var (
	utf8Mark   = []byte("\xEF\xBB\xBF")
	utf16Marks = []string{"\xFF\xFE", "\xFE\xFF"}
)

// What other files that are given by mistake look like. The patterns are
// compiled when such a file is met, not at every start.
const (
	written  = `(?m)^[ \t]*(terraform|locals|(provider|variable|output|module)[ \t]+"?[\w-]+"?|(resource|data)[ \t]+"?[\w-]+"?[ \t]+"?[\w-]+"?)[ \t]*\{`
	assigned = `(?m)\A(\s*(#.*|//.*)?\r?\n)*\s*"?[\w-]+"?[ \t]*=[^=]`
	shown    = `Terraform (will perform|used the selected providers)|OpenTofu (will perform|used the selected providers)|No changes\. |An execution plan has been generated`
)

func looksLike(pattern string, head []byte) bool { return regexp.MustCompile(pattern).Match(head) }

// refusal says what an input is that is no plan.
func refusal(head []byte) string {
	head = bytes.TrimPrefix(head, utf8Mark)
	text := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(head) == 0:
		return "is empty: no plan was written to it; make one with terraform show -json PLAN, or give the saved plan of terraform plan -out"
	case len(text) == 0:
		return "holds nothing but white space: no plan was written to it; make one with terraform show -json PLAN"
	case bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "is an empty zip archive, no saved plan: make it again with terraform plan -out"
	case hasAnyPrefix(head, []string{"\x1F\x8B", "BZh", "\xFD7zXZ\x00", "\x28\xB5\x2F\xFD"}):
		return "is compressed: unpack it first"
	case len(head) > 3 && (head[0] == 0 && head[1] == '{' || head[0] == '{' && head[1] == 0):
		return "is UTF-16 text without a byte order mark: save it as UTF-8"
	case bytes.IndexByte(head, 0) >= 0:
		return "is a binary file, no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"
	case text[0] == '[':
		return "is a JSON array, no plan: give the whole output of terraform show -json PLAN"
	case looksLike(shown, head):
		return "is the output of terraform plan or show for people, no plan: give that of terraform show -json PLAN, or the saved plan itself"
	case looksLike(written, head):
		return "is a Terraform configuration file, no plan: give the folder that it is in"
	case looksLike(assigned, head):
		return "looks like a file of variable values, no plan: give it with --var-file beside the folder"
	}
	return "is no plan: give the JSON of terraform show -json PLAN, or the saved plan of terraform plan -out"
}

func hasAnyPrefix(text []byte, prefixes []string) bool {
	for _, prefix := range prefixes {
		if bytes.HasPrefix(text, []byte(prefix)) {
			return true
		}
	}
	return false
}
