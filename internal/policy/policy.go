// Package policy reads .tfcua.hcl, and finds the one that an input is checked
// against. What a policy means, the rules know.
package policy

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/tfcua/tfcua"
	"github.com/tfcua/tfcua/internal/files"
	"github.com/tfcua/tfcua/internal/repository"
)

// FileName is what a policy file is called that is found by itself.
const FileName = ".tfcua.hcl"

// maxSize bounds a policy file, in bytes: a list of thousands of tracking IDs is
// a tenth of it.
const maxSize = 4 << 20

// Policies find the policy of each input. They may be asked by several readers
// at once.
type Policies struct {
	dir   string // the working directory, absolute
	today time.Time
	given *loaded // by --policy; nil where the policies are found

	mutex sync.Mutex
	known map[string]*loaded // by the absolute path
}

// loaded is a policy file, with where it is.
type loaded struct {
	*file
	path   string // absolute
	folder string // where its paths start, absolute
	shown  string // from the working directory
	text   []byte
	err    error
}

// Open makes sure that the policy file which is given can be read; with "" the
// policies are found. dir is the working directory, and the date of now decides
// which ignores are over.
//
// The paths in a policy that is given start at the working directory, which
// whoever gives it has in hand too: it may come from outside of the tree, and
// nothing in the tree moves what it says.
func Open(given, dir string, now time.Time) (*Policies, error) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	p := &Policies{dir: dir, today: today, known: make(map[string]*loaded)}
	if given == "" {
		return p, nil
	}
	path := given
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	p.given = p.load(path, given)
	p.given.folder = dir
	return p, p.given.err
}

// For is the policy for an input, which is a folder or a plan; that of a plan
// is looked for from the working directory. The error, an [*Error] or one that
// names the file, says what is wrong with it.
func (p *Policies) For(path string, folder bool) (tfcua.Policy, error) {
	if p.given == nil {
		found, err := p.find(path, folder)
		if found == nil || err != nil {
			return tfcua.Policy{}, err
		}
		policy := p.policy(found, path, folder)
		policy.RefuseComments = found.allowIgnores != nil && !*found.allowIgnores
		return policy, nil
	}
	policy := p.policy(p.given, path, folder)
	if p.given.allowIgnores == nil || !*p.given.allowIgnores {
		policy.RefuseComments = true
		return policy, nil
	}
	found, err := p.find(path, folder)
	if err != nil {
		return tfcua.Policy{}, err
	}
	if found != nil && found != p.given {
		policy.Ignores = append(policy.Ignores, p.policy(found, path, folder).Ignores...)
	}
	return policy, nil
}

// ForRun is the policy for what Terraform does in a folder. The saved plan that
// is checked there may be anywhere: ignores are about the folder.
func (p *Policies) ForRun(folder string) (tfcua.Policy, error) {
	policy, err := p.For(folder, true)
	for i := range policy.Ignores {
		if covers := policy.Ignores[i].Covers; covers != nil {
			covered := covers(folder)
			policy.Ignores[i].Covers = func(string) bool { return covered }
		}
	}
	return policy, err
}

// policy is what a file says for an input. A plan that is elsewhere goes by the
// working directory, as one on standard input does.
func (p *Policies) policy(of *loaded, path string, folder bool) tfcua.Policy {
	at, ok := p.within(of.folder, path)
	if !ok && !folder {
		at, ok = p.within(of.folder, p.dir)
	}
	scopes := []scope{of.scope}
	for _, s := range of.scopes {
		if ok && covers(s.pattern, at) {
			scopes = append(scopes, s)
		}
	}
	policy := over(scopes)
	policy.File = of.shown
	for _, s := range scopes {
		for _, i := range s.ignores {
			if i.path != "" {
				i.Covers = func(path string) bool {
					at, ok := p.within(of.folder, path)
					return ok && covers(i.path, at)
				}
			}
			policy.Ignores = append(policy.Ignores, i.Ignore)
		}
	}
	return policy
}

// within is a path, as people see it, from a policy's folder on.
func (p *Policies) within(folder, path string) (string, bool) {
	if path == "-" {
		path = p.dir
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.dir, path)
	}
	relative, err := filepath.Rel(folder, path)
	if err != nil || relative == ".." || strings.HasPrefix(relative, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(relative), true
}

// find looks for a policy from the folder of an input upwards: to the root of
// the repository; without one, to the working directory if the folder is below
// it, and else nowhere above.
func (p *Policies) find(path string, folder bool) (*loaded, error) {
	from := p.dir
	if folder {
		if from = path; !filepath.IsAbs(from) {
			from = filepath.Join(p.dir, from)
		}
	}
	top := repository.Root(from)
	if _, below := p.within(p.dir, from); top == "" && below {
		top = p.dir
	}
	for at := from; ; at = filepath.Dir(at) {
		candidate := filepath.Join(at, FileName)
		if _, err := os.Lstat(candidate); err == nil {
			shown := p.shown(candidate)
			if err := inside(cmp.Or(top, from), candidate); err != nil {
				return nil, fmt.Errorf("%s: %w", shown, err)
			}
			found := p.load(candidate, shown)
			return found, found.err
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: the policy cannot be read: %w", p.shown(candidate), files.Reason(err))
		}
		if top == "" || at == top || at == filepath.Dir(at) {
			return nil, nil
		}
	}
}

// shown is an absolute path as people see it, from the working directory.
func (p *Policies) shown(path string) string {
	if relative, err := filepath.Rel(p.dir, path); err == nil {
		path = relative
	}
	return filepath.ToSlash(path)
}

// inside makes sure that a policy which is found is a file of the repository,
// and a policy: who checks a stranger's repository reads nothing else, and shows
// no line of .git/config or of a tfvars file in an error.
func inside(top, candidate string) error {
	real, err := filepath.EvalSymlinks(candidate)
	if err != nil {
		return fmt.Errorf("the policy cannot be read: %w", files.Reason(err))
	}
	if top, err = filepath.EvalSymlinks(top); err != nil {
		return fmt.Errorf("the policy cannot be read: %w", files.Reason(err))
	}
	relative, err := filepath.Rel(top, real)
	if err != nil || !filepath.IsLocal(relative) {
		return errors.New("is a link that leads out of the repository: give such a policy by --policy")
	}
	if filepath.Base(real) != FileName {
		return errors.New("is a link to a file of another name: a policy that is found is a " + FileName + " itself")
	}
	if info, err := os.Stat(real); err != nil || !info.Mode().IsRegular() {
		return errors.New("is no regular file: a policy is a file")
	}
	return nil
}

// load reads a file once.
func (p *Policies) load(path, shown string) *loaded {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if known := p.known[path]; known != nil {
		return known
	}
	l := &loaded{path: path, folder: filepath.Dir(path), shown: shown}
	p.known[path] = l
	text, err := files.Read(path, maxSize)
	if err != nil {
		l.err = fmt.Errorf("%s: the policy cannot be read: %w", shown, files.Reason(err))
		return l
	}
	l.text = text
	l.file, l.err = decode(shown, text, p.today)
	return l
}
