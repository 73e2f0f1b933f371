package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/msgpack"
	"google.golang.org/protobuf/encoding/protowire"
)

// canaryCases reads testdata/canary: an archive for each input, whose comment
// holds the command lines, "exits CODE tfcua ARGUMENTS", with < FILE for standard
// input. In all of it @word@, @guid@, @lines@ and @marks@ stand for a canary each
// time. What lies in tfplan/ or in a folder of the name of a zip archive is
// packed.
func canaryCases(t *testing.T) []canaryCase {
	t.Helper()
	names, err := filepath.Glob("../../testdata/canary/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no canaries: %v", err)
	}
	var cases []canaryCase
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := canaryCase{name: strings.TrimSuffix(filepath.Base(name), ".txtar"), texts: make(map[string]string)}
		for text := range strings.Lines(string(archive.Comment)) {
			words, ok := strings.CutPrefix(text, "exits ")
			if !ok {
				continue
			}
			words, stdin, _ := strings.Cut(strings.TrimSpace(words), " < ")
			fields := strings.Fields(words)
			code, err := strconv.Atoi(fields[0])
			if err != nil || fields[1] != "tfcua" {
				t.Fatalf("%s: %s", name, text)
			}
			c.lines = append(c.lines, canaryLine{code, fields[2:], stdin})
		}
		for _, file := range archive.Files {
			c.texts[file.Name] = string(file.Data)
		}
		cases = append(cases, c)
	}
	return cases
}

// write empties the working directory and writes the case into it, with its
// canaries, in the order of the names or, with random, in any; environ is the
// environment.
func (c canaryCase) write(t *testing.T, fill *canaries, random *rand.Rand) (environ []string) {
	t.Helper()
	old, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range old {
		if err := os.RemoveAll(entry.Name()); err != nil {
			t.Fatal(err)
		}
	}
	packed := make(map[string]map[string]string)
	names := sortedNames(c.texts)
	if random != nil {
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	for _, name := range names {
		text := fill.text(c.texts[name])
		folder, inside, _ := strings.Cut(name, "/")
		switch {
		case name == "environ":
			environ = strings.Split(strings.TrimSpace(text), "\n")
		case folder == "tfplan" || strings.HasSuffix(folder, ".zip"):
			if name == "tfplan/tfplan" {
				text = planMessage(t, text)
			}
			if packed[folder] == nil {
				packed[folder] = make(map[string]string)
			}
			packed[folder][inside] = text
		default:
			writeCanaryFile(t, name, text)
		}
	}
	for name, texts := range packed {
		writeCanaryFile(t, name, pack(t, texts))
	}
	return environ
}

func writeCanaryFile(t *testing.T, name, text string) {
	t.Helper()
	name = filepath.FromSlash(name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func pack(t *testing.T, texts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for _, name := range sortedNames(texts) {
		entry, err := archive.Create(name)
		if err == nil {
			_, err = entry.Write([]byte(texts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// planMessage is a saved plan's own entry, with the field numbers of Terraform's
// planfile.proto: variables, of which text is a JSON object, and a resource to be
// created, whose values hold them too.
func planMessage(t *testing.T, text string) string {
	t.Helper()
	var variables map[string]string
	if err := json.Unmarshal([]byte(text), &variables); err != nil {
		t.Fatal(err)
	}
	nested := func(to []byte, field protowire.Number, content []byte) []byte {
		return protowire.AppendBytes(protowire.AppendTag(to, field, protowire.BytesType), content)
	}
	number := func(to []byte, field protowire.Number, value uint64) []byte {
		return protowire.AppendVarint(protowire.AppendTag(to, field, protowire.VarintType), value)
	}
	plan := number(nil, 1, 3) // the version of the format
	plan = nested(plan, 14, []byte("1.11.4"))
	plan = number(number(plan, 25, 1), 26, 1) // applyable, complete
	for _, name := range sortedNames(variables) {
		encoded, err := msgpack.Marshal(cty.StringVal(variables[name]), cty.DynamicPseudoType)
		if err != nil {
			t.Fatal(err)
		}
		plan = nested(plan, 2, nested(nested(nil, 1, []byte(name)), 2, nested(nil, 1, encoded)))
		change := nested(number(nil, 1, 1), 2, nested(nil, 1, encoded))
		resource := nested(nil, 8, []byte(`provider["registry.terraform.io/hashicorp/azurerm"]`))
		resource = nested(nested(resource, 9, change), 13, []byte("azurerm_resource_group.rg"))
		plan = nested(plan, 3, resource)
	}
	return string(plan)
}

// canaries makes texts of a seed that nothing else contains, of the same shapes
// and lengths for each seed, and finds them again.
type canaries struct {
	seed  string
	count int
	cores []string // what of each is the same in whatever it is wrapped
}

func newCanaries(seed string) *canaries { return &canaries{seed: seed} }

// placeholder is what stands for a canary.
var placeholder = regexp.MustCompile(`@(word|guid|lines|marks)@`)

// text has a canary, escaped as in JSON and HCL, for each placeholder.
func (c *canaries) text(template string) string {
	return placeholder.ReplaceAllStringFunc(template, func(shape string) string {
		switch shape {
		case "@guid@":
			return c.guid()
		case "@lines@":
			return c.word() + `\n` + c.word() + `\r\n\t` + c.word()
		case "@marks@":
			return `<b>&'\"` + c.word() + `\"%41|#` + c.word() + `[`
		}
		return c.word()
	})
}

func (c *canaries) all(templates []string) []string {
	texts := make([]string, 0, len(templates))
	for _, template := range templates {
		texts = append(texts, c.text(template))
	}
	return texts
}

// sum makes each canary another one.
func (c *canaries) sum() [sha256.Size]byte {
	c.count++
	return sha256.Sum256(fmt.Appendf(nil, "%s %d", c.seed, c.count))
}

// word is of letters that no hexadecimal number has.
func (c *canaries) word() string {
	sum := c.sum()
	letters := make([]byte, 12)
	for i := range letters {
		letters[i] = "ghijklmnopqrstuvwyz"[sum[i]%19]
	}
	c.cores = append(c.cores, string(letters))
	return string(letters)
}

// guid is as a tracking ID is, and in a place where none belongs.
func (c *canaries) guid() string {
	sum := c.sum()
	digits := hex.EncodeToString(sum[:16])
	c.cores = append(c.cores, digits[:8], digits[20:])
	return strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-")
}

// search looks for every canary in an output: as it is, in either case, broken
// by white space, or encoded.
func (c *canaries) search(t *testing.T, shown, output string) {
	t.Helper()
	plain := strings.ToLower(strings.Join(strings.Fields(output), ""))
	for _, core := range c.cores {
		for encoding, text := range encodings(core) {
			if where := strings.Index(plain, strings.ToLower(text)); where >= 0 {
				t.Errorf("%s shows a canary%s: …%s…", shown, encoding, plain[max(0, where-80):min(len(plain), where+80)])
				return
			}
		}
	}
}

// encodings are the forms of a text. One that is escaped for HTML, a URL or a
// terminal keeps its letters and digits; of base64 there are three, as the text
// begins at any of three bytes.
func encodings(text string) map[string]string {
	all := map[string]string{
		"":                  text,
		" backwards":        backwards(text),
		" in hex":           hex.EncodeToString([]byte(text)),
		" percent-encoded":  percent(text),
		" as numbers":       numbers(text),
		" in base64":        base64.RawStdEncoding.EncodeToString([]byte(text))[:len(text)],
		" in base64, later": base64.RawStdEncoding.EncodeToString([]byte("-" + text))[2:len(text)],
		" in base64, last":  base64.RawStdEncoding.EncodeToString([]byte("--" + text))[3:len(text)],
	}
	return all
}

func backwards(text string) string {
	letters := []byte(text)
	slices.Reverse(letters)
	return string(letters)
}

func percent(text string) string {
	var b strings.Builder
	for _, letter := range []byte(text) {
		fmt.Fprintf(&b, "%%%02x", letter)
	}
	return b.String()
}

func numbers(text string) string {
	var b strings.Builder
	for _, letter := range []byte(text) {
		fmt.Fprintf(&b, "&#%d;", letter)
	}
	return b.String()
}

func sortedNames(texts map[string]string) []string { return slices.Sorted(maps.Keys(texts)) }
